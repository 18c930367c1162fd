"""From several experts' ranks to one agreed rank; pure."""

from __future__ import annotations

from collections.abc import Sequence


def agreed_rank(ranks: Sequence[int]) -> int:
    """The lower median: no key claims more than the middle expert saw."""
    return sorted(ranks)[(len(ranks) - 1) // 2]


def spread(ranks: Sequence[int]) -> int:
    """The average deviation from the mean in hundredths of a level, rounded up.

    AD_M of Burke, Finkelstein & Dusig (1999), On average deviation indices for estimating interrater agreement,
    Organizational Research Methods 2, 49-68; exact in whole numbers.
    """
    count, total = len(ranks), sum(ranks)
    deviations = sum(abs(rank * count - total) for rank in ranks)
    return -(-100 * deviations // count**2)
