"""Civil dates in words, since nothing on a page that anybody may open anywhere knows its reader's own way."""

from __future__ import annotations

from datetime import date


def spoken(day: str) -> str:
    """An ISO 8601 date such as `2026-11-22` as “November 22, 2026”; what is no date stays as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found:%B} {found.day}, {found.year}"
