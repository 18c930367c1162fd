"""When met criteria satisfy a rubric; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def passes(rubric: Mapping[str, Any], met: Collection[str]) -> bool:
    """Whether having met these criteria, by key, satisfies the rubric's rule; without a rule all are asked for."""
    rule = rubric.get("rule", {"rule": "all"})
    reached = {criterion["key"] for criterion in rubric["criteria"]} & set(met)
    if rule["rule"] == "count":
        return len(reached) >= rule["count"] and reached.issuperset(rule["required"])
    return len(reached) == len(rubric["criteria"])
