"""Reading final decisions and what they spent."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import QuerySet

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import FinalDecision, Packet, Spending

HEAVY = ("decision__facts", "decision__outcome", "decision__policy_texts")


def spent_of(person: Person) -> dict[str, dict[str, Fraction]]:
    """What final decisions in force took from each of her records, by ledger and reference."""
    return spent_of_each([person.pk]).get(person.pk, {})


def spent_of_each(people: Iterable[int]) -> dict[int, dict[str, dict[str, Fraction]]]:
    """The same by the key of each of these people of whose records any was spent."""
    found: dict[int, dict[str, dict[str, Fraction]]] = {}
    rows = Spending.objects.filter(decision__person__in=list(people), decision__set_aside_at=None)
    for row in rows.select_related("decision").defer(*HEAVY).order_by("pk"):
        taken = found.setdefault(row.decision.person_id, {}).setdefault(row.ledger, {})
        taken[row.reference] = taken.get(row.reference, Fraction(0)) + row.amount
    return found


def _whole() -> QuerySet[FinalDecision]:
    return FinalDecision.objects.select_related("person", "organization", "made_by", "set_aside_by").defer(
        "facts", "outcome", "policy_texts"
    )


def decisions_of(person: Person) -> QuerySet[FinalDecision]:
    """What was decided for the person, the latest first."""
    return _whole().filter(person=person)


def decisions_in(organizations: QuerySet[Organization]) -> QuerySet[FinalDecision]:
    """What the organizations decided, the latest first."""
    return _whole().filter(organization__in=organizations)


def latest_packet(decision: FinalDecision) -> Packet | None:
    """The audit packet that was asked for last, without its file."""
    return Packet.objects.filter(decision=decision).select_related("asked_by").defer("content").first()
