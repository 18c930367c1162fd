"""What tests walk on: a small stage of the named cast, and the roads of `cairn.demo.walking`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from cairn.demo.stage import Stage, set_up
from cairn.domain.catalog.models import Edition
from cairn.domain.finding import operations as finding
from cairn.domain.people.models import Organization, Person

LONG_AGO = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = ("morning-meeting", "exit-tickets", "wait-time")


@dataclass(frozen=True)
class _Snapshot:
    """The rows that setting the stage once wrote, by table, and where its people and things stand in them."""

    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    people: dict[str, int]
    organizations: dict[str, int]
    editions: dict[str, int]


_taken: list[_Snapshot] = []


def staged() -> Stage:
    """The small stage as of `LONG_AGO`; walked once in a process, then laid down again row by row, which is faster."""
    if not _taken:
        stage = set_up(at=LONG_AGO, only=SMALL, named=True)
        _taken.append(_take(stage))
        return stage
    snapshot = _taken[0]
    _lay_down(snapshot)
    people, places = Person.objects.in_bulk(), Organization.objects.in_bulk()
    editions = Edition.objects.select_related("micro_credential__organization").in_bulk()
    return Stage(
        people={key: people[pk] for key, pk in snapshot.people.items()},
        organizations={key: places[pk] for key, pk in snapshot.organizations.items()},
        editions={key: editions[pk] for key, pk in snapshot.editions.items()},
    )


def _take(stage: Stage) -> _Snapshot:
    tables = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model.__module__.startswith(("cairn.", "allauth.")):
                continue
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {name} ORDER BY 1")
            if rows := cursor.fetchall():
                tables[name] = ([column[0] for column in cursor.description], rows)
    return _Snapshot(
        tables=tables,
        people={key: row.pk for key, row in stage.people.items()},
        organizations={key: row.pk for key, row in stage.organizations.items()},
        editions={key: row.pk for key, row in stage.editions.items()},
    )


def _lay_down(snapshot: _Snapshot) -> None:
    # In one transaction, so that foreign keys are looked at when every table is filled.
    with transaction.atomic(), connection.cursor() as cursor:
        for name, (columns, rows) in snapshot.tables.items():
            listed = ", ".join(connection.ops.quote_name(column) for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {name} ({listed}) VALUES ({marks})", rows)
    # The one table that belongs to no model.
    finding.refill_texts(at=LONG_AGO)


@pytest.fixture
def stage(db: None) -> Stage:
    """The named cast and three micro-credentials, set up on `LONG_AGO`; nobody has begun anything."""
    return staged()
