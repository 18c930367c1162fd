"""The rules of judging, put to work: which readings a round is asked for, and when."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.doubling import drawn, reasons
from cairn.domain.evaluation.models import Reading
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
