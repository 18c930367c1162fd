"""Every evaluator's drift strip: all monitored readings of hers in order of time, across micro-credentials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from cairn.engines.measurement import minimums
from cairn.engines.measurement.drift import charts

Floats = NDArray[np.float64]

FALSE = 0.05
LASTING = 2.5


@dataclass(frozen=True, slots=True)
class Monitored:
    """One reading that can be compared: its evaluator, and her level less the expert's ("seed") or her co-reader's
    ("pair"), averaged over the criteria that both scored. `kind` may be narrower, such as "pair:reading-plan";
    `beside` is the co-reader, where she is known."""

    evaluator: str
    kind: str
    residual: float
    beside: str = ""


@dataclass(frozen=True, eq=False)
class Strip:
    """One evaluator's chart. `undefined` is "too_few" under 10 monitored readings, and then there are no alarms.

    `z` are recursive residuals: each reading less the mean of her earlier ones of its kind, in standard deviations. In
    control they are independent and standard normal whatever her usual severity, so that a severe evaluator does not
    count as a drifting one (Brown, Durbin and Evans 1975, Journal of the Royal Statistical Society B 37, 149-192).
    Above zero is lenient. `alarms` are all that the CUSUM sounded, started anew after each; `changed` is the likeliest
    place where the shift began that is still there, None if there is none, and `shift` its size in deviations. `sure`:
    it stands out even if one looks for the largest of all shifts that all evaluators' charts could have shown (5 %).
    """

    evaluator: str
    z: Floats
    cusum: charts.Cusum
    ewma: charts.Ewma
    beyond: tuple[int, ...]
    alarms: tuple[charts.Alarm, ...]
    changed: int | None
    shift: float | None
    sure: bool = False
    undefined: str = ""

    @property
    def alarm(self) -> charts.Alarm | None:
        """The last alarm in the direction of the shift that is still there, if any; the one to act on."""
        if self.shift is None:
            return None
        return next((each for each in reversed(self.alarms) if each.upward == (self.shift > 0)), None)

    @property
    def drifts(self) -> str:
        """ "lenient", "severe" or nothing."""
        return "" if self.alarm is None else "lenient" if self.alarm.upward else "severe"


def strips(readings: Sequence[Monitored]) -> tuple[Strip, ...]:
    """One strip an evaluator, in order of name; `readings` in order of time. Each kind is standardized by itself.

    A chart of hundreds of readings has false alarms (one in 168). An alarm counts as drift only while the readings show
    a step toward it that lasts to the end: half a deviation or more, and 2.5 standard errors.
    """
    owner = np.array([reading.evaluator for reading in readings])
    kind = np.array([reading.kind for reading in readings])
    residual = np.array([reading.residual for reading in readings], dtype=np.float64)
    scaled = np.zeros(len(readings))
    for each in np.unique(kind):
        scaled[kind == each] = charts.standardized(residual[kind == each], owner[kind == each])
    charts_of = {str(name): owner == name for name in np.unique(owner)}
    limit = float(ndtri(1 - FALSE / (2 * max(len(readings), 1))))
    return tuple(_strip(name, scaled[own], kind[own], limit) for name, own in charts_of.items())


def _strip(evaluator: str, scaled: Floats, kind: NDArray[np.str_], limit: float) -> Strip:
    z = np.zeros(len(scaled))
    for each in np.unique(kind):
        z[kind == each] = recursive(scaled[kind == each])
    told, average = charts.cusum(z), charts.ewma(z)
    if not minimums.enough("drift", len(z)):
        return Strip(evaluator, z, told, average, (), (), None, None, undefined="too_few")
    alarms, (changed, shift, strength) = _alarms(z), _step(scaled, kind)
    lasts = (
        abs(shift) >= charts.SLACK and strength >= LASTING and any(a.upward == (shift > 0) for a in alarms)
    )
    if not lasts:
        return Strip(evaluator, z, told, average, charts.shewhart(z), alarms, None, None)
    return Strip(evaluator, z, told, average, charts.shewhart(z), alarms, changed, shift, strength > limit)


def recursive(values: Floats) -> Floats:
    """Each value less the mean of those before it, scaled to the variance of one value; the first is zero."""
    earlier = np.arange(len(values))
    before = np.cumsum(values) - values
    mean = before / np.maximum(earlier, 1)
    return np.asarray(np.where(earlier > 0, (values - mean) * np.sqrt(earlier / (earlier + 1)), 0.0))


def _alarms(z: Floats) -> tuple[charts.Alarm, ...]:
    """All alarms of the CUSUM, started anew after each."""
    alarms: list[charts.Alarm] = []
    start = 0
    while start < len(z) and (sounded := charts.cusum(z[start:]).alarm) is not None:
        alarms.append(charts.Alarm(sounded.place + start, sounded.upward, sounded.began + start))
        start = alarms[-1].place + 1
    return tuple(alarms)


def _step(scaled: Floats, kind: NDArray[np.str_]) -> tuple[int, float, float]:
    """The likeliest place of one step in the mean that lasts to the end, its size in deviations, and how many standard
    errors that is (Hinkley 1970, Biometrika 57, 1-17). Kinds are centered, each by its own mean."""
    values = scaled.copy()
    for each in np.unique(kind):
        values[kind == each] -= values[kind == each].mean()
    n, before = len(values), np.arange(1, len(values))
    sums = np.cumsum(values)[:-1]
    steps = (values.sum() - sums) / (n - before) - sums / before
    strength = np.abs(steps) * np.sqrt(before * (n - before) / n)
    place = int(np.argmax(strength))
    return place + 1, float(steps[place]), float(strength[place])
