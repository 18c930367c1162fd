"""Records that are spent whole, each for one category: exact by dynamic programming, by integer program when large.

Unequal records that may not be split make this a problem of several knapsacks. The states are how far each category is
filled; for each the least worth spent is kept, and among equals the records that stand first in the order.
"""

from __future__ import annotations

from dataclasses import replace

from cairn.engines.policy.allocation.problem import Allocation, Problem, caps_bind
from cairn.engines.policy.allocation.split import split

MOST_STATES = 3000
"""Beyond this the integer program is faster; both are exact."""

State = tuple[int, ...]
Choice = tuple[int, ...]


def whole(problem: Problem) -> Allocation:
    """The preferred allocation where a record is used for one category."""
    choice, proven = None if caps_bind(problem) else _by_states(problem), True
    if choice is None:
        from cairn.engines.policy.allocation.program import assign

        choice, proven = assign(problem)
    assigned = tuple(
        replace(item, mask=0 if bucket < 0 else 1 << bucket)
        for item, bucket in zip(problem.items, choice, strict=True)
    )
    exact = split(replace(problem, items=assigned))
    spent = sum(item.worth for item, bucket in zip(problem.items, choice, strict=True) if bucket >= 0)
    return replace(exact, spent=spent, proven=proven)


def _by_states(problem: Problem) -> Choice | None:
    """The category of each item, -1 for none; None when there are too many states."""
    places = range(len(problem.needs))
    # For each state: the worth spent, which items are used (the first is the highest bit), and the choice.
    states: dict[State, tuple[int, int, Choice]] = {(0,) * len(problem.needs): (0, 0, ())}
    for item in problem.items:
        found: dict[State, tuple[int, int, Choice]] = {}
        for state, (spent, used, choice) in states.items():
            _keep(found, state, (spent, used << 1, (*choice, -1)))
            for bucket in places:
                room = problem.needs[bucket] - state[bucket]
                if room > 0 and item.mask >> bucket & 1 and item.worth:
                    filled = (*state[:bucket], state[bucket] + min(item.worth, room), *state[bucket + 1 :])
                    _keep(found, filled, (spent + item.worth, used << 1 | 1, (*choice, bucket)))
        if len(found) > MOST_STATES:
            return None
        states = found
    return min(states.items(), key=lambda pair: _worse(problem, *pair))[1][2]


def _keep(found: dict[State, tuple[int, int, Choice]], state: State, way: tuple[int, int, Choice]) -> None:
    known = found.get(state)
    if known is None or _order(way) < _order(known):
        found[state] = way


def _order(way: tuple[int, int, Choice]) -> tuple[int, int, tuple[int, ...]]:
    spent, used, choice = way
    return spent, -used, choice


def _worse(problem: Problem, state: State, way: tuple[int, int, Choice]) -> tuple[object, ...]:
    met = sum(fill >= need for fill, need in zip(state, problem.needs, strict=True))
    return -met, sum(problem.needs) - sum(state), *_order(way)
