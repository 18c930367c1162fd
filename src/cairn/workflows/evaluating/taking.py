"""Taking work from the queue, and giving it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from cairn.domain.calibration.queries import on_probation
from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.deeds import deed
from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.models import APART, FRESH, Incomplete, Rating, Reading, Why
from cairn.domain.evaluation.operations.leases import take_over_words
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts, grants
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused
from cairn.workflows import letters, paying, seeding

OF_AN_EDITION = frozenset(
    {
        "full",
        "week",
        "not_qualified",
        "suspended",
        "lapsed",
        "expired",
        "idle",
        "undeclared",
        "rubric_changed",
    }
)
"""Refusals that hold for all other work of the same edition as well."""


def claim_next(*, by: Person, at: datetime, subject: str = "") -> Reading | None:
    """Take what is due first of all the person may read, or of a subject; None when there is nothing for her.

    Among what is due on the same day she gets what she shares with those whom she has read beside least. Now and then
    an anchor is among it, which looks like any other.
    """
    seeding.due_seed(by, at=at)
    refused, passed = set[int](), set[int]()
    while offered := queries.offered(by, at=at, subject=subject, but=refused, passed=passed):
        for each in offered:
            try:
                return claim(reading=queries.to_claim(each.key), by=by, at=at)
            except Refused as refusal:
                refused.add(each.key)
                if OF_AN_EDITION.intersection(refusal.verdict.codes):
                    passed.add(each.edition)
    return None


@deed()
def claim(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take one reading: of all who try, one gets it. Opens the frozen round to her as long as it is hers."""
    attempt = reading.round.attempt = attempts.lock(reading.round.attempt)
    if reading.state == "claimed" and reading.evaluator_id != by.pk:
        reading = operations.lapse(reading=reading, by=by, at=at) or reading
    claimed = operations.claim(reading=reading, by=by, at=at)
    if claimed.reason not in APART:
        if attempt.state == "submitted" and claimed.reason not in FRESH:
            attempts.move(attempt=attempt, move="claim", at=at)
        _have_her_doubled(claimed, by, at)
    _open_to(claimed, by, at, anew=True)
    take_over_words(reading=claimed, by=by, at=at)
    return claimed


def _have_her_doubled(reading: Reading, by: Person, at: datetime) -> None:
    """Whoever is new, or drifted, reads beside somebody else, who is asked for now and of whom she learns nothing."""
    if reading.reason != Why.FIRST:
        return
    doubts = queries.doubts_about(by, reading)
    edition = reading.round.attempt.edition
    if doubts.new and rules_of(edition).probation and on_probation(by, edition, at=at):
        operations.ask(round_=reading.round, why=Why.PROBATION, away=reading.away, by=None, at=at)
    elif doubts.drifted:
        operations.ask(round_=reading.round, why=Why.DRIFT, away=reading.away, by=None, at=at)


def _open_to(reading: Reading, reader: Person, at: datetime, *, anew: bool = False) -> None:
    grants.give(
        attempt=reading.round.attempt,
        round_=reading.round,
        reader=reader,
        purpose="evaluate",
        until=reading.leased_until,
        anew=anew,
        by=reader,
        at=at,
    )


@deed()
def renew(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Go on with a reading whose time ran out, if nobody has taken it over."""
    renewed = operations.renew(reading=reading, by=by, at=at)
    _open_to(renewed, by, at)
    return renewed


@deed()
def rate(
    *, reading: Reading, criterion: Criterion, level: Level | None, feedback: str, by: Person, at: datetime
) -> Rating:
    """Save a level and words for one criterion; the evidence stays open to her as long as the reading is hers."""
    until = reading.leased_until
    rating = operations.rate(
        reading=reading, criterion=criterion, level=level, feedback=feedback, by=by, at=at
    )
    if reading.leased_until != until:
        _open_to(reading, by, at)
    return rating


@deed()
def write(
    *, reading: Reading, marks: Sequence[operations.Mark], summary: str, by: Person, at: datetime
) -> None:
    """Save several marks and the words about the whole at once, as `rate` does one."""
    until = reading.leased_until
    operations.write(reading=reading, marks=marks, summary=summary, by=by, at=at)
    if reading.leased_until != until:
        _open_to(reading, by, at)


@deed()
def release(*, reading: Reading, by: Person, at: datetime) -> None:
    """Give a reading back; the work waits for another evaluator."""
    attempt = attempts.lock(reading.round.attempt)
    operations.release(reading=reading, by=by, at=at)
    _close_to(reading, attempt, by, at)


@deed()
def recuse(*, reading: Reading, cause: str, by: Person, at: datetime) -> None:
    """Step back from work in which one recognizes somebody; all of this earner's attempt is closed to her for good."""
    attempt = attempts.lock(reading.round.attempt)
    operations.recuse(reading=reading, cause=cause, by=by, at=at)
    paying.pay_recusal(reading=reading, at=at)
    _close_to(reading, attempt, by, at)


@deed()
def lapse(*, reading: Reading, at: datetime) -> None:
    """Give back the work of an evaluator who left it lying; her notes are kept. Repeating it changes nothing."""
    attempt = attempts.lock(reading.round.attempt)
    if operations.lapse(reading=reading, by=None, at=at) and reading.evaluator:
        _close_to(reading, attempt, reading.evaluator, at, by=None)


def _close_to(
    reading: Reading, attempt: Attempt, reader: Person, at: datetime, **told: Person | None
) -> None:
    """Shut the evidence to a reader; with nobody left who reads, the earner may take her work back again."""
    grants.end(attempt=attempt, reader=reader, purpose="evaluate", by=told.get("by", reader), at=at)
    reading_on = Reading.objects.filter(round=reading.round, state__in=["claimed", "concluded"])
    if attempt.state == "in_review" and not reading_on.exclude(reason__in=APART).exists():
        attempts.move(attempt=attempt, move="release", at=at)


@deed()
def return_incomplete(
    *,
    reading: Reading,
    lacks: Collection[str],
    words: str,
    parts: Collection[str] = (),
    by: Person,
    at: datetime,
) -> Incomplete | None:
    """Send work back because it cannot be read as it is; the earner loses no try by it.

    `lacks` are among `Incomplete.Lack`, `parts` keys of slots; `words` tell her what to mend. Every reading of the
    round ends with it. Work that was scored by somebody, or is an anchor, goes to another evaluator instead, of which
    she is told nothing; then None.
    """
    attempt = attempts.lock(reading.round.attempt)
    returned = operations.return_incomplete(
        reading=reading, lacks=lacks, words=words, parts=parts, by=by, at=at
    )
    paying.pay_return(reading=reading, at=at)
    if returned is None:
        _close_to(reading, attempt, by, at)
        return None
    readers = Reading.objects.filter(round=reading.round, state__in=["canceled", "returned"])
    for each in readers.exclude(evaluator=None).select_related("evaluator"):
        if each.evaluator:
            grants.end(attempt=attempt, reader=each.evaluator, purpose="evaluate", by=by, at=at)
    attempts.take_back(attempt=attempt, round_=reading.round, by=by, at=at)
    letters.put("incomplete", about=returned, to=attempt.earner, at=at)
    return returned
