"""Gwet's AC1 and AC2: agreement beyond chance that stays stable when nearly everybody passes."""

from __future__ import annotations

from math import sqrt

import numpy as np

from cairn.engines.measurement.counting import (
    Weights,
    counts,
    pair_means,
    places,
    shared,
    variance_of_mean,
    weights,
)
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import figure
from cairn.engines.measurement.intervals import around
from cairn.engines.measurement.ratings import Table, Whole


def ac(
    table: Table,
    scale: tuple[int, ...],
    *,
    weight: Weights = "identity",
    units: Whole | None = None,
    level: float = 0.95,
) -> Estimate:
    """AC1 (identity weights) or AC2 of any number of evaluators, with missing scores.

    Gwet 2008, Br. J. Math. Stat. Psychol. 61:29, with its variance; weights and missing scores as in Gwet 2014,
    Handbook of Inter-Rater Reliability, 4th ed., ch. 4. Table: rows x raters, NaN where missing. `scale` is the full
    scale, used or not.
    """
    name = "Gwet's AC1" if weight == "identity" else "Gwet's AC2"
    if len(scale) < 2:
        return undefined(name, "two_levels", level=level)
    told = counts(table, scale)
    given = told.sum(axis=1) > 0
    told = told[given]
    pairs = shared(told)
    if not pairs.any():
        return undefined(name, "no_pairs" if told.sum() else "no_data", level=level)
    unit = places(given, units)
    worth = weights(weight, scale)
    factor = float(worth.sum()) / (len(scale) * (len(scale) - 1))
    shares = told / told.sum(axis=1, keepdims=True)
    habit = shares.mean(axis=0)
    expected = factor * float(habit @ (1 - habit))
    agreed = np.where(pairs, pair_means(told, worth), 0.0)
    value = float((agreed[pairs].mean() - expected) / (1 - expected))
    own = np.where(pairs, agreed - expected, 0.0) * len(told) / pairs.sum() / (1 - expected)
    by_chance = factor * (shares @ (1 - habit))
    felt = own - 2 * (1 - value) * (by_chance - expected) / (1 - expected)
    se = sqrt(variance_of_mean(felt, unit, spare=1))
    uneven = ("unequal_raters",) if len(set(told.sum(axis=1))) > 1 else ()
    return figure(
        name,
        value,
        family="gwet",
        n=len(np.unique(unit[pairs])),
        interval=around(value, se, level, freedom=max(1, unit.max())),
        bounds=(-np.inf, 1),
        level=level,
        se=se,
        bands="kappa",
        cautions=(*uneven, "below_chance") if value < 0 else uneven,
        method="Gwet",
    )
