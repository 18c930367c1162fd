"""How much of a rank comes of who read, as a report's variance components tell it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

OF_READING: Final = frozenset({"submission x evaluator", "residual"})
"""Parts of variance that come of who read: submissions by evaluators, and what is left over."""


def noise_of(general: Mapping[str, Any]) -> float | None:
    """The variance of a rank that comes of reading, over as many readings as decide now, of the part `generalization`
    of an analysis; None where it does not tell."""
    parts = {each["key"]: each["component"] for each in general.get("shares", ())}
    readings = (general.get("now") or [1])[0]
    return sum(parts[key] for key in OF_READING) / max(readings, 1) if parts.keys() >= OF_READING else None
