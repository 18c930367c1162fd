"""Deciding a whole population at once with NumPy, equal to deciding each person alone; what-if of two versions."""

from cairn.engines.policy.population.batch import Results, decide_all
from cairn.engines.policy.population.table import Population
from cairn.engines.policy.population.tally import Tally
from cairn.engines.policy.population.whatif import Change, WhatIf, what_if

__all__ = ["Change", "Population", "Results", "Tally", "WhatIf", "decide_all", "what_if"]
