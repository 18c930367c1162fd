"""Counts of scores by unit, weights for partial agreement, and variances over units: what the coefficients share."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement.ratings import Table, Whole

Weights = Literal["identity", "linear", "quadratic", "ordinal"]
Vector = NDArray[np.float64]


def counts(table: Table, scale: tuple[int, ...]) -> Table:
    """Rows x levels: how many evaluators gave each level. ValueError if a score is not on the scale."""
    scores = np.asarray(table, dtype=float)
    if scores.ndim != 2:
        raise ValueError("Scores must be a table of units x raters.")
    told = np.stack([(scores == rank).sum(axis=1) for rank in scale], axis=1).astype(float)
    if told.sum() != np.isfinite(scores).sum():
        strange = scores[np.isfinite(scores) & ~np.isin(scores, scale)]
        raise ValueError(f"{strange[0]:g} is not on the scale {list(scale)}.")
    return told


def weights(kind: Weights, scale: tuple[int, ...]) -> Table:
    """Levels x levels: 1 for full agreement, 0 for the greatest distance on the scale.

    Ordinal weights are Gwet's (2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 3): they count the pairs of
    levels that lie in between.
    """
    ranks = np.array(scale, dtype=float)
    if kind == "identity":
        return np.eye(len(ranks))
    distance = np.abs(ranks[:, None] - ranks[None, :])
    if kind == "quadratic":
        distance = distance**2
    elif kind == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(len(ranks)), np.arange(len(ranks)))).astype(float)
        distance = steps * (steps + 1) / 2
    return np.asarray(1 - distance / distance.max()) if len(ranks) > 1 else np.ones((1, 1))


def pair_means(told: Table, values: Table) -> Vector:
    """For each row, the mean of `values[j, k]` over its ordered pairs of scores; NaN for rows with fewer than two."""
    size = told.sum(axis=1)
    total = ((told @ values) * told).sum(axis=1) - told @ np.diag(values)
    pairs = size * (size - 1)
    return np.asarray(np.divide(total, pairs, out=np.full_like(total, np.nan), where=pairs > 0))


def shared(told: Table) -> NDArray[np.bool_]:
    """Which rows have at least two scores."""
    return np.asarray(told.sum(axis=1) >= 2)


def places(rows: NDArray[np.bool_], units: Whole | None) -> Whole:
    """The unit of each chosen row, counted anew from 0; each row is its own unit if none are given."""
    own = np.arange(len(rows)) if units is None else np.asarray(units)
    if own.shape != rows.shape:
        raise ValueError("There must be one unit for each row.")
    return np.unique(own[rows], return_inverse=True)[1].astype(np.intp)


def variance_of_mean(values: Vector, unit: Whole, *, spare: int = 0) -> float:
    """The variance of the mean of `values` if whole units were drawn: rows of one unit go together.

    `spare` = 1 divides by one unit fewer, as the variance of a sample does.
    """
    sums = np.bincount(unit, weights=values - values.mean())
    many = len(sums)
    if many <= spare:
        return float("nan")
    return float((sums**2).sum() / len(values) ** 2 * many / (many - spare))


def effective_size(values: Vector, unit: Whole, most: float) -> float:
    """As how many independent observations the mean of shares counts, at most `most`: p(1-p) over its variance between
    units. Korn & Graubard 1998, Survey Methodology 24:193. The number of units if all shares are 0 or all are 1."""
    share = float(values.mean())
    if share * (1 - share) < 1e-12:
        return float(unit.max() + 1)
    variance = variance_of_mean(values, unit)
    return min(most, share * (1 - share) / variance) if variance > 0 else most


def commonest(told: Table) -> float:
    """The share of the level that was given most often."""
    total = told.sum()
    return float(told.sum(axis=0).max() / total) if total else 0.0
