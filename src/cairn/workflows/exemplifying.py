"""Exemplifying: judged work is proposed as a worked example, its earner says what of it, and everybody may read it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from cairn.domain.calibration import operations as calibration
from cairn.domain.calibration.models import Anchor
from cairn.domain.deeds import deed
from cairn.domain.evidence.models import Round
from cairn.domain.examples import operations
from cairn.domain.examples.models import Example
from cairn.domain.people.models import Person
from cairn.workflows import letters


@deed()
def propose(*, round_: Round, by: Person, at: datetime) -> Example:
    """Ask the earner, by letter, what of her work may be shown."""
    example = operations.propose(round_=round_, by=by, at=at)
    letters.put("example_asked", about=example, to=round_.attempt.earner, at=at)
    return example


@deed()
def allow(*, example: Example, pieces: Collection[UUID], looked: bool, by: Person, at: datetime) -> Example:
    """Take down what the earner lets everybody see, and tell who asked her."""
    row = operations.allow(example=example, pieces=pieces, looked=looked, by=by, at=at)
    if row.state == "allowed" and example.proposed_by:
        letters.put("example_allowed", about=row, to=example.proposed_by, turn=at.isoformat(), at=at)
    return row


def decline(*, example: Example, by: Person, at: datetime) -> Example:
    """Say no, or take everything back: from the next request on nobody is shown any of it."""
    return operations.decline(example=example, by=by, at=at)


@deed()
def publish(*, example: Example, by: Person, at: datetime) -> Example:
    """Show it to everybody, and tell its earner; an anchor trains, tests and watches nobody from then on."""
    anchor = Anchor.objects.filter(round=example.round_id, state="agreed").exclude(use="example").first()
    row = operations.publish(example=example, by=by, at=at)
    if anchor is not None:
        calibration.publish(anchor=anchor, by=by, at=at)
    earner = example.round.attempt.earner
    letters.put("example_published", about=row, to=earner, turn=at.isoformat(), at=at)
    return row
