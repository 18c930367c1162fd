"""Reading the queue, a sheet, and what an earner is told."""

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
    "asked_before",
    "criteria_of",
    "criteria_to_read",
    "first_rounds_before",
    "fresh_sheets_of",
    "held_by",
    "latest_outcome",
    "lines",
    "met_before",
    "moments_of",
    "nobody_may_read",
    "offered",
    "outcome_before",
    "pays",
    "queue_for",
    "rated_by",
    "sent_since",
    "sheet",
    "sheets_of",
    "stuck",
    "summaries_of",
]
