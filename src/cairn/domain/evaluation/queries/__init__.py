"""Reading the queue, a sheet, and what an earner is told."""

from cairn.domain.evaluation.queries.leading import (
    SideBySide,
    back_reads,
    defaults_of,
    denied_by,
    disputed,
    held_results,
    notes_to,
    offered_to_one,
    side_by_side,
    to_draw_from,
)
from cairn.domain.evaluation.queries.queue import (
    held_by,
    nobody_may_read,
    offered,
    queue_for,
    sent_since,
    stuck,
)
from cairn.domain.evaluation.queries.rounds import (
    Asked,
    asked_before,
    criteria_of,
    criteria_to_read,
    met_before,
    outcome_before,
    rated_by,
    sheet,
)
from cairn.domain.evaluation.queries.rules import first_rounds_before, pays
from cairn.domain.evaluation.queries.sheets import Sheets, fresh_sheets_of, sheets_of
from cairn.domain.evaluation.queries.telling import (
    Line,
    latest_outcome,
    lines,
    moments_of,
    summaries_of,
)

__all__ = [
    "Asked",
    "Line",
    "Sheets",
    "SideBySide",
    "asked_before",
    "back_reads",
    "criteria_of",
    "criteria_to_read",
    "defaults_of",
    "denied_by",
    "disputed",
    "first_rounds_before",
    "fresh_sheets_of",
    "held_by",
    "held_results",
    "latest_outcome",
    "lines",
    "met_before",
    "moments_of",
    "nobody_may_read",
    "notes_to",
    "offered",
    "offered_to_one",
    "outcome_before",
    "pays",
    "queue_for",
    "rated_by",
    "sent_since",
    "sheet",
    "sheets_of",
    "side_by_side",
    "stuck",
    "summaries_of",
    "to_draw_from",
]
