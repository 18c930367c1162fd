"""Every evaluator's drift strip: all monitored readings of hers in order of time, across micro-credentials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement import minimums
from cairn.engines.measurement.drift import charts


@dataclass(frozen=True, slots=True)
class Monitored:
    """One reading that can be compared: its evaluator, and her level less the expert's ("seed") or her co-reader's
    ("pair"), averaged over the criteria that both scored. `kind` may be narrower, such as "pair:reading-plan"."""

    evaluator: str
    kind: str
    residual: float


@dataclass(frozen=True, eq=False)
class Strip:
    """One evaluator's chart. `undefined` is "too_few" under 10 monitored readings, and then there are no alarms.

    `z` are standardized residuals; above zero is lenient. `changed` is the likeliest place where a shift began.
    """

    evaluator: str
    z: NDArray[np.float64]
    cusum: charts.Cusum
    ewma: charts.Ewma
    beyond: tuple[int, ...]
    changed: int | None
    undefined: str = ""

    @property
    def alarm(self) -> charts.Alarm | None:
        """The alarm of the CUSUM, which is the one that is acted on; the other charts are shown beside it."""
        return None if self.undefined else self.cusum.alarm

    @property
    def drifts(self) -> str:
        """ "lenient", "severe" or nothing."""
        return "" if self.alarm is None else "lenient" if self.alarm.upward else "severe"


def strips(readings: Sequence[Monitored]) -> tuple[Strip, ...]:
    """One strip an evaluator, in order of name; `readings` in order of time. Each kind is standardized by itself."""
    owner = np.array([reading.evaluator for reading in readings])
    kind = np.array([reading.kind for reading in readings])
    residual = np.array([reading.residual for reading in readings], dtype=np.float64)
    z = np.zeros(len(readings))
    for each in np.unique(kind):
        z[kind == each] = charts.standardized(residual[kind == each], owner[kind == each])
    return tuple(_strip(str(name), z[owner == name]) for name in np.unique(owner))


def _strip(evaluator: str, z: NDArray[np.float64]) -> Strip:
    told, average = charts.cusum(z), charts.ewma(z)
    few = "" if minimums.enough("drift", len(z)) else "too_few"
    changed = charts.change_point(z, told.alarm.place) if told.alarm and not few else None
    return Strip(evaluator, z, told, average, () if few else charts.shewhart(z), changed, few)
