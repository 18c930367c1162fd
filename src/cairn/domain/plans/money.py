"""Sums as a sentence names them."""

from __future__ import annotations


def dollars(cents: int) -> str:
    """$200, or $199.50."""
    return f"${cents // 100:,}" if cents % 100 == 0 else f"${cents // 100:,}.{cents % 100:02}"
