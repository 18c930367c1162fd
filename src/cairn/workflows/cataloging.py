"""Keeping what finding knows as the catalog is."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.finding import operations, queries


def reindex(*, at: datetime) -> int:
    """Make the index anew from what is offered; the number of entries. Safe to repeat."""
    return operations.reindex(at=at)


def index_if_missing(*, at: datetime) -> None:
    """Make the index where it is missing or does not hold what is offered, as after an upgrade."""
    if not queries.is_whole():
        operations.reindex(at=at)
