"""Whom somebody means by a name or an e-mail address."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from cairn.domain.people.models import Organization, Person
from cairn.domain.people.queries import people_called


def whom(
    words: str, organization: Organization, *roles: str, at: datetime
) -> tuple[Person, str] | tuple[None, str]:
    """The one person of the organization who is meant; otherwise nobody, and a sentence that says what to write."""
    found = people_called(words, organization, *roles, at=at)
    if len(found) == 1:
        return found[0], ""
    if not found:
        told = gettext(
            "Nobody of %(place)s is found by this. Write the name or the e-mail address of the account."
        )
        return None, told % {"place": organization.name}
    told = gettext("More than one person is found: %(names)s. Write the whole name, or the e-mail address.")
    return None, told % {"names": ", ".join(person.name for person in found)}
