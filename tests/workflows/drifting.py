"""Invented readings beside co-readers, for charts of drift: what somebody gave is drawn, and a shift is planted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import numpy as np

from cairn.domain.validity.queries import Compared


def invented(
    shifts: Mapping[int, float], *, until: datetime, before: int = 30, after: int = 25, seed: int = 5
) -> list[Compared]:
    """For each evaluator (by key) so many seeds before a shift of so many standard deviations, and after it."""
    rng = np.random.default_rng(seed)
    begins = until - timedelta(hours=before + after)
    rows = []
    for evaluator, shift in shifts.items():
        drawn = rng.normal(0, 0.4, before + after)
        drawn[before:] += 0.4 * shift
        for place, residual in enumerate(drawn):
            at = begins + timedelta(hours=place)
            rows.append(Compared(at, at, evaluator, "seed:4", float(residual), None))
    return sorted(rows)
