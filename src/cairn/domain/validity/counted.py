"""The analysis of an edition that too few people have tried: counts, and the rules of the verdict. Pure, without NumPy.

Most editions begin here, and each of their first results has its report computed, so this has to be cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from math import sqrt
from typing import Any, Final

from cairn.domain.validity import counting
from cairn.domain.validity.data import Data, Score
from cairn.engines.measurement import minimums, verdicts
from cairn.engines.measurement.estimates import undefined

Z: Final = 1.959964
AGREEMENT: Final = ("exact", "adjacent", "met", "kappa", "ac2", "alpha")


def enough(data: Data) -> bool:
    """Whether there is more to say than counts."""
    return len(data.own) >= minimums.RAW_AGREEMENT


def counted(data: Data) -> dict[str, Any]:
    """All parts of an analysis, of which only those hold something that can be counted."""
    double = counting.twice(counting.own_headline(data))
    works = len({each.submission for each in double})
    judgment = verdicts.judge(
        verdicts.Facts(
            first_attempts=len(data.own),
            double_read=works,
            completeness=completeness(data),
            calibrated=calibrated(data),
        )
    )
    none = dict.fromkeys(AGREEMENT, nothing())
    items = [{"key": each.key, "title": each.title} for each in data.criteria if each.edition == data.edition]
    return {
        "tier": judgment.tier,
        "verdict": judgment.verdict,
        "rules": [asdict(rule) for rule in judgment.rules],
        "first_attempts": len(data.own),
        "edition": edition(data),
        "departures": list(data.departures),
        "pooled": None,
        "counts": counts(data, double),
        "scoring": {
            "whole": none,
            "criteria": [each | none for each in items],
            "readers": {"names": [], "cells": []},
        },
        "generalization": {
            "undefined": "too_few",
            "shares": [],
            "contour": [],
            "now": [1, len(items)],
            "targets": [],
            "advice": [],
        },
        "decision": {
            "consistency": nothing(),
            "kappa": nothing(),
            "policies": [],
            **counting.adjudicated(data),
        },
        "criteria": {
            "items": [
                each | {"met": None, "discrimination": nothing(), "flags": [], "distribution": []}
                for each in items
            ],
            "matrix": [],
        },
        "evaluators": {"wright": None, "undefined": "too_few", "apart": [], "strips": []},
        "fairness": {"groups": [], "marks": [], "power": None},
        "granularity": {"verdict": "", "pairs": []},
        "consequences": consequences(data),
    }


def nothing(reason: str = "too_few") -> dict[str, Any]:
    """A figure without a value, as plain values."""
    return {**asdict(undefined("", reason)), "cautions": []}


def completeness(data: Data) -> float | None:
    """The share of the readings that were due by now that are in."""
    sent = len({each.order for each in data.scores})
    return sent / (sent + data.overdue) if sent else None


def calibrated(data: Data) -> bool | None:
    """Whether all who read were calibrated; None where there is no calibration."""
    read = {each.evaluator for each in counting.every_score(data)}
    return all(data.evaluators.get(name, False) for name in read) if data.gate and read else None


def edition(data: Data) -> dict[str, Any]:
    """What the report is of."""
    return {
        "title": data.title,
        "competency": data.competency,
        "number": data.number,
        "digest": data.digest,
        "organization": data.organization,
    }


def counts(data: Data, double: Sequence[Score]) -> dict[str, Any]:
    """How much there is, and what was left out."""
    own = {each.submission for each in data.submissions if each.edition == data.edition}
    read = {each.evaluator for each in data.scores if each.submission in own}
    return {
        "double_read": len({each.submission for each in double}),
        "readings": len({each.order for each in data.scores if each.submission in own}),
        "evaluators": len(read),
        "calibrated": sum(data.evaluators.get(name, False) for name in read),
        "excluded": dict(data.excluded),
        "levels": [level.name for level in data.levels],
        "overdue": data.overdue,
    }


def consequences(data: Data) -> dict[str, Any]:
    """What judging meant to earners, with how many met it at their first try (Wilson's interval)."""
    told = counting.consequences(data)
    met, n = told.pop("met")
    if not n:
        return {**told, "first_try": nothing("no_data")}
    share = met / n
    middle, reach = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    low, high = (middle - reach) / (1 + Z * Z / n), (middle + reach) / (1 + Z * Z / n)
    rate = {
        **nothing(),
        "value": share,
        "low": max(low, 0.0),
        "high": min(high, 1.0),
        "n": n,
        "undefined": "",
    }
    return {**told, "first_try": rate}
