"""Krippendorff's alpha, the headline figure: any number of evaluators, any scale, missing scores."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement.bootstrap import percentile
from cairn.engines.measurement.counting import Vector, commonest, counts, places, shared
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import PREVALENT, figure
from cairn.engines.measurement.intervals import Interval
from cairn.engines.measurement.ratings import Table, Whole

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Tables = NDArray[np.float64]

DRAWS = 2000
# So many numbers at a time: a draw of 10,000 different units fills 80 KB.
AT_ONCE = 4_000_000


def alpha(
    table: Table,
    scale: tuple[int, ...],
    *,
    metric: Metric = "ordinal",
    units: Whole | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    rng: np.random.Generator | None = None,
) -> Estimate:
    """1 - Do/De. Krippendorff 2004, Content Analysis, 2nd ed., ch. 11; 2011, Computing Krippendorff's
    Alpha-Reliability. Table: rows x raters, NaN where missing; rows with a single score are left out.

    With `rng`, the interval is a percentile bootstrap over units (rows that share a unit are drawn together);
    without, there is none. The ratio metric takes the ranks of the scale as quantities.
    """
    name = f"Krippendorff's alpha ({metric})"
    told = counts(table, scale)
    rows = shared(told)
    if not rows.any():
        return undefined(name, "no_pairs" if told.sum() else "no_data", level=level)
    unit = places(rows, units)
    n = int(unit.max()) + 1
    ranks = np.array(scale, dtype=float)
    parts = _coincidences(told[rows], unit)
    value = float(_alphas(parts.sum(axis=0)[None], ranks, metric)[0])
    if np.isnan(value):
        return undefined(name, "no_variance", n, level=level)
    interval = _bootstrap(parts, ranks, metric, level, draws, rng) if rng is not None else (None, None)
    keys = (*(("prevalence",) if commonest(told[rows]) >= PREVALENT else ()),)
    return figure(
        name,
        value,
        family="krippendorff",
        n=n,
        interval=interval,
        level=level,
        bands="krippendorff",
        cautions=(*keys, "below_chance") if value < 0 else keys,
        method=f"bootstrap over submissions, {draws} draws",
    )


def _coincidences(told: Table, unit: Whole) -> Tables:
    """Units x levels x levels: what each unit adds to the coincidence matrix."""
    worth = told / (told.sum(axis=1, keepdims=True) - 1)
    rows = worth[:, :, None] * told[:, None, :]
    levels = np.arange(told.shape[1])
    rows[:, levels, levels] -= worth
    parts = np.zeros((int(unit.max()) + 1, *rows.shape[1:]))
    np.add.at(parts, unit, rows)
    return parts


def _alphas(coincidences: Tables, ranks: Vector, metric: Metric) -> Vector:
    """Draws x levels x levels to one alpha a draw; NaN where nothing varies."""
    totals = coincidences.sum(axis=2)
    distance = _distances(totals, ranks, metric)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2))
    ratio = np.full_like(observed, np.nan)
    np.divide((totals.sum(axis=1) - 1) * observed, expected, out=ratio, where=expected > 0)
    return np.asarray(1 - ratio)


def _distances(totals: Vector, ranks: Vector, metric: Metric) -> Tables:
    """Squared differences of levels. Ordinal ones depend on how often each level was given, so on the draw."""
    if metric == "ordinal":
        below = np.cumsum(totals, axis=1) - totals / 2
        return np.asarray((below[:, :, None] - below[:, None, :]) ** 2)
    gap = ranks[:, None] - ranks[None, :]
    if metric == "nominal":
        return np.asarray((gap != 0).astype(float)[None])
    if metric == "interval":
        return np.asarray((gap**2)[None])
    both = ranks[:, None] + ranks[None, :]
    return np.divide(gap, both, out=np.zeros_like(gap), where=both != 0)[None] ** 2


def _bootstrap(
    parts: Tables, ranks: Vector, metric: Metric, level: float, draws: int, rng: np.random.Generator
) -> Interval:
    """Percentiles of alpha over draws of whole units. Units with the same scores are drawn as one kind, which is the
    same law and makes most data sets small."""
    flat = parts.reshape(len(parts), -1)
    kinds, many = np.unique(flat, axis=0, return_counts=True)
    found = []
    step = max(1, AT_ONCE // len(kinds))
    for start in range(0, draws, step):
        drawn = rng.multinomial(len(flat), many / len(flat), size=min(step, draws - start))
        found.append(_alphas((drawn @ kinds).reshape(-1, *parts.shape[1:]), ranks, metric))
    return percentile(np.concatenate(found), level)
