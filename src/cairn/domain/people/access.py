"""Who may act for an organization."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.engines.verdict import Verdict, no, yes


def holds(person: Person, organization: Organization, *roles: str, at: datetime) -> Verdict:
    """Whether the person holds one of `roles` in the organization at `at`."""
    if _holding(roles)(person.pk, organization.pk, at):
        return yes()
    names = " or ".join(str(Role(role).label).lower() for role in roles)
    article = "an" if names[0] in "aeiou" else "a"
    return no(
        "role", f"This needs {article} {names} of {organization.name}. Ask its administrator for the role."
    )


@cache
def _holding(roles: tuple[str, ...]) -> Prepared:
    def question(person: int, organization: int, at: datetime) -> QuerySet[Any, Any]:
        held = Membership.objects.filter(current(at), person=person, organization=organization)
        return held.filter(role__in=roles).values_list("pk")[:1]

    return Prepared(question)


def may_manage(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may change the organization's people and settings."""
    return holds(person, organization, Role.ADMINISTRATOR, at=at)


def may_end(person: Person, membership: Membership, *, at: datetime) -> Verdict:
    """Whether the person may end this role: the last administrator's may not, or nobody could manage people."""
    if not (verdict := may_manage(person, membership.organization, at=at)):
        return verdict
    if membership.role == Role.ADMINISTRATOR:
        others = Membership.objects.filter(
            current(at), organization=membership.organization, role=Role.ADMINISTRATOR
        )
        if not others.exclude(pk=membership.pk).exists():
            return no("last", "Name another administrator first.")
    return yes()
