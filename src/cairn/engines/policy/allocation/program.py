"""The integer program for large problems of whole records; SciPy is loaded only here."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from cairn.engines.policy.allocation.problem import Problem

NODES = 200
"""Branches that one objective may take. Seconds would depend on the machine, and a decision has to replay."""

PROVEN = 0
"""What SciPy calls an optimum that is one; whatever was found before the branches ran out may not be."""

DECIDING = 2
"""The first objectives, which say what is met and what is lacking; the others choose among equals."""


@dataclass
class Rows:
    """Linear constraints, gathered row by row."""

    width: int
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, terms: dict[int, float], low: float, high: float) -> None:
        """low <= sum of coefficients times variables <= high."""
        self.entries += [(len(self.low), place, value) for place, value in terms.items()]
        self.low.append(low)
        self.high.append(high)

    def constraint(self) -> LinearConstraint:
        rows, columns, values = zip(*self.entries, strict=True)
        shape = (len(self.low), self.width)
        return LinearConstraint(
            coo_array((values, (rows, columns)), shape=shape).tocsr(), self.low, self.high
        )


def assign(problem: Problem) -> tuple[tuple[int, ...], bool]:
    """The category of each item, -1 for none: most met, then least shortfall, then least spent, then the earliest.

    The second says whether nothing better was shown to be possible in the first two of these before the branches ran
    out; what is found then is as good as was found.
    """
    pairs = [
        (item, bucket)
        for item, row in enumerate(problem.items)
        for bucket in range(len(problem.needs))
        if row.mask >> bucket & 1 and row.worth
    ]
    if not pairs:
        return (-1,) * len(problem.items), True
    many, buckets = len(pairs), len(problem.needs)
    rows = _constraints(problem, pairs)
    upper = np.concatenate(
        [np.ones(many), [float(problem.items[item].worth) for item, _ in pairs], np.ones(buckets)]
    )
    whole_numbers = np.repeat(np.array([1, 0, 1], np.int64), [many, many, buckets])
    solution, proven = np.zeros(rows.width), 0
    for objective in _objectives(problem, pairs):
        cost = np.zeros(rows.width)
        cost[list(objective)] = list(objective.values())
        found = milp(cost, constraints=rows.constraint(), integrality=whole_numbers, bounds=Bounds(0, upper),
                     options={"node_limit": NODES})  # fmt: skip
        solution = solution if found.x is None else found.x
        if found.status != PROVEN or found.fun is None:
            break
        proven += 1
        rows.add(objective, -np.inf, float(round(found.fun)))
    choice = [-1] * len(problem.items)
    for place, (item, bucket) in enumerate(pairs):
        if solution[place] > 0.5:
            choice[item] = bucket
    return tuple(choice), proven >= DECIDING


def _constraints(problem: Problem, pairs: list[tuple[int, int]]) -> Rows:
    """Variables: is the pair used, how much of it counts, is the category met."""
    many = len(pairs)
    rows = Rows(2 * many + len(problem.needs))
    for place, (item, _) in enumerate(pairs):
        rows.add({many + place: 1, place: -float(problem.items[item].worth)}, -np.inf, 0)
    for item in range(len(problem.items)):
        once = {place: 1.0 for place, pair in enumerate(pairs) if pair[0] == item}
        if len(once) > 1:
            rows.add(once, 0, 1)
    for bucket, need in enumerate(problem.needs):
        into = {many + place: 1.0 for place, pair in enumerate(pairs) if pair[1] == bucket}
        rows.add(into | {2 * many + bucket: -float(need)}, 0, np.inf)
        if into:
            rows.add(into, 0, need)
    for cap, most in enumerate(problem.caps):
        under = {many + place: 1.0 for place, pair in enumerate(pairs) if cap in problem.items[pair[0]].caps}
        if under:
            rows.add(under, 0, most)
    return rows


def _objectives(problem: Problem, pairs: list[tuple[int, int]]) -> list[dict[int, float]]:
    many = len(pairs)
    return [
        {2 * many + bucket: -1.0 for bucket in range(len(problem.needs))},
        {many + place: -1.0 for place in range(many)},
        {place: float(problem.items[item].worth) for place, (item, _) in enumerate(pairs)},
        {place: float(item + 1) for place, (item, _) in enumerate(pairs)},
    ]
