"""Parts of a validity report that bring several statistics together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from cairn.engines.measurement import agreement, gwet, items, kappa, krippendorff, minimums
from cairn.engines.measurement.estimates import Estimate
from cairn.engines.measurement.ratings import Ratings, Table, Whole


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike evaluators score: one criterion, or all pooled (`criterion` is then empty).

    `decision` is about the criterion being met, and for all pooled about the award.
    """

    criterion: str
    exact: Estimate
    adjacent: Estimate
    decision: Estimate
    kappa: Estimate
    ac2: Estimate
    alpha: Estimate


@dataclass(frozen=True, slots=True)
class ReaderPair:
    """Two evaluators who read the same submissions, how many, and how often they gave the same level."""

    left: str
    right: str
    submissions: int
    exact: Estimate


@dataclass(frozen=True, slots=True)
class Scoring:
    """Agreement as a whole and by criterion, and every pair of evaluators with at least 10 submissions in common."""

    overall: Agreement
    by_criterion: tuple[Agreement, ...]
    pairs: tuple[ReaderPair, ...]

    @property
    def alpha(self) -> Estimate:
        """The headline: Krippendorff's alpha, ordinal, all criteria pooled."""
        return self.overall.alpha


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: how often it is met, how it goes with the rest, and how often each level was given."""

    name: str
    met_rate: Estimate
    discrimination: Estimate
    levels: tuple[int, ...]


def scoring(ratings: Ratings, met_at: Mapping[str, int], *, draws: int, rng: np.random.Generator) -> Scoring:
    """Agreement of the headline scores; the intervals of alpha are drawn over submissions."""
    pooled, units = ratings.pooled()
    scale = ratings.scale
    whole = _agreement("", pooled, scale, units, agreement.award_agreement(ratings, met_at), draws, rng)
    single = tuple(
        _agreement(
            item,
            ratings.table(item),
            scale,
            None,
            agreement.decision(ratings.table(item), scale, cut=met_at[item]),
            draws,
            rng,
        )
        for item in ratings.items
    )
    return Scoring(whole, single, _pairs(ratings, pooled, units))


def _agreement(
    criterion: str,
    table: Table,
    scale: tuple[int, ...],
    units: Whole | None,
    decided: Estimate,
    draws: int,
    rng: np.random.Generator,
) -> Agreement:
    return Agreement(
        criterion,
        agreement.exact(table, scale, units=units),
        agreement.adjacent(table, scale, units=units),
        decided,
        kappa.fleiss(table, scale, weight="quadratic", units=units),
        gwet.ac(table, scale, weight="quadratic", units=units),
        krippendorff.alpha(table, scale, units=units, draws=draws, rng=rng),
    )


def _pairs(ratings: Ratings, pooled: Table, units: Whole) -> tuple[ReaderPair, ...]:
    given = np.isfinite(pooled)
    found = []
    for left, right in combinations(range(len(ratings.raters)), 2):
        rows = given[:, left] & given[:, right]
        shared = len(np.unique(units[rows]))
        if minimums.enough("agreement", shared):
            both = agreement.exact(pooled[rows][:, [left, right]], ratings.scale, units=units[rows])
            found.append(ReaderPair(ratings.raters[left], ratings.raters[right], shared, both))
    return tuple(found)


def criteria(ratings: Ratings, met_at: Mapping[str, int]) -> tuple[Criterion, ...]:
    """Every criterion, in order of name."""
    profile = ratings.profile()
    return tuple(
        Criterion(
            item,
            items.difficulty(ratings.table(item), cut=met_at[item]),
            items.discrimination(profile, place),
            tuple(int((ratings.score[ratings.item == place] == level).sum()) for level in ratings.scale),
        )
        for place, item in enumerate(ratings.items)
    )
