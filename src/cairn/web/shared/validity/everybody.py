"""What of an analysis everybody may have: nothing of single evaluators, and no small cells."""

from __future__ import annotations

from typing import Any

from cairn.web.shared.validity.people import LEAST, without_few
from cairn.web.shared.validity.section import Analysis


def for_everybody(analysis: Analysis) -> dict[str, Any]:
    """The analysis without evaluators, pairs of them, levels by criterion, and groups of fewer than ten."""
    told = dict(analysis)
    told["scoring"] = {key: value for key, value in analysis["scoring"].items() if key != "readers"}
    told["criteria"] = [
        {key: each[key] for key in ("key", "title", "met", "discrimination", "flags")}
        for each in analysis["criteria"]["items"]
        if analysis["first_attempts"] >= LEAST
    ]
    told["evaluators"] = {
        "count": analysis["counts"]["evaluators"],
        "calibrated": analysis["counts"]["calibrated"],
        "watched": len(analysis["evaluators"]["strips"]),
        "drifting": sum(
            each["signal"] is not None and each.get("sure", True) for each in analysis["evaluators"]["strips"]
        ),
    }
    counts, decision = analysis["counts"], analysis["decision"]
    told["counts"] = {**counts, "excluded": without_few(counts["excluded"])}
    if decision["reversed"][1] < LEAST:
        told["decision"] = {key: value for key, value in decision.items() if key != "reversed"}
    fair = analysis["fairness"]
    told["fairness"] = {**fair, "marks": [each for each in fair["marks"] if min(each["groups"]) >= LEAST]}
    if analysis["first_attempts"] < LEAST:
        told.pop("consequences")
        told.pop("decision")
    return told
