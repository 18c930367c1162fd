"""Decide everybody: sums by column, categories by the cut formula, the rest one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.covering import fits, mask_of
from cairn.engines.policy.decide import NotInForce, decide
from cairn.engines.policy.outcome import State, spoken
from cairn.engines.policy.population.table import Ints, Population
from cairn.engines.policy.population.worths import Bools, Worths, ends, fits_columns, worths
from cairn.engines.policy.records import caps_over
from cairn.engines.policy.requirements import (
    AllOf,
    AnyOf,
    ApprovedBy,
    AtLeast,
    Condition,
    Cover,
    Experience,
    Leaf,
    Points,
    Use,
    covers_in,
    leaves,
    points_in,
)
from cairn.engines.policy.rules import Policy, Unknown

ORDER = (State.NOT_YET, State.PERSON, State.MET)
"""States by rank: all of several is the least, any of several the greatest."""

MOST_CATEGORIES = 8


@dataclass(frozen=True)
class Results:
    """By person: the rank of the state in `ORDER`, the total times `scale`; how many were decided one by one."""

    states: NDArray[np.int8]
    totals: Ints
    scale: int
    needed: Fraction | None
    alone: int

    @property
    def met(self) -> Bools:
        return np.asarray(self.states == ORDER.index(State.MET))

    def state(self, place: int) -> State:
        return ORDER[int(self.states[place])]

    def total(self, place: int) -> Fraction:
        return Fraction(int(self.totals[place]), self.scale)

    def shortfalls(self) -> NDArray[np.float64]:
        """How much each person lacks, zero where nothing is asked in points."""
        if self.needed is None:
            return np.zeros(len(self.totals))
        return np.maximum(float(self.needed) - self.totals / self.scale, 0)


def decide_all(policy: Policy, population: Population, *, on: date, decision: str) -> Results:
    """The decision for everybody, equal to `decide` for each. Raises `NotInForce` when the policy does not answer.

    What columns cannot say is decided person by person: policies with records named in plans or with ledgers,
    categories where unequal records are spent whole, and the persons in `population.alone`.
    """
    _in_force(policy, on, decision)
    condition = policy.decisions[decision]
    if not _fits(policy, condition):
        return _one_by_one(policy, population, on, decision, range(len(population)), None)
    court = Court(policy, population, on, worths(policy, population, on))
    states = court.judge(condition)
    everything = [person for person in court.open_still if person not in population.alone]
    shown = court.totals if covers_in(condition) and not points_in(condition) else None
    totals = court.sum_under_caps() if shown is None else shown
    found = Results(states, totals, court.worths.scale, _needed(condition), 0)
    rest = [*everything, *population.alone]
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
        and not any(isinstance(clause.worth, Unknown) for clause in policy.counts)
        and len(covers) <= 1
        and all(not _for_lists(cover) and len(cover.buckets) <= MOST_CATEGORIES for cover in covers)
        and all(_plain(leaf) for leaf in leaves(condition))
    )


def _for_lists(cover: Cover) -> bool:
    return bool(cover.for_each) or any(bucket.for_each for bucket in cover.buckets)


def _plain(leaf: Leaf) -> bool:
    if isinstance(leaf, ApprovedBy):
        return not leaf.before_work
    return isinstance(leaf, (Points, Cover, Experience))


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
    for place, one in told.items():
        states[place] = ORDER.index(one.state)
        totals[place] = int(one.total * scale)
    needed = known.needed if known else next((one.needed for one in told.values()), None)
    return Results(states, totals, scale, needed, len(told))


class Court:
    """Judging conditions for everybody; who has to be decided alone is gathered in `open_still`."""

    def __init__(self, policy: Policy, population: Population, on: date, found: Worths) -> None:
        self.policy, self.population, self.on, self.worths = policy, population, on, found
        self.chains = [caps_over(policy, fact) for fact in population.templates]
        self.totals: Ints = np.zeros(len(population), np.int64)
        self.open_still: list[int] = []

    def judge(self, condition: Condition) -> NDArray[np.int8]:
        """The rank of the state by person."""
        match condition:
            case AllOf(parts):
                return np.asarray(np.minimum.reduce([self.judge(part) for part in parts]), np.int8)
            case AnyOf(parts):
                return np.asarray(np.maximum.reduce([self.judge(part) for part in parts]), np.int8)
            case AtLeast(many, parts):
                ranked = np.sort(np.stack([self.judge(part) for part in parts]), axis=0)
                return np.asarray(ranked[-many])
            case Points(least, _, where):
                fitting = [fits(fact, where) for fact in self.population.templates]
                have = self.sum_under_caps(fitting if where else None)
                return self._ranks(have * least.denominator >= least.numerator * self.worths.scale)
            case Cover():
                return self._covered(condition)
            case Experience():
                return self._experienced(condition)
            case ApprovedBy():
                return self._approved(condition)
        raise TypeError(f"Decide {type(condition).__name__} one by one.")

    def _ranks(self, met: Bools, otherwise: State = State.NOT_YET) -> NDArray[np.int8]:
        return np.where(met, ORDER.index(State.MET), ORDER.index(otherwise)).astype(np.int8)

    def sum_under_caps(self, fitting: Sequence[bool] | None = None) -> Ints:
        """What the rows of fitting templates bring by person, caps applied from the inside out."""
        points = self.worths.points
        if fitting is not None:
            points = np.where(np.array(fitting, np.bool_)[self.population.template], points, 0)
        if not self.policy.caps:
            return self.population.sums(points)
        inside: dict[tuple[int, ...], Ints] = {}
        for chain in set(self.chains):
            here = np.array([other == chain for other in self.chains], np.bool_)
            inside[chain] = self.population.sums(np.where(here[self.population.template], points, 0))
        while longest := max((chain for chain in inside if chain), key=len, default=()):
            most = int(self.policy.caps[longest[-1]].most * self.worths.scale)
            capped = np.minimum(inside.pop(longest), most)
            inside[longest[:-1]] = inside[longest[:-1]] + capped if longest[:-1] in inside else capped
        return inside.get((), np.zeros(len(self.population), np.int64))

    def _covered(self, cover: Cover) -> NDArray[np.int8]:
        """By the cut formula: the least over sets S of what is usable in S and what the others need."""
        best: Ints
        masks = np.array([mask_of(cover.buckets, fact) for fact in self.population.templates], np.int64)
        needs = [int(bucket.least * self.worths.scale) for bucket in cover.buckets]
        if cover.use is Use.SHARED:
            fills = [
                np.minimum(self.sum_under_caps(list((masks >> place & 1) > 0)), need)
                for place, need in enumerate(needs)
            ]
            best = np.asarray(np.sum(fills, axis=0, dtype=np.int64))
        else:
            every = (1 << len(needs)) - 1
            best = np.full(len(self.population), sum(needs), np.int64)
            for chosen in range(1, every + 1):
                outside = sum(need for place, need in enumerate(needs) if not chosen >> place & 1)
                best = np.minimum(best, self.sum_under_caps(list((masks & chosen) > 0)) + outside)
        self.totals = best
        if cover.use is Use.WHOLE:
            self.open_still += self._not_settled(best, needs, masks)
        return self._ranks(best >= sum(needs))

    def _not_settled(self, best: Ints, needs: Sequence[int], masks: Ints) -> list[int]:
        """Persons whose records are unequal, or do not divide the minimums, or are cut by a cap."""
        points = self.worths.points
        useful = (points > 0) & (masks[self.population.template] > 0)
        big = np.int64(2**62)
        most = np.zeros(len(self.population), np.int64)
        least = np.full(len(self.population), big)
        np.maximum.at(most, self.population.person[useful], points[useful])
        np.minimum.at(least, self.population.person[useful], points[useful])
        nothing = most == 0
        divides = np.all([np.asarray(need) % np.maximum(most, 1) == 0 for need in needs], axis=0)
        settled = nothing | ((most == least) & divides & (not self.policy.caps))
        return [int(place) for place in np.flatnonzero(~settled)]

    def _known(self, kind: str) -> Bools:
        """Rows of a kind that are valid on the day."""
        good = np.array(
            [
                fact.kind == kind
                and fact.status == "valid"
                and (fact.expires_on is None or fact.expires_on >= self.on)
                for fact in self.population.templates
            ],
            np.bool_,
        )
        if not len(good):
            return np.zeros(0, np.bool_)
        return np.asarray(good[self.population.template] & (self.population.earned <= self.on.toordinal()))

    def _experienced(self, condition: Experience) -> NDArray[np.int8]:
        rows = self._known("experience")
        known = np.ones(len(self.population), np.bool_)
        if condition.window is not None:
            low, high = ends(condition.window, self.population, self.on)
            person = self.population.person
            after = self.population.earned >= (low if isinstance(low, int) else low[person])
            rows = (
                rows & after & (self.population.earned <= (high if isinstance(high, int) else high[person]))
            )
            known = np.asarray(self.population.license_from > 1)
        have = self.population.sums(np.where(rows, self.population.amount, 0))
        need = int(condition.years * self.population.scale)
        return self._ranks((have >= need) & known)

    def _approved(self, condition: ApprovedBy) -> NDArray[np.int8]:
        by = np.array(
            [
                fact.details.get("by") == condition.who
                and (
                    not condition.document
                    or fact.details.get("document", condition.document) == condition.document
                )
                for fact in self.population.templates
            ],
            np.bool_,
        )
        rows = self._known("approval")
        rows = rows & by[self.population.template] if len(by) else rows
        met = self.population.sums(rows.astype(np.int64)) > 0
        return self._ranks(met, State.PERSON if condition.judged else State.NOT_YET)
