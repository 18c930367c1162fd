"""What would change for a population between two versions of a policy, before anybody votes.

The result is static: nobody is taken to act otherwise because the rule is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.population.batch import Results, decide_all
from cairn.engines.policy.population.table import Ints, Population
from cairn.engines.policy.population.worths import Bools, Memo
from cairn.engines.policy.rules import Policy

SMALLEST = 10
"""Groups with fewer people are not shown."""

STATIC = "Nobody is taken to act otherwise because the rule is another."


@dataclass(frozen=True)
class Change:
    """How many of a group are decided otherwise; counts are None where the group is too small to be shown."""

    people: int | None
    met_before: int | None
    met_after: int | None
    gained: int | None
    lost: int | None


@dataclass(frozen=True)
class WhatIf:
    """Everybody, by group, the persons who gain and lose, the shortfalls before and after, and the pay it changes."""

    everybody: Change
    by_group: Mapping[str, Mapping[str, Change]]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    shortfalls: tuple[tuple[str, int, int], ...]
    cost: Fraction
    note: str
    before: Results
    after: Results


def what_if(before: Policy, after: Policy, population: Population, *, on: date, decision: str) -> WhatIf:
    """Decide everybody under both. Raises `NotInForce` when one of them does not answer."""
    known: Memo = {}
    one = decide_all(before, population, on=on, decision=decision, known=known)
    two = decide_all(after, population, on=on, decision=decision, known=known)
    gained, lost = two.met & ~one.met, one.met & ~two.met
    pay_before, pay_after = _pays(before, decision), _pays(after, decision)
    return WhatIf(
        everybody=_change(
            [len(population), int(one.met.sum()), int(two.met.sum()), int(gained.sum()), int(lost.sum())]
        ),
        by_group={
            name: _by_group(names, group, [one.met, two.met, gained, lost])
            for name, (names, group) in population.members.items()
        },
        gained=_named(population, gained),
        lost=_named(population, lost),
        shortfalls=_histogram(one, two),
        cost=pay_after * int(two.met.sum()) - pay_before * int(one.met.sum()),
        note=STATIC,
        before=one,
        after=two,
    )


def _by_group(names: NDArray[np.str_], group: Ints, masks: Sequence[Bools]) -> dict[str, Change]:
    people = np.bincount(group, minlength=len(names))
    columns = [people, *(np.bincount(group[mask], minlength=len(names)) for mask in masks)]
    return {
        str(name): _change([int(column[place]) for column in columns]) for place, name in enumerate(names)
    }


def _change(counts: Sequence[int]) -> Change:
    return Change(*counts) if counts[0] >= SMALLEST else Change(None, None, None, None, None)


def _named(population: Population, chosen: Bools) -> tuple[str, ...]:
    return tuple(population.people[int(place)] for place in np.flatnonzero(chosen))


def _pays(policy: Policy, decision: str) -> Fraction:
    """What one met decision costs, in the first year where it recurs."""
    due = (pay.amount for pay in policy.pays if pay.trigger == decision and pay.amount is not None)
    return sum(due, Fraction(0))


def _histogram(one: Results, two: Results) -> tuple[tuple[str, int, int], ...]:
    """How many lack how much, in ten equal steps of what is needed: (range, before, after)."""
    needed = max((float(result.needed) for result in (one, two) if result.needed), default=0.0)
    if not needed:
        return ()
    edges = np.linspace(0, needed, 11)
    before, after = (np.histogram(lack[lack > 0], edges)[0] for lack in (one.shortfalls(), two.shortfalls()))
    return tuple(
        (f"{edges[place]:g} to {edges[place + 1]:g}", int(before[place]), int(after[place]))
        for place in range(10)
    )
