"""Submitting: the round is frozen, its readings are asked for, the earner gets a receipt."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.models import Person
from cairn.workflows import judging_rules, letters


@deed()
def submit(
    *,
    attempt: Attempt,
    declared: bool,
    by: Person,
    at: datetime,
    note: str = "",
    completed: Collection[str] = (),
) -> Round:
    """Send the work to be read. Raises `Refused` with every gap; sending twice sends it once.

    `completed` are the edition's completion indicators that she ticked.
    """
    round_ = attempts.submit(attempt=attempt, declared=declared, note=note, completed=completed, by=by, at=at)
    judging_rules.ask_for_readings(round_=round_, by=by, at=at)
    letters.put("received", about=round_, to=by, at=at)
    return round_


@deed()
def recall(*, attempt: Attempt, by: Person, at: datetime) -> Attempt:
    """Take the work back while no evaluator has it."""
    sent = current_round(attempt)
    row = attempts.recall(attempt=attempt, by=by, at=at)
    if sent:
        evaluation.cancel(round_=sent, by=by, at=at)
    return row
