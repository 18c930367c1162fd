"""One way of turning a computed number into an estimate: minimum, band and interval are treated alike everywhere."""

from __future__ import annotations

from math import isfinite

from cairn.engines.measurement.bands import band
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.intervals import Interval
from cairn.engines.measurement.minimums import caution

PREVALENT = 0.8


def figure(
    name: str,
    value: float,
    *,
    family: str = "",
    n: int,
    interval: Interval = (None, None),
    bounds: tuple[float, float] = (-1.0, 1.0),
    level: float = 0.95,
    se: float | None = None,
    bands: str = "",
    cautions: tuple[str, ...] = (),
    method: str = "",
) -> Estimate:
    """An estimate with the caution that `family` has for n, cut to `bounds`, and with a band only on enough data.

    An interval without width says nothing about the population (all drawn alike), so none is given then.
    """
    if not isfinite(value):
        return undefined(name, "not_defined", n, level=level)
    ends = _cut(interval, bounds)
    few = caution(family, n) if family else ()
    keys = (*few, *cautions, *(() if ends[0] is not None else ("no_interval",)))
    label = band(bands, value) if bands and not few else ""
    shown = method if ends[0] is not None else ""
    known = se if ends[0] is not None else None
    return Estimate(name, value, *ends, n, level, "", keys, label, known, shown)


def _cut(interval: Interval, bounds: tuple[float, float]) -> Interval:
    low, high = interval
    if low is None or high is None or not (isfinite(low) and isfinite(high)) or high - low < 1e-12:
        return None, None
    return max(low, bounds[0]), min(high, bounds[1])
