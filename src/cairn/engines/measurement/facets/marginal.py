"""Marginal maximum likelihood of the rating scale model with crossed facets, by EM with Newton's steps.

All scores of one evaluator on one criterion share their probabilities, so the expected counts by cell, node and level
are all that a step of maximization sees, and its cost does not grow with the number of submissions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import logsumexp

from cairn.engines.measurement.ratings import Ratings

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

NODES = 31
REACH = 5.0
RIDGE = 1 / 3.0**2
STEPS, ENOUGH, FURTHEST = 100, 1e-5, 16.0


class Data(NamedTuple):
    """Scores by unit, cell (of evaluator and criterion) and rank from 0. `given` (units x cells*levels) counts the
    same; `design` (cells x criteria + evaluators) is 1 where they apply."""

    unit: Whole
    cell: Whole
    rank: Whole
    rater: Whole
    given: csr_array
    design: Floats
    ranks: Floats
    cells: int
    items: int


@dataclass(frozen=True, eq=False)
class Solution:
    """`at` holds quality's mean and spread, then what criteria and evaluators take off, then the thresholds. `logs`
    are cells x nodes x levels, `posterior` units x nodes."""

    data: Data
    at: Floats
    nodes: Floats
    logs: Floats
    posterior: Floats
    settled: bool

    @property
    def facets(self) -> slice:
        """Where criteria and then evaluators stand in `at`."""
        return slice(2, 2 + self.data.design.shape[1])


def solve(ratings: Ratings) -> Solution:
    """Criteria, evaluators and thresholds each add up to zero. Levels that nobody gave are left out."""
    data, (nodes, prior) = _data(ratings), _nodes()
    at = np.zeros(2 + data.design.shape[1] + len(data.ranks) - 1)
    at[1] = 1.0

    def improved(at: Floats) -> Floats:
        posterior = _posterior(data, _logs(data, at, nodes), prior)
        return _maximized(data, at, nodes, _expected_counts(data, posterior))

    at, settled = _fixed_point(improved, at)
    logs = _logs(data, at, nodes)
    return Solution(data, at, nodes, logs, _posterior(data, logs, prior), settled)


def _fixed_point(improved: Callable[[Floats], Floats], at: Floats) -> tuple[Floats, bool]:
    """Where a step no longer changes anything, and whether that was reached. Every two steps are extrapolated (scheme
    S3 of Varadhan and Roland 2008, Scandinavian Journal of Statistics 35, 335-353), but never to where nothing can be
    computed."""
    for _ in range(STEPS):
        first = improved(at)
        step = first - at
        if not np.isfinite(first).all() or np.abs(step).max() < ENOUGH:
            return first, bool(np.isfinite(first).all())
        second = improved(first)
        bend = second - first - step
        ratio = float(np.linalg.norm(step)) / max(float(np.linalg.norm(bend)), 1e-12)
        reach = min(max(1.0, ratio), FURTHEST)
        leap = improved(at + 2 * reach * step + reach**2 * bend)
        at = leap if np.isfinite(leap).all() else second
    return at, False


def _data(ratings: Ratings) -> Data:
    n_items, n_raters = len(ratings.items), len(ratings.raters)
    known, cell = np.unique(ratings.rater * n_items + ratings.item, return_inverse=True)
    used, rank = np.unique(ratings.score, return_inverse=True)
    design = np.zeros((len(known), n_items + n_raters))
    design[np.arange(len(known)), known % n_items] = 1
    design[np.arange(len(known)), n_items + known // n_items] = 1
    ones, units = np.ones(len(cell)), len(ratings.units)
    column = cell.ravel() * len(used) + rank.ravel()
    given = csr_array((ones, (ratings.unit, column)), shape=(units, len(known) * len(used)))
    return Data(
        unit=ratings.unit,
        cell=cell.ravel(),
        rank=rank.ravel(),
        rater=ratings.rater,
        given=given,
        design=design,
        ranks=np.arange(len(used), dtype=np.float64),
        cells=len(known),
        items=n_items,
    )


def _nodes() -> tuple[Floats, Floats]:
    nodes = np.linspace(-REACH, REACH, NODES)
    logs = -(nodes**2) / 2
    return nodes, logs - logsumexp(logs)


def _logs(data: Data, at: Floats, nodes: Floats) -> Floats:
    """Cells x nodes x levels: the log probability of each level."""
    facets = data.design.shape[1]
    ability = at[0] + at[1] * nodes[None, :] - (data.design @ at[2 : 2 + facets])[:, None]
    steps = np.concatenate([[0.0], np.cumsum(at[2 + facets :])])
    raw = ability[:, :, None] * data.ranks - steps
    return np.asarray(raw - logsumexp(raw, axis=2, keepdims=True))


def _posterior(data: Data, logs: Floats, prior: Floats) -> Floats:
    """Units x nodes."""
    by_column = logs.transpose(0, 2, 1).reshape(-1, len(prior))
    raw = data.given @ by_column + prior
    return np.asarray(np.exp(raw - logsumexp(raw, axis=1, keepdims=True)))


def _expected_counts(data: Data, posterior: Floats) -> Floats:
    """Cells x nodes x levels."""
    counts = data.given.T @ posterior
    return np.asarray(counts.reshape(data.cells, len(data.ranks), -1).transpose(0, 2, 1))


def _maximized(data: Data, at: Floats, nodes: Floats, counts: Floats) -> Floats:
    """One Newton step on the expected counts, with sums of criteria, evaluators and thresholds held at zero; not finite
    where they determine none."""
    gradient, curve = _derivatives(data, at, nodes, counts)
    bound = bounds(data, len(at))
    size, held = len(at), len(bound)
    system = np.block([[curve, bound.T], [bound, np.zeros((held, held))]])
    try:
        step = np.linalg.solve(system, np.concatenate([gradient, np.zeros(held)]))[:size]
    except np.linalg.LinAlgError:
        return np.full(size, np.nan)
    return np.asarray(at + step * min(1.0, 1.0 / max(np.abs(step).max(), 1e-12)))


def bounds(data: Data, size: int) -> Floats:
    """What is held at zero: the sum of criteria, of evaluators, and of thresholds where there are two or more."""
    end = 2 + data.design.shape[1]
    bound = np.zeros((3, size))
    bound[0, 2 : 2 + data.items] = 1
    bound[1, 2 + data.items : end] = 1
    bound[2, end:] = 1
    return bound


def _derivatives(data: Data, at: Floats, nodes: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """The gradient and the negative second derivatives of the expected log likelihood with its ridge."""
    chances = np.exp(_logs(data, at, nodes))
    above = at_least(chances)
    number = counts.sum(axis=2)
    mean = chances @ data.ranks
    variance = chances @ data.ranks**2 - mean**2
    # What ability does to each cell and node: mean, spread, and each facet that applies.
    reach = np.broadcast_to(np.stack([np.ones_like(nodes), nodes])[:, None, :], (2, *number.shape))
    facet = np.broadcast_to(-data.design.T[:, :, None], (data.design.shape[1], *number.shape))
    slopes = np.concatenate([reach, facet]).reshape(len(at) - len(data.ranks) + 1, -1)
    excess = (counts @ data.ranks - number * mean).ravel()
    gradient = np.concatenate(
        [slopes @ excess, -(at_least(counts) - number[:, :, None] * above).sum(axis=(0, 1))]
    )
    # Cov(rank, rank >= j) and Cov(rank >= i, rank >= j).
    mixed = number[:, :, None] * (at_least(chances * data.ranks) - mean[:, :, None] * above)
    places = np.arange(above.shape[2])
    joint = above[:, :, np.maximum(places[:, None], places)] - above[:, :, :, None] * above[:, :, None, :]
    corner = (slopes * (number * variance).ravel()) @ slopes.T
    side = -slopes @ mixed.reshape(-1, len(places))
    curve = np.block([[corner, side], [side.T, (number[:, :, None, None] * joint).sum(axis=(0, 1))]])
    ridge = np.zeros(len(at))
    ridge[2 : 2 + data.design.shape[1]] = RIDGE
    return gradient - ridge * at, curve + np.diag(ridge)


def at_least(values: Floats) -> Floats:
    """Sums over the last axis from each place on, the first place left out."""
    return np.flip(np.cumsum(np.flip(values, -1), axis=-1), -1)[..., 1:]
