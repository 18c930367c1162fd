"""How a pool calibrates its evaluators: the defaults, and what its organization set otherwise. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Rules:
    """The defaults; the names are those of a document's `judging` block, whole numbers throughout.

    `anchor_spread` is in hundredths of a level, so that 67 means an average deviation of two thirds.
    """

    anchors: int = 10
    anchor_raters: int = 3
    anchor_spread: int = 67
    practice_anchors: int = 5
    gate_anchors: int = 10
    gate_exact_percent: int = 75
    gate_awards_percent: int = 80
    gate_wide_gaps: int = 2
    gate_retries: int = 2
    probation: int = 10
    probation_seeds: int = 5
    seeds: int = 10
    valid_months: int = 12
    idle_days: int = 60


DEFAULT: Final = Rules()
NAMES: Final = tuple(field.name for field in fields(Rules))
GRACE: Final = timedelta(days=14)
"""From a pool's last missing anchor to the day the gate is asked for, so that those who read may qualify meanwhile."""
COOLING_OFF: Final = timedelta(days=30)
DECLARED_FOR_DAYS: Final = 365
REPLY: Final = timedelta(days=7)
"""How long an evaluator has to answer a concern before a lead may decide without her answer."""


def rules_in(settings: Mapping[str, Any]) -> Rules:
    """The defaults and over them whatever is set; unknown names are ignored."""
    return replace(DEFAULT, **{name: value for name, value in settings.items() if name in NAMES})


def departures(rules: Rules) -> dict[str, int]:
    """What is set otherwise than the default."""
    usual = asdict(DEFAULT)
    return {name: value for name, value in asdict(rules).items() if value != usual[name]}
