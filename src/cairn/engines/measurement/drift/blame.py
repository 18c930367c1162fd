"""Who of two readers moved: a pair's residual tells of both, so what a co-reader is like, or became, is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np

from cairn.engines.measurement.drift.strips import Monitored, Strip, strips


def untangled(readings: Sequence[Monitored]) -> tuple[Strip, ...]:
    """One strip an evaluator, as `strips` makes them, for readings that say whom they were read `beside`.

    Residuals are first freed of the co-reader's usual severity, or meeting a severe one late would look like drift.
    Then whoever read beside one who drifts is not blamed for her: the strongest is taken first, and what others gave
    beside her since is left out of theirs.
    """
    leveled = _leveled(readings)
    moved: dict[str, int] = {}
    while True:
        kept = [place for place, each in enumerate(leveled) if not _beside_one_who_moved(each, place, moved)]
        made = strips([leveled[place] for place in kept])
        found = max(
            (each for each in made if each.drifts and each.evaluator not in moved), key=_weight, default=None
        )
        if found is None or found.changed is None:
            return made
        own = [place for place in kept if leveled[place].evaluator == found.evaluator]
        moved[found.evaluator] = own[found.changed]


def _beside_one_who_moved(one: Monitored, place: int, moved: dict[str, int]) -> bool:
    return one.beside in moved and one.evaluator not in moved and place >= moved[one.beside]


def _weight(strip: Strip) -> float:
    """How much the shift stands out, in standard errors."""
    before, size = strip.changed or 0, len(strip.z)
    return abs(strip.shift or 0.0) * sqrt(before * (size - before) / size)


def _leveled(readings: Sequence[Monitored]) -> list[Monitored]:
    """The readings with each co-reader's usual severity added back, estimated from all pairs by least squares."""
    pairs = [each for each in readings if each.beside]
    names = sorted({each.evaluator for each in pairs} | {each.beside for each in pairs})
    if not names:
        return list(readings)
    place = {name: column for column, name in enumerate(names)}
    design, rows = np.zeros((len(pairs), len(names))), np.arange(len(pairs))
    design[rows, [place[each.evaluator] for each in pairs]] = 1
    design[rows, [place[each.beside] for each in pairs]] = -1
    level = np.linalg.lstsq(design, np.array([each.residual for each in pairs]), rcond=None)[0]
    return [
        replace(each, residual=each.residual + float(level[place[each.beside]])) if each.beside else each
        for each in readings
    ]
