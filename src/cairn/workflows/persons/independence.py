"""What must be the deeds of two people: where two accounts stand on both sides of it, they cannot become one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db.models import Q

from cairn.domain.evaluation.models import Reading
from cairn.domain.people.models import Person

READ: Final = ("claimed", "concluded", "returned")
"""States of a reading whose evaluator has judged the work, or is at it."""

APART: Final = (
    (
        "evaluation.Reading",
        "evaluator",
        "round__attempt__earner",
        "With one of the accounts you have judged the work of the other. Nobody judges her own work.",
    ),
    (
        "evaluation.BackRead",
        "read_by",
        "reading__evaluator",
        "With one of the accounts you have checked what the other judged.",
    ),
    (
        "evaluation.HarmReport",
        "closed_by",
        "reporter",
        "With one of the accounts you have closed what the other reported.",
    ),
    (
        "approvals.Approval",
        "decided_by",
        "person",
        "With one of the accounts you have approved, or refused, something of the other.",
    ),
    (
        "approvals.Waiver",
        "made_by",
        "person",
        "With one of the accounts you have made an exception for the other.",
    ),
    (
        "recognition.FinalDecision",
        "made_by",
        "person",
        "With one of the accounts you have decided in an office what the other gets.",
    ),
    (
        "recognition.Instruction",
        "released_by",
        "person",
        "With one of the accounts you have released a payment to the other.",
    ),
    (
        "recognition.CreditClaim",
        "decided_by",
        "award__earner",
        "With one of the accounts you have decided about the credit that the other asked for.",
    ),
    (
        "gating.Review",
        "decided_by",
        "asked_by",
        "With one of the accounts you have reviewed the draft of the other.",
    ),
    ("stacks.Stack", "partner", "owner", "The two accounts have made an agreement with each other."),
)
"""Table, the two sides of what two people must do, and the sentence that refuses."""


def reasons_against(one: Person, other: Person) -> Iterator[str]:
    """A sentence for each thing that takes two people, and that these two accounts did with each other."""
    for label, here, there, sentence in APART:
        model = apps.get_model(label)
        both = Q(**{here: one, there: other}) | Q(**{here: other, there: one})
        rows = model._base_manager.filter(both)
        if model is Reading:
            rows = rows.filter(state__in=READ)
        if rows.exists():
            yield sentence
    if _read_by(one) & _read_by(other):
        yield "Both accounts have judged the same work, as two readers who know nothing of each other."


def _read_by(person: Person) -> set[int]:
    read = Reading.objects.filter(evaluator=person, state__in=READ)
    return set(read.values_list("round__attempt", flat=True))
