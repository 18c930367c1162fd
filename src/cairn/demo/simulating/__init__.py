"""Judging simulated end to end: works of known worth, and evaluators with planted faults, in the real workflow."""

from cairn.demo.simulating.plan import Plan, PlanError, planned
from cairn.demo.simulating.running import Run, run
from cairn.demo.simulating.telling import Told, letters_of, told

__all__ = ["Plan", "PlanError", "Run", "Told", "letters_of", "planned", "run", "told"]
