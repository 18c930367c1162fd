"""The gate: unseen anchors, what they come to, and what follows."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from cairn.domain.calibration import access
from cairn.domain.calibration.models import Anchor, Gate, Pool, Qualification, Sheet
from cairn.domain.calibration.operations.qualifying import lock, move
from cairn.domain.calibration.operations.sheets import begin_sheet
from cairn.domain.calibration.operations.watching import new_seed_in
from cairn.domain.calibration.queries import expert_sheets, levels_covered, usable
from cairn.domain.calibration.queries.comparing import compared
from cairn.domain.calibration.rules import COOLING_OFF
from cairn.domain.calibration.scoring import Result, result_of
from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

MONTH = timedelta(days=365) / 12


@deed()
def begin_gate(*, qualification: Qualification, but: Collection[int], by: Person, at: datetime) -> Gate:
    """Begin a try at the gate on anchors she has not met; one that is under way is given back.

    `but` are keys of rounds that she knows from elsewhere. Whoever rated enough of the anchors as an expert is
    judged by those ratings, against what the other experts agree on, and at once.
    """
    row = _cooled(lock(qualification), at)
    if under_way := Gate.objects.filter(qualification=row, ended_at=None).first():
        return under_way
    demand(access.may_try(by, row, at=at))
    experts = expert_sheets(row)
    anchors = [] if experts else _drawn(row.pool, by, but)
    if not experts and len(anchors) < row.pool.rules.gate_anchors:
        raise Refused(
            no("too_few", "There are not enough anchors that you have not met. The lead will choose more.")
        )
    gate = Gate.objects.create(qualification=row, number=_number(row), as_expert=bool(experts), begun_at=at)
    if experts:
        return _end(gate, row, experts, by, at)
    for anchor in anchors:
        begin_sheet(anchor=anchor, person=by, purpose=Sheet.Purpose.GATE, gate=gate, by=by, at=at)
    return gate


def _cooled(row: Qualification, at: datetime) -> Qualification:
    if row.state == "cooling_off" and row.again_from and row.again_from <= at:
        return move(qualification=row, move="try_again", by=None, at=at, again_from=None)
    return row


def _number(row: Qualification) -> int:
    """Which try it is since she was last let through or sent to cool off; retries count from one."""
    gates = Gate.objects.filter(qualification=row).order_by("-pk")
    last = gates.first()
    if last is None or last.passed or last.number > row.pool.rules.gate_retries:
        return 1
    return last.number + 1


def _drawn(pool: Pool, person: Person, but: Collection[int]) -> list[Anchor]:
    """As many as the gate has, by lot, such that every level occurs that those at hand can show."""
    left = usable(pool, "certification", person=person, but=but)
    secrets.SystemRandom().shuffle(left)
    wanted, drawn = pool.rules.gate_anchors, list[Anchor]()
    seen: set[str] = set()
    for anchor in list(left):
        shows = levels_covered([anchor])
        if len(drawn) < wanted and not shows <= seen:
            drawn.append(anchor)
            left.remove(anchor)
            seen |= shows
    return drawn + left[: wanted - len(drawn)]


@deed()
def after_gate_sheet(*, sheet: Sheet, by: Person, at: datetime) -> Gate | None:
    """Once a sheet of the gate is sent: with the last one the gate ends."""
    gate = sheet.gate
    if gate is None:
        return None
    row = lock(gate.qualification)
    gate.refresh_from_db()
    sheets = list(gate.sheets.all())
    if gate.ended_at or any(each.sent_at is None for each in sheets):
        return gate
    return _end(gate, row, sheets, by, at)


def _end(gate: Gate, row: Qualification, sheets: Collection[Sheet], by: Person, at: datetime) -> Gate:
    judgments, awards = compared(sheets, without_own=gate.as_expert)
    result = result_of(judgments, awards, row.pool.rules)
    _keep(gate, result, at)
    record(
        event="gate_for_evaluators.ended",
        by=by,
        at=at,
        subject=gate,
        organization=row.pool.organization,
        passed=result.passed,
    )
    if result.passed:
        _pass(row, by, at)
    elif gate.number > row.pool.rules.gate_retries:
        move(qualification=row, move="fail", by=by, at=at, again_from=at + COOLING_OFF)
    return gate


def _keep(gate: Gate, result: Result, at: datetime) -> None:
    gate.ended_at, gate.passed, gate.advice = at, result.passed, list(result.advice)
    gate.judgments, gate.exact, gate.wide = result.judgments, result.exact, result.wide
    gate.anchors, gate.awards = result.anchors, result.awards
    gate.save()


def _pass(row: Qualification, by: Person, at: datetime) -> None:
    until = at + row.pool.rules.valid_months * MONTH
    fresh = row.state in ("trained", "lapsed")
    move(qualification=row, move="pass", by=by, at=at, passed_at=at, valid_until=until, reason="")
    if fresh:
        row.reads, row.seed_in = 0, new_seed_in(row)
        row.save(update_fields=["reads", "seed_in"])
