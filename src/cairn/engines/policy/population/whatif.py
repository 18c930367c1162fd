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
from cairn.engines.policy.population.suppressing import SMALLEST as SMALLEST
from cairn.engines.policy.population.suppressing import Bar, merged
from cairn.engines.policy.population.table import Ints, Population
from cairn.engines.policy.population.tally import Counts, Tally
from cairn.engines.policy.population.worths import Bools, Memo
from cairn.engines.policy.rules import Policy

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
    """Everybody, by group, the persons who gain and lose, the shortfalls before and after, and the pay it changes.

    `sums` are what all of this was made of, to be added to those of other people; nothing is left out of them.
    """

    everybody: Change
    by_group: Mapping[str, Mapping[str, Change]]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    shortfalls: tuple[Bar, ...]
    cost: Fraction
    note: str
    before: Results
    after: Results
    sums: Tally


def what_if(
    before: Policy,
    after: Policy,
    population: Population,
    *,
    on: date,
    decision: str,
    needed: Fraction | None = None,
) -> WhatIf:
    """Decide everybody under both. Raises `NotInForce` when one of them does not answer.

    `needed` is what shortfalls are measured by where that is known already, as from earlier people.
    """
    known: Memo = {}
    one = decide_all(before, population, on=on, decision=decision, known=known)
    two = decide_all(after, population, on=on, decision=decision, known=known)
    gained, lost = two.met & ~one.met, one.met & ~two.met
    pay_before, pay_after = _pays(before, decision), _pays(after, decision)
    needed = needed or max((result.needed for result in (one, two) if result.needed), default=None)
    sums = Tally(
        everybody=(
            len(population),
            int(one.met.sum()),
            int(two.met.sum()),
            int(gained.sum()),
            int(lost.sum()),
        ),
        groups={
            name: _by_group(names, group, [one.met, two.met, gained, lost])
            for name, (names, group) in population.members.items()
        },
        needed=needed,
        shortfalls=_histogram(one, two, needed),
        cost=pay_after * int(two.met.sum()) - pay_before * int(one.met.sum()),
    )
    return WhatIf(
        everybody=_change(sums.everybody),
        by_group={
            name: {group: _change(counts) for group, counts in groups.items()}
            for name, groups in sums.groups.items()
        },
        gained=_named(population, gained),
        lost=_named(population, lost),
        shortfalls=merged(sums.ranges()),
        cost=sums.cost,
        note=STATIC,
        before=one,
        after=two,
        sums=sums,
    )


def _by_group(names: NDArray[np.str_], group: Ints, masks: Sequence[Bools]) -> dict[str, Counts]:
    people = np.bincount(group, minlength=len(names))
    columns = [people, *(np.bincount(group[mask], minlength=len(names)) for mask in masks)]
    return {
        str(name): (
            int(columns[0][place]),
            int(columns[1][place]),
            int(columns[2][place]),
            int(columns[3][place]),
            int(columns[4][place]),
        )
        for place, name in enumerate(names)
    }


def _change(counts: Counts) -> Change:
    return Change(*counts) if counts[0] >= SMALLEST else Change(None, None, None, None, None)


def _named(population: Population, chosen: Bools) -> tuple[str, ...]:
    return tuple(population.people[int(place)] for place in np.flatnonzero(chosen))


def _pays(policy: Policy, decision: str) -> Fraction:
    """What one met decision costs, in the first year where it recurs."""
    due = (pay.amount for pay in policy.pays if pay.trigger == decision and pay.amount is not None)
    return sum(due, Fraction(0))


def _histogram(one: Results, two: Results, needed: Fraction | None) -> tuple[tuple[int, int], ...]:
    """How many lack how much before and after, in the tenths of what is needed; whoever lacks more is in the last."""
    if not needed:
        return ()
    edges = np.linspace(0, float(needed), 11)
    lacks = (np.minimum(result.shortfalls(), edges[-1]) for result in (one, two))
    before, after = (np.histogram(lack[lack > 0], edges)[0] for lack in lacks)
    return tuple((int(before[place]), int(after[place])) for place in range(10))
