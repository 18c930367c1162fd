"""Intervals by drawing submissions again, all draws at once.

A draw gives each submission the number of times it was drawn, so a statistic that is a function of weighted sums takes
a matrix of draws x submissions and answers one row per draw. Efron and Tibshirani, An Introduction to the Bootstrap
(1993), chapters 13 (percentile) and 14 (BCa).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]

CELLS_AT_ONCE = 2_000_000


def weights(n_units: int, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Blocks of draws x units, each row the counts of one sample of n_units with replacement. Never all at once."""
    rows = max(1, CELLS_AT_ONCE // max(n_units, 1))
    for start in range(0, draws, rows):
        height = min(rows, draws - start)
        drawn = rng.integers(0, n_units, size=(height, n_units), dtype=np.int32)
        drawn += (np.arange(height, dtype=np.int32) * n_units)[:, None]
        counted = np.bincount(drawn.ravel(), minlength=height * n_units)
        yield counted.reshape(height, n_units).astype(np.float64)


def bootstrap(
    statistic: Callable[[Floats], Floats], n_units: int, draws: int, rng: np.random.Generator
) -> Floats:
    """draws x k values of a statistic that maps weights (rows x n_units) to rows x k. NaN where it has no value."""
    if n_units < 1 or draws < 1:
        raise ValueError("A bootstrap needs at least one submission and one draw.")
    made = [np.asarray(statistic(block), dtype=np.float64) for block in weights(n_units, draws, rng)]
    return np.concatenate([block[:, None] if block.ndim == 1 else block for block in made])


def percentile(samples: Floats, level: float = 0.95) -> tuple[float | None, float | None]:
    """The middle `level` of the samples that have a value; (None, None) if fewer than half of them have one."""
    known = samples[np.isfinite(samples)]
    if not len(samples) or 2 * len(known) < len(samples):
        return None, None
    tail = (1 - level) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def bca(
    value: float, samples: Floats, influence: Floats, level: float = 0.95
) -> tuple[float | None, float | None]:
    """The bias-corrected and accelerated interval; `influence` is what each unit adds to the value (its jackknife
    or infinitesimal influence). Falls back to the percentile interval where the correction is not defined."""
    known = samples[np.isfinite(samples)]
    share = float((known < value).mean() + (known == value).mean() / 2) if len(known) else 0.0
    spread = float((influence**2).sum())
    if not 0 < share < 1 or spread == 0:
        return percentile(samples, level)
    shift, lean = float(ndtri(share)), float((influence**3).sum()) / (6 * spread**1.5)
    tails = ndtri(np.array([(1 - level) / 2, (1 + level) / 2])) + shift
    low, high = np.quantile(known, ndtr(shift + tails / (1 - lean * tails)))
    return float(low), float(high)
