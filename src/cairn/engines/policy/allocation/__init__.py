"""Which record is used for which category: the best legal split, exact, and the same for any order of records.

Among legal allocations the preference is, in order: most categories met; smallest shortfall; least worth spent; the
record that expires first, was earned first, and has the first id is spent first.
"""

from cairn.engines.policy.allocation.problem import Allocation, Item, Problem
from cairn.engines.policy.allocation.split import best_fill, shared, split, tightest
from cairn.engines.policy.allocation.whole import whole

__all__ = ["Allocation", "Item", "Problem", "best_fill", "shared", "split", "tightest", "whole"]
