"""What may be done to readings."""

from cairn.domain.evaluation.operations.readings import (
    LEASE,
    TURNAROUND,
    cancel,
    claim,
    lapse,
    open_scoring,
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
    "LEASE",
    "TURNAROUND",
    "cancel",
    "claim",
    "comment",
    "complete",
    "conclude",
    "lapse",
    "open_scoring",
    "rate",
    "release",
    "renew",
    "settle",
    "uncomment",
    "write_summary",
]
