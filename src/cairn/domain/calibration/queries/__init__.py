"""Reading about calibration."""

from cairn.domain.calibration.queries.standing import (
    Conflicts,
    calibrated,
    conflicts_of,
    declaration_of,
    gate_asked,
    holds,
    idle_since,
    may_read,
    on_probation,
    pool_of,
    qualification_in,
    rubric_changed_at,
    shut_editions,
)

__all__ = [
    "Conflicts",
    "calibrated",
    "conflicts_of",
    "declaration_of",
    "gate_asked",
    "holds",
    "idle_since",
    "may_read",
    "on_probation",
    "pool_of",
    "qualification_in",
    "rubric_changed_at",
    "shut_editions",
]
