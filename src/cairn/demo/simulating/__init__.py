"""Judging simulated end to end: works of known worth, and evaluators with planted faults, in the real workflow.

`planned` makes a plan, `running.run` walks it, `telling.told` says what it came to. A plan needs no Django.
"""

from cairn.demo.simulating.plan import Plan, PlanError, planned

__all__ = ["Plan", "PlanError", "planned"]
