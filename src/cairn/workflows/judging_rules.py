"""The rules of judging, put to work: which readings a round is asked for, and when."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.doubling import drawn, near_cut, reasons
from cairn.domain.evaluation.models import Reading, Why
from cairn.domain.evaluation.queries import Sheets
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Person


def ask_for_readings(*, round_: Round, by: Person, at: datetime) -> list[Reading]:
    """Ask for the readings of a round that was just submitted; asking twice asks once."""
    edition = round_.attempt.edition
    rules = rules_of(edition)
    asked = reasons(
        rules,
        number=round_.number,
        before=queries.first_rounds_before(round_, most=rules.launch) if round_.number == 1 else 0,
        lot=bool(rules.random_percent)
        and drawn(
            operations.lot_of(edition=edition, at=at).seed, round_.public_id, percent=rules.random_percent
        ),
    )
    away = not rules.local_readers and queries.pays(edition)
    return operations.open_scoring(round_=round_, reasons=asked, away=away, by=by, at=at)


def double_near_the_line(*, reading: Reading, sheets: Sheets, by: Person, at: datetime) -> bool:
    """Ask for a second reading where one evaluator alone found the work close to the line; whether it was asked."""
    edition = reading.round.attempt.edition
    rules = rules_of(edition)
    if not rules.near_cut or reading.reason != Why.FIRST or len(sheets.whole) != 1:
        return False
    close = near_cut(
        edition.document["rubric"],
        met=sheets.met,
        ranks=sheets.whole[0],
        passing=sheets.passing,
        bare=rules.bare_passes,
    )
    if close:
        due = operations.due_in_all(reading.round, at)
        operations.ask(round_=reading.round, why=Why.NEAR_CUT, away=sheets.away, due=due, by=None, at=at)
    return close
