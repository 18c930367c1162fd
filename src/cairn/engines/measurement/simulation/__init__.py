"""Judging with the truth known: submissions, evaluators and planted faults, and what policies of reading do."""

from cairn.engines.measurement.simulation.policies import POLICIES, Errors, compare
from cairn.engines.measurement.simulation.worlds import Setup, World, simulate

__all__ = ["POLICIES", "Errors", "Setup", "World", "compare", "simulate"]
