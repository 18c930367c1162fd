"""Which organization a page is about, and whether the person may be there."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Refused, Verdict, no
from cairn.web.shared.guards import person_of

RUNS = (Role.ADMINISTRATOR, Role.ISSUER, Role.LEAD)


class Rule(Protocol):
    """A question of an `access` module."""

    def __call__(self, person: Person, organization: Organization, /, *, at: datetime) -> Verdict: ...


def may_enter(person: Person, organization: Organization, /, *, at: datetime) -> Verdict:
    """Whether the person may see how the organization is set up."""
    return holds(person, organization, *RUNS, at=at)


def organization_in(
    request: HttpRequest, slug: str, rule: Rule | None = None, *, door: Rule = may_enter
) -> tuple[Organization, Person]:
    """The organization of an address and the person, if `door` lets her in and `rule` as well; raises `Refused`
    otherwise.

    One that does not exist is refused in the same words as one she does not run, so that slugs cannot be
    tried out.
    """
    person, now = person_of(request), timezone.now()
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None or not door(person, organization, at=now):
        raise Refused(
            no(
                "role",
                gettext("Only people who run this organization may open this page. Ask them for a role."),
            )
        )
    if rule and not (verdict := rule(person, organization, at=now)):
        raise Refused(verdict)
    return organization, person
