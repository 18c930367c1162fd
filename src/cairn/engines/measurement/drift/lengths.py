"""How long a CUSUM takes to sound: average run lengths, and the chance of an alarm within so many residuals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from cairn.engines.measurement.drift.charts import LIMIT, SLACK

STATES = 201


def run_length(shift: float, *, k: float = SLACK, h: float = LIMIT, sided: int = 2) -> float:
    """How many residuals pass on average until the alarm, after a shift of so many standard deviations.

    Brook and Evans (1972), Biometrika 59, 539-549, with 201 states; the two-sided length combines both sums by
    1/L = 1/L+ + 1/L- (van Dobben de Bruyn 1968; Montgomery 2009, chapter 9).
    """
    up = _one_sided(shift, k, h)
    return up if sided == 1 else 1 / (1 / up + 1 / _one_sided(-shift, k, h))


def siegmund(shift: float, *, k: float = SLACK, h: float = LIMIT, sided: int = 2) -> float:
    """Siegmund's approximation of the same (1985, Sequential Analysis; Montgomery 2009, chapter 9)."""

    def one(delta: float) -> float:
        b = h + 1.166
        if abs(delta) < 1e-12:
            return b * b
        return float((np.exp(-2 * delta * b) + 2 * delta * b - 1) / (2 * delta**2))

    up = one(shift - k)
    return up if sided == 1 else 1 / (1 / up + 1 / one(-shift - k))


def alarm_chance(
    residuals: int, shift: float, *, k: float = SLACK, h: float = LIMIT, sided: int = 2
) -> float:
    """The chance of an alarm within so many residuals, by the same chain. Two-sided: as if the sums were independent,
    which errs by less than a hundredth, since hardly ever are both far from zero."""

    def quiet(by: float) -> float:
        chain, states = _chain(by, k, h), np.eye(1, STATES)
        for _ in range(residuals):
            states = states @ chain
        return float(states.sum())

    return 1 - quiet(shift) * (quiet(-shift) if sided == 2 else 1.0)


def _one_sided(shift: float, k: float, h: float) -> float:
    chain = _chain(shift, k, h)
    return float(np.linalg.solve(np.eye(STATES) - chain, np.ones(STATES))[0])


def _chain(shift: float, k: float, h: float) -> NDArray[np.float64]:
    """The chances of going from each state of the sum to each other; the first state is zero, none is the alarm."""
    width = 2 * h / (2 * STATES - 1)
    states = np.arange(STATES)
    step = (states[None, :] - states[:, None]) * width + k - shift
    upper = ndtr(step + width / 2)
    lower = ndtr(step - width / 2)
    lower[:, 0] = 0.0
    return np.asarray(upper - lower)
