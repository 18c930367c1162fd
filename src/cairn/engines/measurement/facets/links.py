"""Which evaluators can be compared at all, and the plain gap between them that needs no model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import ndtri

from cairn.engines.measurement import minimums
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.ratings import Ratings


def linked_groups(ratings: Ratings) -> tuple[tuple[str, ...], ...]:
    """Groups of evaluators linked by submissions they share, directly or through others; one group is what is needed.

    The largest group first, the rest by name.
    """
    if not len(ratings):
        return ()
    shape = (len(ratings.units), len(ratings.raters))
    read = csr_array((np.ones(len(ratings)), (ratings.unit, ratings.rater)), shape=shape)
    _, label = connected_components(read.T @ read, directed=False)
    groups = [
        tuple(name for name, own in zip(ratings.raters, label, strict=True) if own == each)
        for each in np.unique(label)
    ]
    return tuple(sorted(groups, key=lambda names: (-len(names), names)))


def gaps(ratings: Ratings, *, level: float = 0.95) -> tuple[Estimate, ...]:
    """For each evaluator, how many levels she scores above her co-readers on the same criteria of the same submissions.

    Below zero is severe. The interval counts submissions, not scores. "no_pairs" if nobody read beside her.
    """
    total, count = sums(ratings)
    return tuple(
        _gap(name, total[:, place], count[:, place], level) for place, name in enumerate(ratings.raters)
    )


def sums(ratings: Ratings) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Units x raters: her scores less the mean of the others' on the same criteria, added up, and how many they are."""
    total, count = np.zeros((2, len(ratings.units), len(ratings.raters)))
    for item in ratings.items:
        table = ratings.table(item)
        given = np.isfinite(table)
        scores = np.where(given, table, 0.0)
        others = given.sum(axis=1, keepdims=True) - given
        rest = scores.sum(axis=1, keepdims=True) - scores
        shared = given & (others > 0)
        total += np.where(shared, scores - rest / np.maximum(others, 1), 0.0)
        count += shared
    return total, count


def _gap(name: str, total: NDArray[np.float64], count: NDArray[np.float64], level: float) -> Estimate:
    total, count = total[count > 0], count[count > 0]
    n = len(total)
    if not n:
        return undefined(name, "no_pairs", level=level)
    value = float(total.sum() / count.sum())
    keys = minimums.caution("agreement", n)
    if n < 2:
        return Estimate(name, value, None, None, n, level, cautions=(*keys, "no_interval"))
    left = total - value * count
    se = float(np.sqrt((left**2).sum() * n / (n - 1)) / count.sum())
    reach = float(ndtri((1 + level) / 2)) * se
    return Estimate(
        name, value, value - reach, value + reach, n, level, cautions=keys, se=se, method="normal"
    )
