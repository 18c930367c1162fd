"""Intraclass correlations: which part of the variance of scores lies between submissions.

Names of McGraw & Wong 1996, Psychol. Methods 1:30: "1" any evaluators, "A" absolute agreement, "C" consistency; "1" or
"k" after the comma for one reading or the mean of k. Shrout & Fleiss 1979, Psychol. Bull. 86:420, number them 1, 2, 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.special import fdtri

from cairn.engines.measurement.bootstrap import percentile
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import figure
from cairn.engines.measurement.intervals import Interval
from cairn.engines.measurement.ratings import Ratings, Table

Form = Literal["1", "A,1", "C,1", "1,k", "A,k", "C,k"]
FORMS: tuple[Form, ...] = get_args(Form)
SHROUT_FLEISS: dict[str, Form] = dict(zip(("1,1", "2,1", "3,1", "1,k", "2,k", "3,k"), FORMS, strict=True))
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares of a complete table of n rows and k columns: rows, columns, residual, and within rows."""

    n: int
    k: float
    rows: float
    columns: float
    residual: float
    within: float


def icc(
    table: Table,
    *,
    form: Form = "A,1",
    k: float | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    rng: np.random.Generator | None = None,
) -> Estimate:
    """One intraclass correlation. Table: units x raters, NaN where missing; scores must be whole if any is missing.

    Complete tables: mean squares with the intervals of Shrout & Fleiss, those of k readings by Spearman-Brown (k = all
    columns unless given). Otherwise "1" takes the one-way analysis with unequal groups (Searle, Casella & McCulloch
    1992, Variance Components, ch. 3), with an approximate interval, and "A" and "C" the REML components, with an
    interval by bootstrap if `rng` is given.
    """
    name = f"ICC({form})"
    scores = np.asarray(table, dtype=float)
    if scores.ndim != 2:
        raise ValueError("Scores must be a table of units x raters.")
    given = np.isfinite(scores)
    many = given.sum(axis=1)
    n = int((many >= 2).sum())
    if not n:
        return undefined(name, "no_pairs" if given.any() else "no_data", level=level)
    if np.ptp(scores[given]) == 0:
        return undefined(name, "no_variance", n, level=level)
    if n < 2:
        return undefined(name, "too_few", n, level=level)
    complete = bool(given[many > 0].all())
    readings = k if k is not None else float(n / (1 / many[many >= 2]).sum())
    if not complete and not form.startswith("1"):
        return _from_components(name, scores, form, readings, n, level, draws, rng)
    squares = _complete(scores[many > 0]) if complete else _unequal(scores[many >= 2])
    value, interval = _single(squares, form[0], level)
    if form.endswith("k"):
        value, interval = _stepped_up(value, readings), _both(interval, readings)
    return figure(
        name,
        value,
        family="icc",
        n=n,
        interval=interval,
        bounds=(-np.inf, 1),
        level=level,
        bands="icc",
        cautions=(*(() if complete else ("approximate",)), *(("below_chance",) if value < 0 else ())),
        method="F",
    )


def _complete(scores: Table) -> _Squares:
    n, k = scores.shape
    by_row, by_column, mean = scores.mean(axis=1), scores.mean(axis=0), scores.mean()
    rows = k * float(((by_row - mean) ** 2).sum()) / (n - 1)
    columns = n * float(((by_column - mean) ** 2).sum()) / (k - 1)
    left = scores - by_row[:, None] - by_column[None, :] + mean
    residual = float((left**2).sum()) / ((n - 1) * (k - 1))
    within = float(((scores - by_row[:, None]) ** 2).sum()) / (n * (k - 1))
    return _Squares(n, k, rows, columns, residual, within)


def _unequal(scores: Table) -> _Squares:
    """The one-way analysis of groups of unequal size; `k` is the equal size that would give the same expectations."""
    many = np.isfinite(scores).sum(axis=1)
    total, n = many.sum(), len(scores)
    means, mean = np.nanmean(scores, axis=1), np.nanmean(scores)
    rows = float((many * (means - mean) ** 2).sum()) / (n - 1)
    within = float(np.nansum((scores - means[:, None]) ** 2)) / float(total - n)
    return _Squares(n, float((total - (many**2).sum() / total) / (n - 1)), rows, 0.0, 0.0, within)


def _single(squares: _Squares, kind: str, level: float) -> tuple[float, Interval]:
    """The correlation of single readings, with its interval by F; no interval where nothing is left to compare with."""
    n, k = squares.n, squares.k
    if kind == "A":
        return _agreement(squares, level)
    error, freedom = (squares.within, n * (k - 1)) if kind == "1" else (squares.residual, (n - 1) * (k - 1))
    value = (
        (squares.rows - error) / (squares.rows + (k - 1) * error) if squares.rows + error > 1e-12 else np.nan
    )
    if error < 1e-12:
        return value, (None, None)
    ratio, tail = squares.rows / error, (1 + level) / 2
    low = ratio / fdtri(n - 1, freedom, tail)
    high = ratio * fdtri(freedom, n - 1, tail)
    return value, (float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1)))


def _agreement(squares: _Squares, level: float) -> tuple[float, Interval]:
    n, k, rows, columns, error = squares.n, squares.k, squares.rows, squares.columns, squares.residual
    total = rows + (k - 1) * error + k * (columns - error) / n
    value = (rows - error) / total if total > 1e-12 else float("nan")
    if error < 1e-12 or np.isnan(value):
        return value, (None, None)
    f = columns / error
    rest = n * (1 + (k - 1) * value) - k * value
    freedom = (k - 1) * (n - 1) * (k * value * f + rest) ** 2 / ((n - 1) * (k * value * f) ** 2 + rest**2)
    tail, spread = (1 + level) / 2, k * columns + (k * n - k - n) * error
    up, down = fdtri(n - 1, freedom, tail), fdtri(freedom, n - 1, tail)
    low = n * (rows - up * error) / (up * spread + n * rows)
    high = n * (down * rows - error) / (spread + n * down * rows)
    return value, (float(low), float(high))


def _stepped_up(value: float, k: float) -> float:
    """Spearman-Brown: from one reading to the mean of k. NaN at its pole."""
    under = 1 + (k - 1) * value
    return k * value / under if under > 1e-9 else float("nan")


def _both(interval: Interval, k: float) -> Interval:
    low, high = interval
    return (None, None) if low is None or high is None else (_stepped_up(low, k), _stepped_up(high, k))


def _from_components(
    name: str,
    scores: Table,
    form: Form,
    k: float,
    n: int,
    level: float,
    draws: int,
    rng: np.random.Generator | None,
) -> Estimate:
    from cairn.engines.measurement.components import components

    parts = components(_as_ratings(scores))
    if parts.undefined:
        return undefined(name, parts.undefined, n, level=level)
    divisor = k if form.endswith("k") else 1.0
    value = _share(parts.values[None], form, divisor)[0]
    samples = parts.draws(draws, rng) if rng is not None else np.empty((0, len(parts.values)))
    few = tuple(key for key in parts.cautions if key != "below_minimum")
    return figure(
        name,
        float(value),
        family="icc",
        n=n,
        interval=percentile(_share(samples, form, divisor), level),
        bounds=(0, 1),
        level=level,
        bands="icc",
        cautions=("from_components", *few, *(("boundary",) if value == 0 else ())),
        method=f"bootstrap, {draws} draws",
    )


def _share(values: Table, form: Form, divisor: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    from cairn.engines.measurement.components import EFFECTS

    between, evaluator, rest = (
        values[:, EFFECTS.index(key)] for key in ("submission", "evaluator", "residual")
    )
    error = (rest + evaluator if form.startswith("A") else rest) / divisor
    total = between + error
    return np.divide(between, total, out=np.full_like(total, np.nan), where=total > 0)


def _as_ratings(scores: Table) -> Ratings:
    unit, rater = np.nonzero(np.isfinite(scores))
    given = scores[unit, rater]
    whole = np.rint(given).astype(np.intp)
    if (whole != given).any():
        raise ValueError("Where scores are missing, the others must be whole ranks.")
    return Ratings(
        unit=unit,
        rater=rater,
        item=np.zeros(len(unit), dtype=np.intp),
        score=whole,
        scale=tuple(range(int(whole.min()), int(whole.max()) + 1)),
        units=tuple(map(str, range(scores.shape[0]))),
        raters=tuple(map(str, range(scores.shape[1]))),
        items=("",),
    )
