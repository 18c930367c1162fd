"""What follows from an outcome, whoever brought it about."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.models import Slot
from cairn.domain.evaluation.models import Outcome
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person


def open_what_fell_short(*, outcome: Outcome, attempt: Attempt, by: Person, at: datetime) -> None:
    """Leave only those parts open that feed criteria which are not met yet."""
    if outcome.met:
        attempts.reopen(attempt=attempt, slots=None, by=by, at=at)
        return
    unmet = outcome.criteria.filter(met=False).order_by().values("criterion")
    slots = Slot.objects.filter(criteria__in=unmet).order_by()
    attempts.reopen(attempt=attempt, slots=slots, by=by, at=at)


def ask_for_the_award(*, attempt: Attempt, at: datetime) -> None:
    """Ask for the award of what is met; asking twice asks once."""
    identity = str(attempt.public_id)
    put(event=f"met:{identity}", recipient=identity, channel="award", at=at, payload={"attempt": identity})
