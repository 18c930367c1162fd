"""Control charts of one evaluator's residuals. Montgomery, Introduction to Statistical Quality Control (6th edition,
2009), chapter 9. Residuals above zero are lenient, below zero severe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

SLACK, LIMIT = 0.5, 4.0
SIGMAS = 3.0
MEMORY, EWMA_SIGMAS = 0.1, 2.7


class Alarm(NamedTuple):
    """Where a chart sounded (a residual's place, from 0), whether up, and where its run away from zero began."""

    place: int
    upward: bool
    began: int


@dataclass(frozen=True, eq=False)
class Cusum:
    """Both sums after each residual, how many residuals each has been above zero, and the first alarm, if any."""

    upper: Floats
    lower: Floats
    runs_upper: Whole
    runs_lower: Whole
    alarm: Alarm | None


@dataclass(frozen=True, eq=False)
class Ewma:
    """The moving average, its limits at each place (plus and minus), and the first alarm, if any."""

    average: Floats
    limits: Floats
    alarm: Alarm | None


def cusum(z: ArrayLike, *, k: float = SLACK, h: float = LIMIT) -> Cusum:
    """The two-sided tabular CUSUM of standardized residuals. It sounds where a sum first exceeds h.

    The change is dated to the residual after which that sum was last zero.
    """
    values = _series(z)
    upper, runs_upper = _sum(values - k)
    lower, runs_lower = _sum(-values - k)
    alarms = [
        Alarm(place, upward, place - int(runs[place]) + 1)
        for upward, total, runs in ((True, upper, runs_upper), (False, lower, runs_lower))
        for place in np.flatnonzero(total > h)[:1].tolist()
    ]
    return Cusum(upper, lower, runs_upper, runs_lower, min(alarms, default=None))


def shewhart(z: ArrayLike, *, sigmas: float = SIGMAS) -> tuple[int, ...]:
    """The places of residuals beyond so many standard deviations."""
    return tuple(np.flatnonzero(np.abs(_series(z)) > sigmas).tolist())


def ewma(z: ArrayLike, *, memory: float = MEMORY, sigmas: float = EWMA_SIGMAS) -> Ewma:
    """The exponentially weighted moving average with exact limits; the change is dated to the last crossing of zero
    (Nishina 1992, Quality and Reliability Engineering International 8, 537-541)."""
    values = _series(z)
    average, last = np.empty(len(values)), 0.0
    for place, value in enumerate(values):
        last = memory * value + (1 - memory) * last
        average[place] = last
    steps = np.arange(1, len(values) + 1)
    limits = sigmas * np.sqrt(memory / (2 - memory) * (1 - (1 - memory) ** (2 * steps)))
    beyond = np.flatnonzero(np.abs(average) > limits)
    if not len(beyond):
        return Ewma(average, limits, None)
    place = int(beyond[0])
    upward = bool(average[place] > 0)
    other = np.flatnonzero((average[:place] > 0) != upward)
    return Ewma(average, limits, Alarm(place, upward, int(other[-1]) + 1 if len(other) else 0))


def change_point(z: ArrayLike, alarm: int) -> int:
    """The most likely place of the first residual after a lasting shift, given that a chart sounded at `alarm`.

    Maximum likelihood for a step of a normal mean from zero: Samuel, Pignatiello and Calvin (1998), Quality
    Engineering 10(3), 521-527.
    """
    values = _series(z)[: alarm + 1]
    sums = np.cumsum(values[::-1])[::-1]
    return int(np.argmax(sums**2 / np.arange(len(values), 0, -1)))


def first_alarms(z: Floats, *, k: float = SLACK, h: float = LIMIT) -> tuple[Whole, Whole]:
    """Rows x residuals to the place of each row's first upward and first downward alarm, -1 where there is none."""
    told = np.full((2, len(z)), -1, dtype=np.intp)
    sums = np.zeros((2, len(z)))
    for place, column in enumerate(np.ascontiguousarray(z.T)):
        sums = np.maximum(0.0, sums + np.stack([column, -column]) - k)
        told[(sums > h) & (told < 0)] = place
    return told[0], told[1]


def standardized(residuals: ArrayLike, owner: ArrayLike) -> Floats:
    """Residuals of one kind, in order of time, in standard deviations around zero.

    The deviation comes from successive differences within each owner, so that a shift does not hide itself by widening
    it (von Neumann 1941, Annals of Mathematical Statistics 12, 367-395). All zero if nobody's residuals ever differ.
    """
    values, owners = _series(residuals), np.asarray(owner)
    if values.shape != owners.shape:
        raise ValueError("There must be one owner for each residual.")
    order = np.argsort(owners, kind="stable")
    steps, same = np.diff(values[order]), owners[order][1:] == owners[order][:-1]
    spread = np.sqrt((steps[same] ** 2).mean() / 2) if same.any() else 0.0
    return values / spread if spread > 0 else np.zeros_like(values)


def _series(z: ArrayLike) -> Floats:
    values = np.asarray(z, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all():
        raise ValueError("A chart takes one row of residuals, none of them missing.")
    return values


def _sum(steps: Floats) -> tuple[Floats, Whole]:
    totals, runs, total, run = np.zeros(len(steps)), np.zeros(len(steps), dtype=np.intp), 0.0, 0
    for place, step in enumerate(steps):
        total = max(0.0, total + step)
        run = run + 1 if total > 0 else 0
        totals[place], runs[place] = total, run
    return totals, runs
