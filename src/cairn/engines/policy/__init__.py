"""Recognition rules as dated, cited data: load a policy, decide under it, explain every record.

Pure: no clock and no I/O. `load` turns YAML into typed data, `decide` applies it to facts.
"""

from cairn.engines.policy.cases import Case, failures, load_cases
from cairn.engines.policy.decide import Contradiction, NotInForce, decide
from cairn.engines.policy.facts import Fact, Period
from cairn.engines.policy.outcome import Decision, Line, Outcome, number
from cairn.engines.policy.parse import load
from cairn.engines.policy.reading import PolicyError
from cairn.engines.policy.rules import Policy

__all__ = [
    "Case",
    "Contradiction",
    "Decision",
    "Fact",
    "Line",
    "NotInForce",
    "Outcome",
    "Period",
    "Policy",
    "PolicyError",
    "decide",
    "failures",
    "load",
    "load_cases",
    "number",
]
