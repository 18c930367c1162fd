"""Agreement within a group of three or more about the same work: for anchors and panels, not for double reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Literal

import numpy as np

from cairn.engines.measurement.counting import Vector, counts
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import figure
from cairn.engines.measurement.intervals import Interval, around
from cairn.engines.measurement.minimums import MINIMUMS
from cairn.engines.measurement.ratings import Table

Null = Literal["uniform", "slight skew"]

# LeBreton & Senter 2008, table 2: the variance of a slightly skewed null by the number of levels.
SLIGHT_SKEW = {5: 1.34, 6: 1.85, 7: 2.90, 8: 3.47, 9: 5.66, 10: 6.30, 11: 7.31}
# The null behind the first of them (James, Demaree & Wolf 1984), which smaller scales inherit by equal parts.
FIVE_LEVELS = (0.05, 0.15, 0.20, 0.35, 0.25)


def null_variance(levels: int, null: Null) -> float:
    """What the variance would be if evaluators answered at random: evenly, or leaning a little to the high levels.

    ValueError for fewer than two levels, or a skewed null of more than eleven.
    """
    if levels < 2 or (null == "slight skew" and levels > max(SLIGHT_SKEW)):
        raise ValueError(f"There is no {null} null for {levels} levels.")
    if null == "uniform":
        return (levels**2 - 1) / 12
    if levels in SLIGHT_SKEW:
        return SLIGHT_SKEW[levels]
    edges = np.linspace(0, 1, levels + 1)
    below = np.interp(edges, np.linspace(0, 1, 6), np.concatenate([[0], np.cumsum(FIVE_LEVELS)]))
    shares, ranks = np.diff(below), np.arange(levels)
    return float(shares @ ranks**2 - (shares @ ranks) ** 2)


def rwg(table: Table, scale: tuple[int, ...], *, null: Null = "uniform", level: float = 0.95) -> Estimate:
    """1 - s2/sigma2, the mean over works; not cut off at zero. James, Demaree & Wolf 1984, J. Appl. Psychol. 69:85.

    Table: works x evaluators, NaN where missing; works with fewer than three scores are left out. n counts works.
    """
    name = f"rWG ({null})"
    scores, reason = _groups(table, scale)
    if reason:
        return undefined(name, reason, level=level)
    values = 1 - np.nanvar(scores, axis=1, ddof=1) / null_variance(len(scale), null)
    return _mean(name, values, level, _keys(scale, null))


def rwg_j(
    tables: Sequence[Table], scale: tuple[int, ...], *, null: Null = "uniform", level: float = 0.95
) -> Estimate:
    """rWG(J) over J criteria of the same works, the mean over works. One table of works x evaluators a criterion.

    James, Demaree & Wolf 1984. Where the mean variance exceeds the null's, the formula leaves its range; r*WG(J) of
    Lindell, Brandt & Whitney 1999, Appl. Psychol. Meas. 23:127, which meets it at zero, stands there instead.
    """
    ratio, reason = _mean_ratio(tables, scale, null)
    if reason:
        return undefined(f"rWG(J) ({null})", reason, level=level)
    many, share = len(tables), 1 - ratio
    values = np.where(share >= 0, many * share / (many * share + ratio), share)
    return _mean(
        f"rWG(J) ({null})", values, level, (*_keys(scale, null), *(("many_items",) if many > 1 else ()))
    )


def rwg_star(
    tables: Sequence[Table], scale: tuple[int, ...], *, null: Null = "uniform", level: float = 0.95
) -> Estimate:
    """r*WG(J), which does not rise with J. Lindell, Brandt & Whitney 1999, Appl. Psychol. Meas. 23:127."""
    ratio, reason = _mean_ratio(tables, scale, null)
    if reason:
        return undefined(f"r*WG(J) ({null})", reason, level=level)
    return _mean(f"r*WG(J) ({null})", 1 - ratio, level, _keys(scale, null))


def average_deviation(table: Table, scale: tuple[int, ...], *, level: float = 0.95) -> Estimate:
    """The mean distance of scores from their work's mean, in levels; the mean over works.

    Burke, Finkelstein & Dusig 1999, Organizational Research Methods 2:49. The band says whether it keeps to a sixth of
    the number of levels (Burke & Dunlap 2002, ibid. 5:159).
    """
    name, limit = "Average deviation", len(scale) / 6
    scores, reason = _groups(table, scale)
    if reason:
        return undefined(name, reason, level=level)
    values = np.nanmean(np.abs(scores - np.nanmean(scores, axis=1, keepdims=True)), axis=1)
    made = _mean(name, values, level, (), bounds=(0, np.inf), bands="")
    kept = made.value is not None and made.value <= limit + 1e-9
    return replace(made, band=f"{'within' if kept else 'beyond'} the limit of {limit:.2f}")


def _groups(table: Table, scale: tuple[int, ...]) -> tuple[Table, str]:
    told = counts(table, scale)
    if len(scale) < 2:
        return np.empty((0, 0)), "two_levels"
    enough = told.sum(axis=1) >= MINIMUMS["within_group"].n
    return np.asarray(table, dtype=float)[enough], "" if enough.any() else "too_few"


def _mean_ratio(tables: Sequence[Table], scale: tuple[int, ...], null: Null) -> tuple[Vector, str]:
    """For each work with three scores on every criterion: the mean variance over that of the null."""
    if not tables:
        return np.empty(0), "no_data"
    if len({np.shape(table) for table in tables}) != 1:
        raise ValueError(
            "There must be one table for each criterion, all with the same works and evaluators."
        )
    if len(scale) < 2:
        return np.empty(0), "two_levels"
    least = np.min([counts(table, scale).sum(axis=1) for table in tables], axis=0)
    enough = least >= MINIMUMS["within_group"].n
    if not enough.any():
        return np.empty(0), "too_few"
    variances = [np.nanvar(np.asarray(table, dtype=float)[enough], axis=1, ddof=1) for table in tables]
    return np.mean(variances, axis=0) / null_variance(len(scale), null), ""


def _keys(scale: tuple[int, ...], null: Null) -> tuple[str, ...]:
    return ("own_null",) if null == "slight skew" and len(scale) not in SLIGHT_SKEW else ()


def _mean(
    name: str,
    values: Vector,
    level: float,
    keys: tuple[str, ...],
    *,
    bounds: tuple[float, float] = (-np.inf, 1),
    bands: str = "within_group",
) -> Estimate:
    n, value = len(values), float(values.mean())
    interval: Interval = (None, None)
    if n > 1:
        interval = around(value, float(values.std(ddof=1)) / sqrt(n), level, freedom=n - 1)
    low = (*keys, "below_zero") if value < 0 else keys
    return figure(
        name,
        value,
        n=n,
        interval=interval,
        bounds=bounds,
        level=level,
        bands=bands,
        cautions=low,
        method="Student's t over works",
    )
