"""The rules of judging, put to work: which readings a round is asked for, and when."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.doubling import drawn, near_cut, reasons
from cairn.domain.evaluation.models import Reading, Why
from cairn.domain.evaluation.queries import Sheets
from cairn.domain.evaluation.rules import Rules, rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Person


def ask_for_readings(*, round_: Round, by: Person, at: datetime) -> list[Reading]:
    """Ask for the readings of a round that was just submitted; asking twice asks once."""
    rules, known = rules_of(round_.attempt.edition), queries.asking(round_)
    asked = reasons(
        rules, number=round_.number, launching=known.launching, lot=_drawn(round_, known, rules, at)
    )
    away = not rules.local_readers and known.pays
    return operations.open_scoring(
        round_=round_, reasons=asked, standing=known.standing, away=away, by=by, at=at
    )


def _drawn(round_: Round, known: queries.Asking, rules: Rules, at: datetime) -> bool:
    """Whether the lot falls on a round; the edition's seed is made when it is drawn for the first time."""
    if not rules.random_percent:
        return False
    seed = known.seed or operations.lot_of(edition=round_.attempt.edition, at=at).seed
    return drawn(seed, round_.public_id, percent=rules.random_percent)


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
