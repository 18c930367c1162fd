"""Numbers as they are kept: six digits, so that the same analysis has the same hash wherever it is computed."""

from __future__ import annotations

from typing import Any, Final

DIGITS: Final = 6


def rounded(analysis: dict[str, Any]) -> dict[str, Any]:
    """The analysis with every fraction rounded, and lists in the place of tuples, as JSON gives them back."""
    return {key: _rounded(value) for key, value in analysis.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, (list, tuple)) else value
