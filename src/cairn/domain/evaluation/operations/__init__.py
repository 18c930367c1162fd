"""What may be done to readings."""

from cairn.domain.evaluation.operations.lots import lot_of
from cairn.domain.evaluation.operations.readings import (
    AT_LEAST,
    ask,
    cancel,
    claim,
    due_of,
    keep,
    lapse,
    open_scoring,
    recuse,
    release,
    renew,
)
from cairn.domain.evaluation.operations.scoring import (
    comment,
    complete,
    conclude,
    rate,
    uncomment,
    write_summary,
)
from cairn.domain.evaluation.operations.settling import settle

__all__ = [
    "AT_LEAST",
    "ask",
    "cancel",
    "claim",
    "comment",
    "complete",
    "conclude",
    "due_of",
    "keep",
    "lapse",
    "lot_of",
    "open_scoring",
    "rate",
    "recuse",
    "release",
    "renew",
    "settle",
    "uncomment",
    "write_summary",
]
