"""Keeping what finding knows as the catalog is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.catalog.queries import startable, valued_otherwise
from cairn.domain.finding import operations, queries
from cairn.domain.outbox.operations import put
from cairn.domain.policies.operations.versions import CHANNEL as CHANNEL
from cairn.domain.stacks.queries import belongings
from cairn.workflows import recognizing

AT_ONCE = 1_000
A_ROUND = 50
"""So many are told anew in one transaction of the worker, for whoever else wants to write."""


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
def revalue(*, at: datetime, most: int | None = None) -> int:
    """Say anew what an award is worth where rules have changed, or have begun or ended with the day; how many.

    `most` are done at once. Safe to repeat, and one question for each time zone where nothing has changed.
    """
    zones = startable().order_by().values_list("organization__time_zone", flat=True).distinct()
    changed = 0
    for zone in zones:
        told = recognizing.worths(on=at.astimezone(ZoneInfo(zone)).date())
        rows = valued_otherwise(startable().filter(organization__time_zone=zone), told).order_by("pk")
        left = None if most is None else most - changed
        # Whatever is shown of editions is not needed here, and there may be a hundred thousand.
        for row in rows.select_related(None).select_related("organization")[:left].iterator(AT_ONCE):
            recognizing.project(micro_credential=row, by=None, at=at)
            operations.index(micro_credential=row, at=at)
            changed += 1
    return changed


def follow_rules(*, at: datetime, turn: int = 0) -> None:
    """Rules came into use or went out of it: say anew what awards are worth, `A_ROUND` in a turn of the worker."""
    if revalue(at=at, most=A_ROUND) == A_ROUND:
        told = {"turn": turn + 1}
        put(event=f"rules:{at.isoformat()}:{turn}", recipient="catalog", channel=CHANNEL, at=at, payload=told)


def catch_up(*, at: datetime) -> int:
    """What the worker does every hour: let the catalog say what is so today; how many it changed, `A_ROUND` at most.

    Stacks are followed when they change; that is done here too for an index that was told by an earlier Cairn.
    """
    return follow_stacks(at=at) + revalue(at=at, most=A_ROUND)
