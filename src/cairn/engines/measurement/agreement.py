"""How often two evaluators say the same: exactly, within one level, or about what is met.

Each figure is the mean over units of the share of their pairs of evaluators that agree. The interval is Wilson's with
the effective sample size, p(1-p) over the variance between units (Korn & Graubard 1998, Survey Methodology 24:193);
with two readings a unit, that is Wilson's interval for the number of units.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cairn.engines.measurement.counting import counts, effective_size, pair_means, places, shared
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import figure
from cairn.engines.measurement.intervals import wilson
from cairn.engines.measurement.ratings import Ratings, Table, Whole

SHORT_SCALE = 5


def exact(
    table: Table, scale: tuple[int, ...], *, units: Whole | None = None, level: float = 0.95
) -> Estimate:
    """The share of pairs of evaluators who gave the same level. Table: rows x raters, NaN where missing."""
    return _agreement("Exact agreement", counts(table, scale), np.eye(len(scale)), units, level)


def adjacent(
    table: Table, scale: tuple[int, ...], *, units: Whole | None = None, level: float = 0.95
) -> Estimate:
    """The share of pairs of evaluators whose levels are the same or neighbors."""
    steps = np.arange(len(scale))
    near = (np.abs(steps[:, None] - steps[None, :]) <= 1).astype(float)
    keys = ("adjacent",) if len(scale) <= SHORT_SCALE else ()
    return _agreement("Adjacent agreement", counts(table, scale), near, units, level, keys)


def decision(
    table: Table, scale: tuple[int, ...], *, cut: int, units: Whole | None = None, level: float = 0.95
) -> Estimate:
    """The share of pairs of evaluators who agree whether `cut` was reached, whatever the level."""
    met = np.array(scale) >= cut
    same = (met[:, None] == met[None, :]).astype(float)
    return _agreement("Decision agreement", counts(table, scale), same, units, level)


def award(ratings: Ratings, cut: int | Mapping[str, int]) -> Table:
    """Units x raters: 1 if the evaluator found every criterion met, 0 if not, NaN unless she scored all of them.

    A criterion is met from `cut` on, which may be given by criterion.
    """
    result = np.ones((len(ratings.units), len(ratings.raters)))
    for item in ratings.items:
        table = ratings.table(item)
        least = cut if isinstance(cut, int) else cut[item]
        result = np.where(np.isnan(table) | np.isnan(result), np.nan, result * (table >= least))
    return result


def award_agreement(ratings: Ratings, cut: int | Mapping[str, int], *, level: float = 0.95) -> Estimate:
    """The share of pairs of evaluators who agree about the award as a whole (all criteria met)."""
    return _agreement("Award agreement", counts(award(ratings, cut), (0, 1)), np.eye(2), None, level)


def _agreement(
    name: str, told: Table, same: Table, units: Whole | None, level: float, keys: tuple[str, ...] = ()
) -> Estimate:
    rows = shared(told)
    if not rows.any():
        return undefined(name, "no_pairs" if told.sum() else "no_data", level=level)
    unit = places(rows, units)
    values = pair_means(told[rows], same)
    n = int(unit.max()) + 1
    share = float(np.clip(values.mean(), 0, 1))
    size = told[rows].sum(axis=1)
    pairs = float((size * (size - 1) / 2).sum())
    interval = wilson(share, effective_size(values, unit, pairs), level)
    return figure(
        name,
        share,
        family="agreement",
        n=n,
        interval=interval,
        bounds=(0, 1),
        level=level,
        cautions=keys,
        method="Wilson",
    )
