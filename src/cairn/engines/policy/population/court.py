"""Judging the conditions of a decision for everybody at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.covering import fits, mask_of
from cairn.engines.policy.facts import Fact
from cairn.engines.policy.outcome import State
from cairn.engines.policy.population.prices import Prices
from cairn.engines.policy.population.table import EARLY, Ints, Population
from cairn.engines.policy.population.worths import Bools, Memo, Worths, within
from cairn.engines.policy.records import caps_over
from cairn.engines.policy.requirements import (
    AllOf,
    AnyOf,
    ApprovedBy,
    AtLeast,
    Condition,
    Cover,
    During,
    Experience,
    Points,
    Use,
    Where,
    Window,
)
from cairn.engines.policy.rules import Policy

ORDER = (State.NOT_YET, State.PERSON, State.MET)
"""States by rank: all of several is the least, any of several the greatest."""


class Templates:
    """What a policy says of each template, found once."""

    def __init__(self, policy: Policy, facts: Sequence[Fact], priced: Prices) -> None:
        self.policy, self.facts, self.priced = policy, facts, priced
        self._fitting: dict[str, tuple[bool, ...]] = {}
        self._masks: dict[int, Ints] = {}

    @cached_property
    def chains(self) -> list[tuple[int, ...]]:
        """The caps over each template."""
        return [caps_over(self.policy, fact) for fact in self.facts]

    def fitting(self, where: Where) -> tuple[bool, ...]:
        """Which of them say what is asked."""
        if (place := repr(sorted(where.items()))) not in self._fitting:
            self._fitting[place] = tuple(fits(fact, where) for fact in self.facts)
        return self._fitting[place]

    def masks(self, cover: Cover) -> Ints:
        """The categories that each may serve, as bits."""
        if id(cover) not in self._masks:
            self._masks[id(cover)] = np.array([mask_of(cover.buckets, fact) for fact in self.facts], np.int64)
        return self._masks[id(cover)]


class Court:
    """Judging conditions for everybody; who has to be decided alone is gathered in `open_still`."""

    def __init__(
        self, templates: Templates, population: Population, on: date, found: Worths, known: Memo
    ) -> None:
        self.templates, self.population, self.on, self.worths = templates, population, on, found
        self.policy, self.scale, self.known = templates.policy, templates.priced.scale, known
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
            case Points():
                return self._points(condition)
            case Cover():
                return self._covered(condition)
            case Experience():
                return self._experienced(condition)
            case ApprovedBy():
                return self._approved(condition)
        raise TypeError(f"Decide {type(condition).__name__} one by one.")

    def _ranks(self, met: Bools, otherwise: State = State.NOT_YET) -> NDArray[np.int8]:
        return np.where(met, ORDER.index(State.MET), ORDER.index(otherwise)).astype(np.int8)

    def _points(self, points: Points) -> NDArray[np.int8]:
        """Whether the sum is reached; where a record's worth is not stated, a person may yet say so."""
        fitting = self.templates.fitting(points.where)
        have = self.sum_under_caps(fitting if points.where else None)
        ranks = self._ranks(have * points.least.denominator >= points.least.numerator * self.scale)
        unstated = [asked and fit for asked, fit in zip(self.templates.priced.asked, fitting, strict=True)]
        if any(unstated):
            rows = self.population.rows_of(unstated)
            people = self.population.person[rows[self.worths.inside[rows]]]
            ranks[people] = np.maximum(ranks[people], ORDER.index(State.PERSON))
        return ranks

    def sum_under_caps(self, fitting: Sequence[bool] | None = None) -> Ints:
        """What the rows of fitting templates bring by person, caps applied from the inside out."""
        points = self.worths.points
        if fitting is not None:
            points = points * np.take(np.array(fitting, np.bool_), self.population.template)
        if not self.policy.caps:
            return self.population.sums(points)
        inside: dict[tuple[int, ...], Ints] = {}
        for chain in set(self.templates.chains):
            here = np.array([other == chain for other in self.templates.chains], np.bool_)
            inside[chain] = self.population.sums(points * np.take(here, self.population.template))
        while longest := max((chain for chain in inside if chain), key=len, default=()):
            most = int(self.policy.caps[longest[-1]].most * self.scale)
            capped = np.minimum(inside.pop(longest), most)
            inside[longest[:-1]] = inside[longest[:-1]] + capped if longest[:-1] in inside else capped
        return inside.get((), np.zeros(len(self.population), np.int64))

    def _covered(self, cover: Cover) -> NDArray[np.int8]:
        """By the cut formula: the least over sets S of what is usable in S and what the others need."""
        best: Ints
        masks = self.templates.masks(cover)
        needs = [int(bucket.least * self.scale) for bucket in cover.buckets]
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

    def _rows(self, kind: str, who: ApprovedBy | None = None) -> Ints:
        """Rows of a kind that are valid on the day, in order; approvals by somebody alone."""
        if (place := ("rows", kind, who, self.on)) not in self.known:
            templates = self.population.templates
            rows = self.population.rows_of([self._good(fact, kind, who) for fact in templates])
            self.known[place] = rows[self.population.earned[rows] <= self.on.toordinal()]
        return np.asarray(self.known[place])

    def _good(self, fact: Fact, kind: str, who: ApprovedBy | None) -> bool:
        return (
            fact.kind == kind
            and fact.status == "valid"
            and (fact.expires_on is None or fact.expires_on >= self.on)
            and (who is None or _approves(fact, who))
        )

    def _experienced(self, condition: Experience) -> NDArray[np.int8]:
        if (place := ("experience", condition.window, self.on)) not in self.known:
            self.known[place] = self._years(condition.window)
        have, told = self.known[place]
        years = condition.years
        return self._ranks((have * years.denominator >= years.numerator * self.population.scale) & told)

    def _years(self, span: Window | None) -> tuple[Ints, Bools]:
        """Experience by person times the population's scale, and whether the window's dates are known."""
        rows = self._rows("experience")
        told = np.ones(len(self.population), np.bool_)
        if span is not None:
            rows = rows[within(span, self.population, self.on, self.known)[rows]]
            if isinstance(span, During):
                told = np.asarray(self.population.license_from > EARLY)
        return self.population.sums_of(rows, self.population.amount[rows]), told

    def _approved(self, condition: ApprovedBy) -> NDArray[np.int8]:
        met = np.zeros(len(self.population), np.bool_)
        met[self.population.person[self._rows("approval", condition)]] = True
        return self._ranks(met, State.PERSON if condition.judged else State.NOT_YET)


def _approves(fact: Fact, condition: ApprovedBy) -> bool:
    document = fact.details.get("document", condition.document)
    return fact.details.get("by") == condition.who and document == (condition.document or document)
