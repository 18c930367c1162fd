"""Leading: settling what readers differ on, finding readers for what nobody may read, and looking at feedback."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from cairn.domain.evaluation import access, operations
from cairn.domain.evaluation.models import BackRead, Reading
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import evaluating, letters

MENDABLE = timedelta(minutes=10)
"""How long what a lead says of feedback can be taken back, before its evaluator is written to."""


@transaction.atomic
def settle(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take what is for a lead to settle, to see both sides and decide. Only what no blind reader decides is opened."""
    if not access.settles(reading):
        raise Refused(no("blind", "A third evaluator decides this one, and sees neither side."))
    demand(access.may_compare(by, reading.round, at=at))
    if reading.state == "claimed" and reading.evaluator_id == by.pk:
        return reading
    return evaluating.claim(reading=reading, by=by, at=at)


@transaction.atomic
def look(*, back_read: BackRead, finding: str, note: str, by: Person, at: datetime) -> BackRead:
    """Say what one thinks of feedback; with a note, its evaluator is written to a little later."""
    row = operations.look(back_read=back_read, finding=finding, note=note, by=by, at=at)
    if row.note and row.reading.evaluator:
        letters.put(
            "feedback_looked_at",
            about=row,
            to=row.reading.evaluator,
            turn=at.isoformat(),
            at=at,
            due=at + MENDABLE,
        )
    return row
