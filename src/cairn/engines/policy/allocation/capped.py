"""Splits under caps that bind: a flow from caps through records to categories, then turned toward the preference.

With caps before the records, what can be used of them is an intersection of two polymatroids, so the greedy order of
`split` is not enough: a most flow is found first, then what is used of each record in turn is raised along cycles that
leave the total, and the use of earlier records, as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cairn.engines.policy.allocation.problem import Problem

Shares = list[tuple[int, int, int]]

SOURCE = 0


class Network:
    """Residual capacities between numbered nodes: source, caps, records (in and out), categories, sink."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.item = 1 + len(problem.caps)
        self.bucket = self.item + 2 * len(problem.items)
        self.sink = self.bucket + len(problem.needs)
        self.left: list[dict[int, int]] = [{} for _ in range(self.sink + 1)]
        for place, row in enumerate(problem.items):
            before = SOURCE
            for cap in row.caps:
                self.join(before, 1 + cap, problem.caps[cap])
                before = 1 + cap
            self.join(before, self.item + 2 * place, row.worth)
            self.join(self.item + 2 * place, self.item + 2 * place + 1, row.worth)
            for bucket in range(len(problem.needs)):
                if row.mask >> bucket & 1:
                    self.join(self.item + 2 * place + 1, self.bucket + bucket, row.worth)

    def join(self, one: int, other: int, most: int) -> None:
        """An arc; again the same changes nothing."""
        self.left[one].setdefault(other, most)
        self.left[other].setdefault(one, 0)

    def push(self, start: int, end: int, most: int | None = None) -> int:
        """Send along one shortest path; how much, zero when there is none."""
        came = {start: start}
        waiting = [start]
        for node in waiting:
            for other, room in self.left[node].items():
                if room > 0 and other not in came:
                    came[other] = node
                    waiting.append(other)
            if end in came:
                break
        if end not in came:
            return 0
        path = [end]
        while path[-1] != start:
            path.append(came[path[-1]])
        steps = [(one, other) for other, one in pairwise(path)]
        amount = min([self.left[one][other] for one, other in steps] + ([] if most is None else [most]))
        for one, other in steps:
            self.left[one][other] -= amount
            self.left[other][one] += amount
        return amount

    def prefer(self, place: int) -> None:
        """Raise what is used of a record by turning flow around through it, then leave it as it is."""
        start, end = self.item + 2 * place, self.item + 2 * place + 1
        while self.left[start][end] > 0:
            room, used = self.left[start].pop(end), self.left[end].pop(start)
            turned = self.push(end, start, room)
            self.left[start][end], self.left[end][start] = room - turned, used + turned
            if not turned:
                break
        # Neither more nor less of it from here on.
        self.left[start].pop(end)
        self.left[end].pop(start)


def shares_under_caps(problem: Problem, order: Sequence[int]) -> Shares:
    """The preferred split, categories filled in `order`; as (record, category, amount)."""
    network = Network(problem)
    for bucket in order:
        network.join(network.bucket + bucket, network.sink, problem.needs[bucket])
        while network.push(SOURCE, network.sink):
            pass
    network.left[network.sink].clear()  # What each category got stays.
    for place in range(len(problem.items)):
        network.prefer(place)
    return [
        (place, bucket, amount)
        for place in range(len(problem.items))
        for bucket in range(len(problem.needs))
        if (amount := network.left[network.bucket + bucket].get(network.item + 2 * place + 1, 0)) > 0
    ]
