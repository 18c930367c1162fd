"""Kappa: agreement beyond what the evaluators' habits would give by chance."""

from __future__ import annotations

from math import sqrt

import numpy as np

from cairn.engines.measurement.counting import (
    Vector,
    Weights,
    commonest,
    counts,
    pair_means,
    places,
    shared,
    variance_of_mean,
    weights,
)
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import PREVALENT, figure
from cairn.engines.measurement.intervals import around
from cairn.engines.measurement.ratings import Table, Whole

NAMES = {
    "identity": "Cohen's kappa",
    "linear": "Linearly weighted kappa",
    "quadratic": "Quadratically weighted kappa",
    "ordinal": "Ordinally weighted kappa",
}


def cohen(
    table: Table,
    scale: tuple[int, ...],
    *,
    weight: Weights | Table = "identity",
    units: Whole | None = None,
    level: float = 0.95,
) -> Estimate:
    """Cohen's kappa of two evaluators (1960, Educ. Psychol. Meas. 20:37), weighted (1968, Psychol. Bull. 70:213).

    The standard error is that of Fleiss, Cohen & Everitt 1969, Psychol. Bull. 72:323. `scale` is the full scale, used
    or not. A table with more than two evaluators is taken as pairs without order, each unit counting once; both have
    then the same chance marginals, as in Scott's pi (1955, Public Opinion Quarterly 19:321).
    """
    name = NAMES[weight] if isinstance(weight, str) else "Weighted kappa"
    told = counts(table, scale)
    rows = shared(told)
    if not rows.any():
        return undefined(name, "no_pairs" if told.sum() else "no_data", level=level)
    worth = weights(weight, scale) if isinstance(weight, str) else np.asarray(weight, dtype=float)
    unit = places(rows, units)
    ordered = table.shape[1] == 2
    joint = _ordered(table[rows], scale) if ordered else _unordered(told[rows])
    observed, expected = _observed(joint, worth), _expected(joint, worth)
    if 1 - expected < 1e-12:
        return undefined(name, "no_variance", int(unit.max()) + 1, level=level)
    value = (observed - expected) / (1 - expected)
    slope = _slope(joint, worth, observed, expected)
    felt = _felt_in_order(table[rows], scale, slope) if ordered else pair_means(told[rows], slope)
    se = sqrt(variance_of_mean(felt, unit))
    keys = () if ordered else ("anonymous_raters",)
    return figure(
        name,
        value,
        family="cohen_kappa",
        n=int(unit.max()) + 1,
        interval=around(value, se, level),
        level=level,
        se=se,
        bands="kappa",
        cautions=(*keys, *_warnings(told[rows], value)),
        method="Fleiss, Cohen & Everitt",
    )


def fleiss(
    table: Table,
    scale: tuple[int, ...],
    *,
    weight: Weights = "identity",
    units: Whole | None = None,
    level: float = 0.95,
) -> Estimate:
    """Fleiss' kappa of any number of evaluators (1971, Psychol. Bull. 76:378), also with unequal numbers of them.

    Missing scores, weights and the standard error as in Gwet 2008, Br. J. Math. Stat. Psychol. 61:29, and 2014,
    Handbook of Inter-Rater Reliability, 4th ed., ch. 5: the error holds for any true kappa, not only for none.
    """
    name = "Fleiss' kappa"
    told = counts(table, scale)
    given = told.sum(axis=1) > 0
    told = told[given]
    pairs = shared(told)
    if not pairs.any():
        return undefined(name, "no_pairs" if told.sum() else "no_data", level=level)
    unit = places(given, units)
    n = len(np.unique(unit[pairs]))
    worth = weights(weight, scale)
    shares = told / told.sum(axis=1, keepdims=True)
    habit = shares.mean(axis=0)
    expected = float(habit @ worth @ habit)
    if 1 - expected < 1e-12:
        return undefined(name, "no_variance", n, level=level)
    agreed = np.where(pairs, pair_means(told, worth), 0.0)
    value = float((agreed[pairs].mean() - expected) / (1 - expected))
    own = np.where(pairs, agreed - expected, 0.0) * len(told) / pairs.sum() / (1 - expected)
    by_chance = shares @ ((worth + worth.T) @ habit / 2)
    felt = own - 2 * (1 - value) * (by_chance - expected) / (1 - expected)
    se = sqrt(variance_of_mean(felt, unit, spare=1))
    uneven = ("unequal_raters",) if len(set(told.sum(axis=1))) > 1 else ()
    return figure(
        name,
        value,
        family="fleiss_kappa",
        n=n,
        interval=around(value, se, level, freedom=max(1, unit.max())),
        bounds=(-np.inf, 1),
        level=level,
        se=se,
        bands="kappa",
        cautions=("anonymous_raters", *uneven, *_warnings(told, value)),
        method="Gwet",
    )


def _warnings(told: Table, value: float) -> tuple[str, ...]:
    rare = ("prevalence",) if commonest(told) >= PREVALENT else ()
    return (*rare, "below_chance") if value < 0 else rare


def _places(table: Table, scale: tuple[int, ...]) -> Whole:
    return np.searchsorted(np.array(scale), table).astype(np.intp)


def _ordered(table: Table, scale: tuple[int, ...]) -> Table:
    joint = np.zeros((len(scale), len(scale)))
    place = _places(table, scale)
    np.add.at(joint, (place[:, 0], place[:, 1]), 1.0)
    return joint / len(table)


def _unordered(told: Table) -> Table:
    size = told.sum(axis=1)
    worth = 1 / (size * (size - 1)) / len(told)
    joint = (told * worth[:, None]).T @ told
    return np.asarray(joint - np.diag(told.T @ worth))


def _observed(joint: Table, worth: Table) -> float:
    return float((joint * worth).sum())


def _expected(joint: Table, worth: Table) -> float:
    return float(joint.sum(axis=1) @ worth @ joint.sum(axis=0))


def _slope(joint: Table, worth: Table, observed: float, expected: float) -> Table:
    """How kappa changes with the share in each cell: the square bracket of Fleiss, Cohen & Everitt, over (1-pe)^2."""
    rows = worth @ joint.sum(axis=0)
    columns = joint.sum(axis=1) @ worth
    cell = worth * (1 - expected) - (rows[:, None] + columns[None, :]) * (1 - observed)
    return np.asarray(cell / (1 - expected) ** 2)


def _felt_in_order(table: Table, scale: tuple[int, ...], slope: Table) -> Vector:
    place = _places(table, scale)
    return np.asarray(slope[place[:, 0], place[:, 1]])
