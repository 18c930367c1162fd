"""Rating, commenting and sending a reading."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.deeds import deed
from cairn.domain.evaluation import access, queries
from cairn.domain.evaluation.models import Moment, Rating, Reading
from cairn.domain.evaluation.operations.readings import keep
from cairn.domain.evaluation.states import LIFE
from cairn.domain.evidence.models import RoundPiece
from cairn.domain.ledger.operations import record
from cairn.domain.ledger.prepared import PreparedModels
from cairn.domain.ledger.writing import change, put
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


def _hold(reading: Reading, by: Person, at: datetime) -> None:
    """Keep the reading's row until the transaction ends: nothing is written on a sheet that was just sent."""
    [row] = _held(reading.pk)
    demand(access.may_score(by, row, at=at))


@PreparedModels
def _held(reading: int) -> QuerySet[Reading]:
    rows = Reading.objects.select_for_update(of=("self",), no_key=True).filter(pk=reading)
    whole = rows.select_related("round", "organization", "evaluator")
    return whole.defer("round__manifest", "round__statement")


@dataclass(frozen=True, slots=True)
class Mark:
    """A level, or none yet, and words for one criterion."""

    criterion: Criterion
    level: Level | None
    feedback: str


@deed()
def rate(
    *, reading: Reading, criterion: Criterion, level: Level | None, feedback: str, by: Person, at: datetime
) -> Rating:
    """Save a level and words for one criterion; whoever saves at the last minute is not cut short."""
    _hold(reading, by, at)
    [rating] = _save(reading, [Mark(criterion, level, feedback)], at)
    return rating


@deed()
def write(*, reading: Reading, marks: Sequence[Mark], summary: str, by: Person, at: datetime) -> None:
    """Save marks for any of the criteria, as `rate` does for one, and the words about the whole."""
    _hold(reading, by, at)
    if summary.strip() != reading.summary:
        Reading.objects.filter(pk=reading.pk, state="claimed").update(summary=summary.strip())
        reading.summary = summary.strip()
    _save(reading, marks, at)


def _save(reading: Reading, marks: Sequence[Mark], at: datetime) -> list[Rating]:
    asked = {each.pk for each in queries.criteria_of(reading)}
    for mark in marks:
        _demand_fit(mark, asked)
    ratings = [
        Rating(
            reading=reading,
            criterion=mark.criterion,
            level=mark.level,
            feedback=mark.feedback.strip(),
            saved_at=at,
        )
        for mark in marks
    ]
    if ratings:
        put(
            *ratings,
            unique=("reading_id", "criterion_id"),
            update=("level_id", "feedback", "saved_at"),
        )
    keep(reading=reading, at=at)
    return ratings


def _demand_fit(mark: Mark, asked: Collection[int]) -> None:
    if mark.criterion.pk not in asked:
        raise Refused(no("not_read", f"“{mark.criterion.title}” is not to be rated in this round."))
    if mark.level is not None and mark.level.edition_id != mark.criterion.edition_id:
        raise Refused(no("elsewhere", "Choose one of the levels of this rubric."))


@deed()
def comment(
    *,
    reading: Reading,
    piece: RoundPiece,
    kind: str,
    text: str,
    by: Person,
    at: datetime,
    at_seconds: float | None = None,
    page: int | None = None,
) -> Moment:
    """Comment on a piece, at a moment of it where it runs in time or on a page; sent twice, it is said once."""
    _hold(reading, by, at)
    if not text.strip():
        raise Refused(no("empty", "Write the comment before you save it."))
    if piece.round_id != reading.round_id:
        raise Refused(no("elsewhere", "That piece is not part of this work."))
    if kind not in Moment.Kind.values:
        raise Refused(no("kind", "Choose whether it is a strength, a question or a next step."))
    if at_seconds is not None:
        length = piece.file.seconds if piece.file and piece.file.seconds else math.inf
        at_seconds = min(max(0.0, at_seconds), length)
    said: dict[str, Any] = {
        "reading": reading,
        "piece": piece,
        "kind": kind,
        "text": text.strip(),
        "at_seconds": at_seconds,
        "page": page if at_seconds is None else None,
    }
    return Moment.objects.filter(**said).first() or Moment.objects.create(**said, said_at=at)


@deed()
def uncomment(*, moment: Moment, by: Person, at: datetime) -> None:
    """Take back a comment of one's own before the result is sent."""
    _hold(moment.reading, by, at)
    moment.delete()


@deed()
def conclude(*, reading: Reading, summary: str, by: Person, at: datetime) -> Reading:
    """Send the reading: every criterion rated, and feedback for each unmet one. Sending twice changes nothing."""
    [row] = _held(reading.pk)
    row.round.attempt = reading.round.attempt
    if row.state == "concluded" and row.evaluator_id == by.pk:
        return row
    demand(access.may_conclude(by, row, at=at))
    demand(complete(row))
    row.state = LIFE.after("conclude", row.state)
    row.summary, row.concluded_at = summary.strip(), at
    change(row, "state", "summary", "concluded_at")
    record(event="reading.concluded", by=by, at=at, subject=row, organization=row.organization)
    return row


def complete(reading: Reading) -> Verdict:
    """Whether a reading may be sent; otherwise everything that is still missing."""
    ratings = {rating.criterion_id: rating for rating in queries.ratings_of(reading.pk)}
    missing = []
    for criterion in queries.criteria_of(reading):
        rating = ratings.get(criterion.pk)
        if rating is None or rating.level is None:
            missing.append(Reason("unrated", f"Rate “{criterion.title}”."))
        elif not rating.level.meets and not rating.feedback:
            missing.append(
                Reason(
                    "no_feedback", f"Say what is missing in “{criterion.title}”, so that it can be mended."
                )
            )
    return Verdict(not missing, tuple(missing))
