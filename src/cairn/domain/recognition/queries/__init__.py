"""Reading what awards are worth, what organizations have on record, final decisions, payments and transcripts."""

from cairn.domain.recognition.queries.decisions import (
    decisions_in,
    decisions_of,
    latest_packet,
    spent_of,
    spent_of_each,
)
from cairn.domain.recognition.queries.payments import (
    batches_of,
    budgets_of,
    key_of,
    latest_run,
    paid_of,
    paid_of_each,
    payments_in,
    payments_of,
)
from cairn.domain.recognition.queries.records import (
    applied_to,
    claims_in,
    claims_waiting_in,
    claims_with,
    due_for_check,
    filings_in,
    inbox,
    record_of,
    shared_by,
    waiting_in,
)
from cairn.domain.recognition.queries.transcripts import transcripts_in, transcripts_of

__all__ = [
    "applied_to",
    "batches_of",
    "budgets_of",
    "claims_in",
    "claims_waiting_in",
    "claims_with",
    "decisions_in",
    "decisions_of",
    "due_for_check",
    "filings_in",
    "inbox",
    "key_of",
    "latest_packet",
    "latest_run",
    "paid_of",
    "paid_of_each",
    "payments_in",
    "payments_of",
    "record_of",
    "shared_by",
    "spent_of",
    "spent_of_each",
    "transcripts_in",
    "transcripts_of",
    "waiting_in",
]
