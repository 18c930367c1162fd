"""A worked example by calling the workflows: proposed, allowed as far as it may be, and published."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evidence.kinds import NEEDS_CONSENT
from cairn.domain.evidence.models import Round
from cairn.domain.evidence.operations import pieces
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.examples.access import USE
from cairn.domain.examples.models import Example
from cairn.domain.examples.queries import examples, pieces_of
from cairn.domain.people.models import Person
from cairn.workflows import exemplifying


def agree(round_: Round, *, at: datetime) -> None:
    """Record that everybody shown in the round's files lets everybody see them."""
    for held in frozen_pieces(round_):
        if held.kind == "file" and held.shown_as in NEEDS_CONSENT:
            pieces.give_consent(
                piece=held.piece,
                who="Everyone in it: 21 students of the class, and their families",
                form="A separate form for worked examples, in the school office",
                uses=("evaluation", "coaching", USE),
                given_on=at.date(),
                by=round_.attempt.earner,
                at=at,
            )


def allow(example: Example, *, at: datetime) -> Example:
    """Let its earner allow everything that may be shown."""
    whole = examples().get(pk=example.pk)
    chosen = [each.piece.public_id for each in pieces_of(whole) if each.fit]
    earner = whole.round.attempt.earner
    return exemplifying.allow(example=whole, pieces=chosen, looked=True, by=earner, at=at)


def show(round_: Round, *, by: Person, at: datetime) -> Example:
    """Bring a round all the way to where everybody may read it."""
    agree(round_, at=at)
    asked = exemplifying.propose(round_=round_, by=by, at=at)
    allow(asked, at=at)
    return exemplifying.publish(example=examples().get(pk=asked.pk), by=by, at=at)
