"""Sending a reading, and what the round comes to with the last one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.combining import Combined
from cairn.domain.evaluation.models import APART, FRESH, Outcome, Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.operations import attempts, grants
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import (
    adjudicating,
    appealing,
    calibrating,
    judged,
    judging_rules,
    letters,
    paying,
    steps,
    validating,
)


@dataclass
class Concluding:
    """The case as it passes through `STEPS`; `waits` says that something else must happen before the outcome."""

    reading: Reading
    summary: str
    by: Person
    at: datetime
    attempt: Attempt | None = None
    sheets: queries.Sheets | None = None
    waits: bool = False
    combined: Combined | None = None
    outcome: Outcome | None = None

    @property
    def round(self) -> Round:
        return self.reading.round


def seal_the_reading(case: Concluding) -> None:
    case.attempt = case.round.attempt = attempts.lock(case.round.attempt)
    case.reading = operations.conclude(reading=case.reading, summary=case.summary, by=case.by, at=case.at)
    grants.end(attempt=case.attempt, reader=case.by, purpose="evaluate", by=case.by, at=case.at)


def pay_the_evaluator(case: Concluding) -> None:
    paying.pay_reading(reading=case.reading, at=case.at)


def count_it_for_the_evaluator(case: Concluding) -> None:
    """Toward the end of her probation, and toward the next anchor."""
    calibrating.after_reading(reading=case.reading, at=case.at)


def judge_what_was_read_anew(case: Concluding) -> None:
    """An anchor and a lead's look move nothing; an appeal and a re-reading can only raise."""
    case.waits = case.reading.reason in {*APART, *FRESH}
    if case.reading.reason in FRESH:
        appealing.decide(round_=case.round, why=case.reading.reason, by=case.by, at=case.at)


def gather_the_readings(case: Concluding) -> None:
    """Once all places are in."""
    if not case.waits:
        case.sheets = queries.sheets_of(case.round)
        case.waits = case.sheets.waiting


def have_it_read_again_near_the_line(case: Concluding) -> None:
    if not case.waits and case.sheets:
        case.waits = judging_rules.double_near_the_line(
            reading=case.reading, sheets=case.sheets, by=case.by, at=case.at
        )


def combine_the_readings(case: Concluding) -> None:
    """Where readers differ, another is asked to decide just that."""
    if not case.waits and case.sheets:
        case.combined = adjudicating.combine_or_ask(
            round_=case.round, sheets=case.sheets, by=case.by, at=case.at
        )


def wait_for_the_lead(case: Concluding) -> None:
    """Where the program has a lead release every result."""
    if rules_of(case.round.attempt.edition).lead_releases:
        case.combined = None


def settle_the_round(case: Concluding) -> None:
    if case.combined:
        case.outcome = operations.settle(round_=case.round, combined=case.combined, by=case.by, at=case.at)


def move_the_attempt(case: Concluding) -> None:
    """Met, or back to the earner with only those parts open that feed what fell short."""
    if not case.outcome or not case.attempt or case.attempt.state != "in_review":
        return
    attempts.move(attempt=case.attempt, move="meet" if case.outcome.met else "return", at=case.at)
    judged.open_what_fell_short(outcome=case.outcome, attempt=case.attempt, by=case.by, at=case.at)


def ask_for_what_follows(case: Concluding) -> None:
    """An award for what is met, a letter for what is not yet; and how well is judged is measured anew."""
    if not case.outcome or not case.attempt:
        return
    validating.ask(edition=case.attempt.edition, at=case.at)
    if case.outcome.met:
        judged.ask_for_the_award(attempt=case.attempt, at=case.at)
    else:
        letters.put("not_yet", about=case.round, to=case.attempt.earner, at=case.at)


STEPS: tuple[Callable[[Concluding], None], ...] = (
    seal_the_reading,
    pay_the_evaluator,
    count_it_for_the_evaluator,
    judge_what_was_read_anew,
    gather_the_readings,
    have_it_read_again_near_the_line,
    combine_the_readings,
    wait_for_the_lead,
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


RELEASING: tuple[Callable[[Concluding], None], ...] = (
    gather_the_readings,
    combine_the_readings,
    settle_the_round,
    move_the_attempt,
    ask_for_what_follows,
)


@deed()
def release_result(*, round_: Round, by: Person, at: datetime) -> Outcome | None:
    """Let the earner hear of a result that waited for a lead; None where readers turn out to differ."""
    attempt = attempts.lock(round_.attempt)
    demand(access.may_release(by, round_, at=at))
    if not queries.held_results(attempt.organization).filter(pk=round_.pk).exists():
        raise Refused(no("not_held", "This result does not wait for a lead now."))
    case = Concluding(Reading(round=round_), "", by, at, attempt=attempt)
    return steps.take(RELEASING, case).outcome
