"""Adjudicating: where readers differ, one more decides just those criteria, as blind as they were."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation import operations
from cairn.domain.evaluation.combining import Combined, combine, passes
from cairn.domain.evaluation.models import Why
from cairn.domain.evaluation.queries import Sheets
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Person


def combine_or_ask(*, round_: Round, sheets: Sheets, by: Person, at: datetime) -> Combined | None:
    """What the readings agree on; None where another reading is asked for, which is about the disputed criteria.

    She who takes it sees a part of the rubric, as readers of a resubmission do, and no more of the case.
    """
    combined = agreed(round_, sheets)
    if not combined.disputed:
        return combined
    operations.ask(
        round_=round_,
        why=Why.ADJUDICATION,
        criteria=combined.disputed,
        by_lead=combined.by_lead,
        away=sheets.away,
        due=operations.due_in_all(round_, at),
        by=by,
        at=at,
    )
    return None


def agreed(round_: Round, sheets: Sheets) -> Combined:
    """The readings combined by the edition's rules."""
    edition = round_.attempt.edition
    rules = rules_of(edition)
    rubric = edition.document["rubric"]
    return combine(
        sheets.whole,
        deciding=sheets.deciding,
        passing=sheets.passing,
        enough=lambda keys: passes(rubric, {*sheets.met, *keys}),
        apart=rules.levels_apart,
        panel=bool(rules.panel),
    )
