"""Intervals that several statistics use."""

from __future__ import annotations

from math import atanh, sqrt, tanh

from scipy.special import ndtri, stdtrit

Interval = tuple[float | None, float | None]


def wilson(share: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share of n. Wilson 1927, J. Am. Stat. Assoc. 22:209; Newcombe 1998, method 3."""
    z = float(ndtri((1 + level) / 2))
    middle = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + z * z / n)), min(1.0, (middle + reach) / (1 + z * z / n))


def around(
    value: float, se: float, level: float = 0.95, *, freedom: float | None = None
) -> tuple[float, float]:
    """Value plus and minus a normal quantile of standard errors, or one of Student's t with `freedom` degrees."""
    tail = (1 + level) / 2
    reach = float(ndtri(tail) if freedom is None else stdtrit(freedom, tail)) * se
    return value - reach, value + reach


def of_correlation(r: float, n: int, level: float = 0.95) -> Interval:
    """Fisher's z interval of a correlation of n pairs (Fisher 1921, Metron 1:3)."""
    if n <= 3 or abs(r) >= 1:
        return None, None
    low, high = around(atanh(r), 1 / sqrt(n - 3), level)
    return tanh(low), tanh(high)
