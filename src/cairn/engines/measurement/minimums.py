"""How much data each statistic needs before its figure may count as evidence. One table for the whole engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Minimum:
    """At least `n` of `unit`; `also` says in words what else must hold, and is the statistic's own to check."""

    n: int
    unit: str
    also: str = ""

    def __str__(self) -> str:
        return f"{self.n} {self.unit}" + (f", {self.also}" if self.also else "")


MINIMUMS: dict[str, Minimum] = {
    "agreement": Minimum(10, "double-read submissions"),
    "cohen_kappa": Minimum(30, "double-read submissions"),
    "fleiss_kappa": Minimum(30, "double-read submissions"),
    "gwet": Minimum(20, "double-read submissions"),
    "krippendorff": Minimum(30, "double-read submissions"),
    "icc": Minimum(30, "double-read submissions"),
    "within_group": Minimum(3, "evaluators of the same work"),
    "alpha": Minimum(50, "submissions"),
    "omega": Minimum(100, "submissions"),
    "item": Minimum(50, "submissions"),
    "generalizability": Minimum(30, "double-read submissions", "by at least 4 evaluators"),
    "generalizability_evaluators": Minimum(4, "evaluators"),
    "facets": Minimum(100, "readings", "at least 15 by each evaluator, all linked by shared submissions"),
    "facets_evaluator": Minimum(15, "readings by the evaluator"),
    "drift": Minimum(10, "monitored readings"),
    "fairness": Minimum(100, "people in each group"),
    "decision": Minimum(30, "double-read submissions"),
    "redundancy": Minimum(30, "people who attempted both"),
    "granularity": Minimum(100, "people who attempted both"),
    "dimensionality": Minimum(200, "submissions"),
    "cell": Minimum(10, "people in every cell that is shown"),
}

# The tiers of a validity report, by the number of first attempts.
RAW_AGREEMENT = 10
PROVISIONAL = 30
FULL = 50


def enough(family: str, n: int) -> bool:
    """Whether n reaches the minimum of a family of statistics. KeyError for an unknown family."""
    return n >= MINIMUMS[family].n


def caution(family: str, n: int) -> tuple[str, ...]:
    """("below_minimum",) or nothing: what an estimate that rests on n must say."""
    return () if enough(family, n) else ("below_minimum",)
