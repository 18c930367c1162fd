"""Evaluating: an evaluator takes work from the queue, reads it blind, and the round comes to its outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cairn.domain.catalog.models import Criterion, Level, Slot
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.combining import Combined, combine
from cairn.domain.evaluation.models import Outcome, Rating, Reading, Why
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts, grants
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand
from cairn.workflows import letters, steps


def claim_next(*, by: Person, at: datetime) -> Reading | None:
    """Take the reading that is due first; None when the queue is empty."""
    for reading in queries.queue_for(by, at=at)[:20]:
        try:
            return claim(reading=reading, by=by, at=at)
        except Refused:
            continue
    return None


@transaction.atomic
def claim(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take one reading: of all who try, one gets it. Opens the frozen round to her for as long as her lease."""
    attempt = attempts.lock(reading.round.attempt)
    if reading.state == "claimed" and reading.evaluator_id != by.pk:
        reading = operations.lapse(reading=reading, by=by, at=at) or reading
    claimed = operations.claim(reading=reading, by=by, at=at)
    if attempt.state == "submitted":
        attempts.move(attempt=attempt, move="claim", at=at)
    _open_to(claimed, by, at)
    return claimed


def _open_to(reading: Reading, reader: Person, at: datetime) -> None:
    grants.give(
        attempt=reading.round.attempt,
        round_=reading.round,
        reader=reader,
        purpose="evaluate",
        until=reading.leased_until,
        by=reader,
        at=at,
    )


@transaction.atomic
def renew(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Go on with a reading whose lease ran out, if nobody has taken it over."""
    renewed = operations.renew(reading=reading, by=by, at=at)
    _open_to(renewed, by, at)
    return renewed


@transaction.atomic
def rate(
    *, reading: Reading, criterion: Criterion, level: Level | None, feedback: str, by: Person, at: datetime
) -> Rating:
    """Save a level and words for one criterion; the evidence stays open to her as long as her lengthened lease."""
    rating = operations.rate(
        reading=reading, criterion=criterion, level=level, feedback=feedback, by=by, at=at
    )
    reading.refresh_from_db(fields=["leased_until"])
    _open_to(reading, by, at)
    return rating


@transaction.atomic
def release(*, reading: Reading, by: Person, at: datetime) -> None:
    """Give a reading back; the work waits for another evaluator."""
    attempt = attempts.lock(reading.round.attempt)
    operations.release(reading=reading, by=by, at=at)
    grants.end(attempt=attempt, reader=by, purpose="evaluate", by=by, at=at)
    if not Reading.objects.filter(round=reading.round, state__in=["claimed", "concluded"]).exists():
        attempts.move(attempt=attempt, move="release", at=at)


@transaction.atomic
def lapse(*, reading: Reading, at: datetime) -> None:
    """Give back the work of an evaluator who left it lying; her notes are kept. Repeating it changes nothing."""
    attempt = attempts.lock(reading.round.attempt)
    if operations.lapse(reading=reading, by=None, at=at) is None:
        return
    if reading.evaluator:
        grants.end(attempt=attempt, reader=reading.evaluator, purpose="evaluate", by=None, at=at)
    if not Reading.objects.filter(round=reading.round, state__in=["claimed", "concluded"]).exists():
        attempts.move(attempt=attempt, move="release", at=at)


@dataclass
class Concluding:
    """The case as it passes through `STEPS`."""

    reading: Reading
    summary: str
    by: Person
    at: datetime
    attempt: Attempt | None = None
    combined: Combined | None = None
    outcome: Outcome | None = None


def seal_the_reading(case: Concluding) -> None:
    case.attempt = attempts.lock(case.reading.round.attempt)
    case.reading = operations.conclude(reading=case.reading, summary=case.summary, by=case.by, at=case.at)
    grants.end(attempt=case.attempt, reader=case.by, purpose="evaluate", by=case.by, at=case.at)


def combine_the_readings(case: Concluding) -> None:
    """Once all places are in; where readers differ, another reader is asked to decide."""
    standing = list(
        Reading.objects.filter(round=case.reading.round, state__in=["open", "claimed", "concluded"])
    )
    if any(reading.state != "concluded" for reading in standing):
        return
    passing = min(level.rank for level in case.reading.round.attempt.edition.levels.all() if level.meets)
    sheets = [_ranks(reading) for reading in standing if not reading.adjudicates]
    deciding = [_ranks(reading) for reading in standing if reading.adjudicates]
    combined = combine(sheets, passing=passing, adjudicated=deciding[0] if deciding else None)
    if combined.disputed:
        operations.ask(round_=case.reading.round, why=Why.ADJUDICATION, by=case.by, at=case.at)
        return
    case.combined = combined


def _ranks(reading: Reading) -> dict[str, int]:
    rows = Rating.objects.filter(reading=reading, level__isnull=False).select_related("criterion", "level")
    return {row.criterion.key: row.level.rank for row in rows if row.level}


def settle_the_round(case: Concluding) -> None:
    if case.combined:
        case.outcome = operations.settle(
            round_=case.reading.round, combined=case.combined, by=case.by, at=case.at
        )


def move_the_attempt(case: Concluding) -> None:
    """Met, or back to the earner with only those parts open that feed what fell short."""
    if not case.outcome or not case.attempt or case.attempt.state != "in_review":
        return
    attempts.move(attempt=case.attempt, move="meet" if case.outcome.met else "return", at=case.at)
    unmet = case.outcome.criteria.filter(met=False).values("criterion")
    slots = Slot.objects.filter(criteria__in=unmet).values_list("pk", flat=True)
    attempts.reopen(attempt=case.attempt, slots=set(slots), by=case.by, at=case.at)


def ask_for_what_follows(case: Concluding) -> None:
    """An award for what is met, a letter for what is not yet."""
    if not case.outcome or not case.attempt:
        return
    if case.outcome.met:
        identity = str(case.attempt.public_id)
        put(
            event=f"met:{identity}",
            recipient=identity,
            channel="award",
            at=case.at,
            payload={"attempt": identity},
        )
    else:
        letters.put("not_yet", about=case.reading.round, to=case.attempt.earner, at=case.at)


STEPS: tuple[Callable[[Concluding], None], ...] = (
    seal_the_reading,
    combine_the_readings,
    settle_the_round,
    move_the_attempt,
    ask_for_what_follows,
)


def conclude(*, reading: Reading, summary: str, by: Person, at: datetime) -> Reading:
    """Send a reading, and with the last one the round's outcome. Sending twice sends it once."""
    if reading.state == "concluded":
        demand(access.may_view(by, reading))
        return reading
    return steps.take(STEPS, Concluding(reading, summary, by, at)).reading
