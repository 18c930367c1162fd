"""Keeping what finding knows as the catalog is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.catalog.queries import startable
from cairn.domain.finding import operations, queries
from cairn.domain.stacks.queries import belongings
from cairn.workflows import recognizing

AT_ONCE = 1_000


def reindex(*, at: datetime) -> int:
    """Make the index anew from what is offered; the number of entries. Safe to repeat."""
    return operations.reindex(at=at)


def index_if_missing(*, at: datetime) -> None:
    """Make the index where it is missing or does not hold what is offered, as after an upgrade."""
    if not queries.is_whole():
        operations.reindex(at=at)


def follow_stacks(*, at: datetime) -> int:
    """Let finding know what the stacks that the public sees are made of; how many were told anew. Safe to repeat."""
    return operations.note_stacks(belongings=belongings(), at=at)


@transaction.atomic
def revalue(*, at: datetime) -> int:
    """Say anew what an award is worth where rules have changed since, as after an upgrade; how many. Safe to repeat."""
    changed = 0
    # Whatever is shown of editions is not needed here, and there may be a hundred thousand.
    rows = startable().select_related(None).select_related("organization").order_by("pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        if not recognizing.is_valued(row, on=recognizing.day_of(row, at)):
            recognizing.project(micro_credential=row, by=None, at=at)
            operations.index(micro_credential=row, at=at)
            changed += 1
    return changed
