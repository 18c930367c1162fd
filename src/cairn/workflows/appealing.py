"""Appealing: fresh evaluators read what fell short, knowing nothing of why, and the result can only rise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.models import Appeal, Outcome, Reading, Why
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.access import begun_anew
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.evidence.states import LIFE
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand
from cairn.workflows import adjudicating, judged, letters


@deed()
def ask(*, outcome: Outcome, words: str, by: Person, at: datetime) -> Appeal:
    """Appeal against a result; asking twice asks once. What she writes is for the lead, not for the readers."""
    attempt = attempts.lock(outcome.round.attempt)
    if standing := Appeal.objects.filter(outcome=outcome).first():
        demand(access.may_see_appeal(by, standing))
        return standing
    demand(access.may_appeal(by, outcome, at=at))
    appeal = operations.appeal(outcome=outcome, words=words, by=by, at=at)
    attempts.move(attempt=attempt, move="appeal", at=at)
    _ask_for_fresh_readings(outcome, Why.APPEAL, by, at)
    letters.put("appeal_received", about=appeal, to=by, at=at)
    return appeal


@deed()
def reread(*, round_: Round, by: Person, at: datetime) -> Sequence[Reading]:
    """Have fresh evaluators read what a round left unmet, because its evaluator drifted; what is met is left alone.

    The earner learns of it only if it changes something. Asking twice asks once.
    """
    outcome = round_.outcome
    demand(access.may_have_reread(by, outcome, at=at))
    attempts.lock(round_.attempt)
    if standing := list(Reading.objects.filter(round=round_, reason=Why.REREAD)):
        return standing
    return _ask_for_fresh_readings(outcome, Why.REREAD, by, at)


def _ask_for_fresh_readings(outcome: Outcome, why: str, by: Person, at: datetime) -> list[Reading]:
    round_ = outcome.round
    rules = rules_of(round_.attempt.edition)
    unmet = list(outcome.criteria.filter(met=False).values_list("criterion__key", flat=True))
    away = not rules.local_readers and queries.pays(round_.attempt.edition)
    return [
        operations.ask(round_=round_, why=why, criteria=unmet, away=away, by=by, at=at)
        for _ in range(rules.appeal_readers)
    ]


def decide(*, round_: Round, why: str, by: Person, at: datetime) -> None:
    """With the last fresh reading: raise what the fresh readers found met, and tell the earner.

    Where they differ, one more reads what they differ on.
    """
    outcome = round_.outcome
    sheets = queries.fresh_sheets_of(round_, why)
    if sheets.waiting:
        return
    combined = adjudicating.agreed(round_, sheets)
    if combined.disputed:
        operations.ask(round_=round_, why=why, criteria=combined.disputed, away=sheets.away, by=by, at=at)
        return
    raised = operations.raise_outcome(outcome=outcome, ranks=combined.ranks, why=why, by=by, at=at)
    _move_the_attempt(outcome, raised=raised, appealed=why == Why.APPEAL, by=by, at=at)


def _move_the_attempt(outcome: Outcome, *, raised: bool, appealed: bool, by: Person, at: datetime) -> None:
    """Met, or back where it was with fewer parts open; what the earner has sent anew meanwhile goes its own way."""
    attempt = attempts.lock(outcome.round.attempt)
    if appealed:
        appeal = operations.decide_appeal(appeal=outcome.appeal, raised=raised, by=by, at=at)
        if attempt.state == "appealed":
            attempts.move(attempt=attempt, move="end appeal", at=at)
        letters.put("appeal_decided", about=appeal, to=attempt.earner, at=at)
    elif raised:
        letters.put("raised", about=outcome.round, to=attempt.earner, at=at)
    waits = attempt.state == "revising" or (outcome.met and _lies_aside(attempt))
    if not (raised or outcome.met) or not waits or current_round(attempt) != outcome.round:
        return
    if outcome.met and LIFE.may("meet", attempt.state):
        attempts.move(attempt=attempt, move="meet", at=at)
        judged.ask_for_the_award(attempt=attempt, at=at)
    judged.open_what_fell_short(outcome=outcome, attempt=attempt, by=by, at=at)


def _lies_aside(attempt: Attempt) -> bool:
    """Whether work was set aside and not begun anew; what was begun anew goes its own way, as the letter says."""
    return attempt.state == "withdrawn" and not begun_anew(attempt)
