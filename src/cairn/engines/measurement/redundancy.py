"""What two micro-credentials, or two criteria of one, have in common.

Between credentials only people who attempted both are looked at: who earned both among all mixes choice with ability.
Correlations are corrected for unreliability after Spearman (1904), American Journal of Psychology 15, 72-101.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement import bootstrap, minimums
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.intervals import Interval, of_correlation, wilson
from cairn.engines.measurement.ratings import Ratings

Floats = NDArray[np.float64]

SAME = 0.90


@dataclass(frozen=True, slots=True)
class Attempt:
    """How somebody fared at a micro-credential: earned or not, the mean score if there is one, and the day."""

    earned: bool
    score: float | None = None
    day: float | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Of people who attempted both A and B. `lag` is the median of days from A to B, None if unknown.

    `corrected` is the correlation of scores if both were measured without error; it may pass 1 by chance.
    """

    people: int
    b_given_a: Estimate
    a_given_b: Estimate
    jaccard: Estimate
    phi: Estimate
    correlation: Estimate
    corrected: Estimate
    lag: float | None

    @property
    def redundant(self) -> bool | None:
        """Whether both surely measure the same (a corrected correlation of .90 or more); None where unknown."""
        return _surely_same(self.corrected)


@dataclass(frozen=True, slots=True)
class CriterionPair:
    """Two criteria, and the correlation of what they measure, judged by different evaluators, without error."""

    left: str
    right: str
    corrected: Estimate

    @property
    def redundant(self) -> bool | None:
        """Whether both surely ask for the same; None where it is not known."""
        return _surely_same(self.corrected)


def overlap(
    first: Mapping[str, Attempt],
    second: Mapping[str, Attempt],
    *,
    reliability: tuple[float, float] | None = None,
    level: float = 0.95,
) -> Overlap:
    """A (`first`) and B (`second`), each by person. Under 30 people who attempted both, the estimates say "too_few".

    `reliability` of both scores (such as phi of their editions) gives the corrected correlation.
    """
    both = sorted(first.keys() & second.keys())
    n = len(both)
    a = np.array([first[person].earned for person in both], dtype=np.bool_)
    b = np.array([second[person].earned for person in both], dtype=np.bool_)
    correlation = _correlation("correlation", *_scores(first, second, both), level)

    def told(made: Estimate) -> Estimate:
        return made if minimums.enough("redundancy", n) else undefined(made.name, "too_few", n, level=level)

    return Overlap(
        people=n,
        b_given_a=told(_share("earned B, of those who earned A", a & b, a, n, level)),
        a_given_b=told(_share("earned A, of those who earned B", a & b, b, n, level)),
        jaccard=told(_share("earned both, of those who earned either", a & b, a | b, n, level)),
        phi=told(_correlation("phi", a.astype(float), b.astype(float), level)),
        correlation=told(correlation),
        corrected=told(_corrected(correlation, reliability)),
        lag=_lag(first, second, both),
    )


def _lag(first: Mapping[str, Attempt], second: Mapping[str, Attempt], both: list[str]) -> float | None:
    days = [
        later - earlier
        for person in both
        if (earlier := first[person].day) is not None and (later := second[person].day) is not None
    ]
    return median(days) if days else None


def criteria(
    ratings: Ratings, *, draws: int, rng: np.random.Generator, level: float = 0.95
) -> tuple[CriterionPair, ...]:
    """Every pair of criteria. The correlation is taken between different evaluators, so that one evaluator's view of
    the whole cannot make two criteria look alike: cov(a by one, b by another) over the root of cov(a, a) cov(b, b),
    as in Campbell and Fiske (1959), Psychological Bulletin 56, 81-105. Under 50 double-read submissions,
    "too_few"."""
    left, right = _first_two(ratings)
    n, k = left.shape
    pairs = list(combinations(range(k), 2))
    if not minimums.enough("item", n):
        return tuple(_pair(ratings, pair, undefined("", "too_few", n, level=level)) for pair in pairs)
    products = (left[:, :, None] * right[:, None, :] + right[:, :, None] * left[:, None, :]) / 2
    moments = np.hstack([products.reshape(n, -1), (left + right) / 2])
    whole = _corrected_matrix(moments.mean(axis=0)[None], k)[0]
    samples = bootstrap.bootstrap(
        lambda weights: _corrected_matrix(weights @ moments / n, k).reshape(len(weights), -1), n, draws, rng
    ).reshape(-1, k, k)
    return tuple(_pair(ratings, pair, _of_draws(whole[pair], samples[:, *pair], n, level)) for pair in pairs)


def _pair(ratings: Ratings, pair: tuple[int, int], corrected: Estimate) -> CriterionPair:
    return CriterionPair(ratings.items[pair[0]], ratings.items[pair[1]], corrected)


def _of_draws(value: float, samples: Floats, n: int, level: float) -> Estimate:
    if not np.isfinite(value):
        return undefined("corrected correlation", "no_variance", n, level=level)
    low, high = bootstrap.percentile(samples, level)
    return Estimate("corrected correlation", float(value), low, high, n, level, method="bootstrap")


def _corrected_matrix(means: Floats, k: int) -> Floats:
    """Rows of means of products and scores to rows x k x k corrected correlations, NaN without shared variance."""
    squares, levels = means[:, : k * k].reshape(-1, k, k), means[:, k * k :]
    shared = squares - levels[:, :, None] * levels[:, None, :]
    own = np.einsum("rkk->rk", shared)
    scale = own[:, :, None] * own[:, None, :]
    good = (own[:, :, None] > 0) & (own[:, None, :] > 0)
    return np.divide(
        shared, np.sqrt(np.where(good, scale, 1.0)), out=np.full_like(shared, np.nan), where=good
    )


def _first_two(ratings: Ratings) -> tuple[Floats, Floats]:
    """Two evaluators' scores of every submission that two scored in full: submissions x criteria each, centered."""
    k, n_raters = len(ratings.items), len(ratings.raters)
    reads, place = np.unique(ratings.unit * n_raters + ratings.rater, return_inverse=True)
    table = np.full((len(reads), k), np.nan)
    table[place, ratings.item] = ratings.score
    full = np.isfinite(table).all(axis=1)
    unit, table = reads[full] // n_raters, table[full]
    begins = np.flatnonzero(np.diff(unit, prepend=-1))
    double = begins[np.diff(np.append(begins, len(unit))) >= 2]
    center = table.mean(axis=0) if len(table) else 0.0
    return table[double] - center, table[double + 1] - center


def _scores(
    first: Mapping[str, Attempt], second: Mapping[str, Attempt], both: list[str]
) -> tuple[Floats, Floats]:
    pairs = [
        (a, b)
        for person in both
        if (a := first[person].score) is not None and (b := second[person].score) is not None
    ]
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _share(name: str, part: NDArray[np.bool_], of: NDArray[np.bool_], n: int, level: float) -> Estimate:
    base = int(of.sum())
    if not base:
        return undefined(name, "no_data", n, level=level)
    share = float(part.sum()) / base
    return Estimate(name, share, *wilson(share, base, level), base, level, method="Wilson")


def _correlation(name: str, left: Floats, right: Floats, level: float) -> Estimate:
    n = len(left)
    if n < 4:
        return undefined(name, "no_data" if not n else "too_few", n, level=level)
    if left.std() < 1e-12 or right.std() < 1e-12:
        return undefined(name, "no_variance", n, level=level)
    r = float(np.clip(np.corrcoef(left, right)[0, 1], -1, 1))
    return Estimate(name, r, *of_correlation(r, n, level), n, level, method="Fisher's z")


def _corrected(plain: Estimate, reliability: tuple[float, float] | None) -> Estimate:
    name = "corrected correlation"
    if plain.value is None:
        return undefined(name, plain.undefined, plain.n, level=plain.level)
    if reliability is None or min(reliability) <= 0:
        return undefined(name, "not_defined", plain.n, level=plain.level)
    scale = sqrt(reliability[0] * reliability[1])
    ends: Interval = (None, None)
    if plain.low is not None and plain.high is not None:
        ends = (plain.low / scale, plain.high / scale)
    return Estimate(name, plain.value / scale, *ends, plain.n, plain.level, method=plain.method)


def _surely_same(corrected: Estimate) -> bool | None:
    return None if corrected.low is None else corrected.low >= SAME
