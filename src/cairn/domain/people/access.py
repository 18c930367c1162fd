"""Who may act for an organization."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import QuerySet

from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Copy, Membership, Organization, Person, Proof, Role, current
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


def may_take_along(by: Person | None, person: Person) -> Verdict:
    """Whether somebody may ask for all that is known of a person, or for its end: she alone, or the operator."""
    if by is None or by.pk == person.pk:
        return yes()
    return no("not_yours", "This is somebody else's account.")


def may_take(by: Person, copy: Copy, *, at: datetime) -> Verdict:
    """Whether the person may take a copy of a record: her own, as long as it is kept."""
    if by.pk != copy.person_id:
        return no("not_yours", "This is somebody else's record.")
    if copy.state == "asked":
        return no("not_ready", "Your copy is still being made.")
    if copy.state != "ready" or copy.ends_at is None or copy.ends_at <= at:
        return no("gone", "This copy was deleted. Ask for a new one.")
    return yes()


PROVES = timedelta(minutes=30)
"""How long a code can be entered, and how long what it proved may be used."""
TRIES = 5


def may_try(by: Person, proof: Proof, *, at: datetime) -> Verdict:
    """Whether the person may still enter a code or a password to prove that another account is hers."""
    if by.pk != proof.person_id:
        return no("not_yours", "This is somebody else's account.")
    if proof.proved_at or proof.tries >= TRIES or at >= proof.asked_at + PROVES:
        return no("over", "This code can be entered no more. Begin again, and we send you a new one.")
    return yes()


def may_merge(by: Person, proof: Proof, *, at: datetime) -> Verdict:
    """Whether what was proved still lets the person merge the other account into hers."""
    if by.pk != proof.person_id:
        return no("not_yours", "This is somebody else's account.")
    if proof.proved_at is None or proof.used_at or at >= proof.proved_at + PROVES:
        return no("unproved", "Prove once more that the other account is yours.")
    return yes()
