"""The organization that an address names, for whoever may act for it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, Verdict, no
from cairn.web.shared.guards import person_of


def organization_in(
    request: HttpRequest, slug: str, rule: Callable[..., Verdict]
) -> tuple[Organization, Person]:
    """The organization and the person, if `rule` lets her; one that does not exist is refused in the same words."""
    person = person_of(request)
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None or not rule(person, organization, at=timezone.now()):
        raise Refused(
            no(
                "role",
                gettext("Only people who run this organization may open this page. Ask them for a role."),
            )
        )
    return organization, person
