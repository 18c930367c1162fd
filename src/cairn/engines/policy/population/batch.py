"""Decide everybody: sums by column, categories by the cut formula, the rest one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.decide import NotInForce, decide
from cairn.engines.policy.outcome import State, spoken
from cairn.engines.policy.population.court import ORDER, Court, Templates
from cairn.engines.policy.population.prices import prices
from cairn.engines.policy.population.table import Ints, Population
from cairn.engines.policy.population.worths import Bools, Memo, fits_columns, tellable, worths
from cairn.engines.policy.requirements import (
    ApprovedBy,
    Condition,
    Cover,
    Experience,
    Leaf,
    Points,
    covers_in,
    leaves,
    points_in,
)
from cairn.engines.policy.rules import Policy

MOST_CATEGORIES = 8


@dataclass(frozen=True)
class Results:
    """By person: the rank of the state in `ORDER`, the total times `scale`; how many were decided one by one.

    `lacks` is what each person lacks where not everybody needs the same.
    """

    states: NDArray[np.int8]
    totals: Ints
    scale: int
    needed: Fraction | None
    alone: int
    lacks: NDArray[np.float64] | None = None

    @property
    def met(self) -> Bools:
        return np.asarray(self.states == ORDER.index(State.MET))

    def state(self, place: int) -> State:
        return ORDER[int(self.states[place])]

    def total(self, place: int) -> Fraction:
        return Fraction(int(self.totals[place]), self.scale)

    def shortfalls(self) -> NDArray[np.float64]:
        """How much each person lacks, zero where nothing is asked in points."""
        if self.lacks is not None:
            return self.lacks
        if self.needed is None:
            return np.zeros(len(self.totals))
        return np.maximum(float(self.needed) - self.totals / self.scale, 0)


def decide_all(
    policy: Policy, population: Population, *, on: date, decision: str, known: Memo | None = None
) -> Results:
    """The decision for everybody, equal to `decide` for each. Raises `NotInForce` when the policy does not answer.

    Runs over one population may share what they find out about its rows: give them the same dictionary as `known`.

    What columns cannot say is decided person by person: policies with records named in plans or with ledgers,
    categories where unequal records are spent whole, and the persons in `population.alone`. Whatever else is known of
    the persons in `population.fuller`, a policy that fits columns does not look at.
    """
    _in_force(policy, on, decision)
    condition = policy.decisions[decision]
    if not _fits(policy, condition):
        return _one_by_one(policy, population, on, decision, range(len(population)), None)
    memo = {} if known is None else known
    priced = prices(policy, population, on)
    templates = Templates(policy, population.templates, priced)
    court = Court(templates, population, on, worths(policy, population, priced, on, memo), memo)
    states = court.judge(condition)
    by_categories = covers_in(condition) and not points_in(condition)
    totals = court.totals if by_categories else court.sum_under_caps()
    found = Results(states, totals, priced.scale, _needed(condition), 0)
    rest = [*(person for person in court.open_still if person not in population.alone), *population.alone]
    return _one_by_one(policy, population, on, decision, rest, found) if rest else found


def _in_force(policy: Policy, on: date, decision: str) -> None:
    if decision not in policy.decisions:
        raise NotInForce(f"Ask {policy.key} for one of: {', '.join(policy.decisions)}.")
    if policy.version.chosen_by != "decision date":
        return
    if on < policy.version.start.on:
        raise NotInForce(f"{policy.key} starts on {spoken(policy.version.start.on)}; ask an earlier version.")
    if policy.version.until and on > policy.version.until:
        raise NotInForce(f"{policy.key} ended on {spoken(policy.version.until)}; ask a later version.")


def _needed(condition: Condition) -> Fraction | None:
    thresholds, covers = points_in(condition), covers_in(condition)
    if thresholds:
        return thresholds[0].least
    return sum((bucket.least for bucket in covers[0].buckets), Fraction(0)) if covers else None


def _fits(policy: Policy, condition: Condition) -> bool:
    """Whether columns can say it all."""
    covers = covers_in(condition)
    return (
        fits_columns(policy)
        and policy.version.chosen_by == "decision date"
        and len(covers) <= 1
        and all(not _for_lists(cover) and len(cover.buckets) <= MOST_CATEGORIES for cover in covers)
        and all(_plain(leaf) for leaf in leaves(condition))
    )


def _for_lists(cover: Cover) -> bool:
    return bool(cover.for_each) or any(bucket.for_each for bucket in cover.buckets)


def _plain(leaf: Leaf) -> bool:
    if isinstance(leaf, ApprovedBy):
        return not leaf.before_work
    if isinstance(leaf, Experience):
        return leaf.window is None or tellable(leaf.window)
    return isinstance(leaf, (Points, Cover))


def _one_by_one(
    policy: Policy,
    population: Population,
    on: date,
    decision: str,
    places: Sequence[int] | range,
    known: Results | None,
) -> Results:
    told = {place: decide(policy, population.record(place), on=on, decision=decision) for place in places}
    parts = [one.total.denominator for one in told.values()]
    scale = int(np.lcm.reduce(np.array([known.scale if known else 1, *parts], np.int64)))
    size = len(population)
    totals = known.totals * (scale // known.scale) if known else np.zeros(size, np.int64)
    states = known.states.copy() if known else np.zeros(size, np.int8)
    lacks = known.shortfalls() if known else np.zeros(size)
    for place, one in told.items():
        states[place] = ORDER.index(one.state)
        totals[place] = int(one.total * scale)
        lacks[place] = float(one.missing)
    needed = (
        known.needed if known else max((one.needed or Fraction(0) for one in told.values()), default=None)
    )
    return Results(states, totals, scale, needed or None, len(told), lacks)
