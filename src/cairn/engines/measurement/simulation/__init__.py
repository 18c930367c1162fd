"""Judging with the truth known: submissions, evaluators and planted faults, and what policies of reading do."""

from cairn.engines.measurement.simulation.policies import POLICIES, Errors, compare
from cairn.engines.measurement.simulation.worlds import (
    Bench,
    Setup,
    Works,
    World,
    bench,
    sheet,
    simulate,
    works,
)

__all__ = [
    "POLICIES",
    "Bench",
    "Errors",
    "Setup",
    "Works",
    "World",
    "bench",
    "compare",
    "sheet",
    "simulate",
    "works",
]
