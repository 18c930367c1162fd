"""What the scores of double-read submissions come to: all that the likelihood needs, and no more.

Submissions with the same pattern (which of their scores share an evaluator, which a criterion) have the same matrix of
covariances within, so they are kept together. Within a pattern only the evaluators matter for what is shared between
submissions; submissions with the same evaluators are added up. The likelihood then costs the same for fifty
submissions as for ten thousand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Pattern:
    """Submissions that were scored in the same way: S of them with n scores each, by T different sets of evaluators.

    `units` (S), `scores` (S x n), `team` (S) is the place in `cells` (T x n), which names for each score its cell of
    evaluator x criterion; `teams` (T) counts submissions; `totals` (T x n) adds their scores and `products` (n x n)
    their cross products. `same_rater` and `same_item` (n x n) are 1 where two scores share one.
    """

    units: Whole
    scores: Floats
    team: Whole
    cells: Whole
    teams: Floats
    totals: Floats
    products: Floats
    same_rater: Floats
    same_item: Floats


@dataclass(frozen=True, eq=False)
class Blocks:
    """All patterns of a set of scores, and for each observed cell of evaluator x criterion its two codes."""

    patterns: tuple[Pattern, ...]
    cell_rater: Whole
    cell_item: Whole
    n_scores: int
    n_units: int

    @classmethod
    def of(cls, unit: Whole, rater: Whole, item: Whole, score: Floats, n_units: int) -> Blocks:
        """From parallel codes, some of the units perhaps without a score. Scores should be centered, so that sums of
        squares keep their digits."""
        order = np.lexsort((item, rater, unit))
        unit, rater, item, score = unit[order], rater[order], item[order], score[order]
        n_items = int(item.max(initial=-1)) + 1
        known, cell = np.unique(rater * n_items + item, return_inverse=True)
        starts = np.flatnonzero(np.diff(unit, prepend=-1))
        sizes = np.diff(np.append(starts, len(unit)))
        patterns = [
            pattern
            for size in np.unique(sizes)
            for pattern in _patterns(starts[sizes == size], int(size), unit, rater, item, cell, score)
        ]
        return cls(tuple(patterns), known // n_items, known % n_items, len(score), n_units)


def _patterns(
    starts: Whole, size: int, unit: Whole, rater: Whole, item: Whole, cell: Whole, score: Floats
) -> list[Pattern]:
    """The patterns among submissions with `size` scores each."""
    places = starts[:, None] + np.arange(size)
    raters, items = rater[places], item[places]
    turn = np.cumsum(np.diff(raters, axis=1, prepend=raters[:, :1]) != 0, axis=1)
    shapes, which = np.unique(np.hstack([turn, items]), axis=0, return_inverse=True)
    return [
        _pattern(unit[starts[chosen]], shape, cell[places[chosen]], score[places[chosen]])
        for number, shape in enumerate(shapes)
        for chosen in [which.ravel() == number]
    ]


def _pattern(units: Whole, shape: Whole, cells: Whole, scores: Floats) -> Pattern:
    size = scores.shape[1]
    turn, item = shape[:size], shape[size:]
    different, team = np.unique(cells, axis=0, return_inverse=True)
    team = team.ravel()
    totals = np.zeros(different.shape)
    np.add.at(totals, team, scores)
    return Pattern(
        units=units,
        scores=scores,
        team=team,
        cells=different,
        teams=np.bincount(team, minlength=len(different)).astype(np.float64),
        totals=totals,
        products=scores.T @ scores,
        same_rater=(turn[:, None] == turn).astype(np.float64),
        same_item=(item[:, None] == item).astype(np.float64),
    )
