"""Reading final decisions and what they spent."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from django.db.models import QuerySet

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import FinalDecision, Spending


def spent_of(person: Person) -> dict[str, dict[str, Fraction]]:
    """What final decisions in force took from each of her records, by ledger and reference."""
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    rows = Spending.objects.filter(decision__person=person, decision__set_aside_at=None)
    for row in rows.order_by("pk"):
        taken = found[row.ledger].get(row.reference, Fraction(0))
        found[row.ledger][row.reference] = taken + row.amount
    return dict(found)


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
