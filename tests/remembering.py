"""Worlds that are walked once in a process, and from then on laid down row by row, which is a hundred times faster."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction

from cairn.domain.evidence.models import StoredFile
from cairn.domain.finding import operations as finding
from cairn.workflows import neighbors

T = TypeVar("T")
OURS = ("cairn.", "allauth.")


@dataclass(frozen=True, slots=True)
class _Memory:
    """The rows of every table, the files they speak of, and what the builder gave back."""

    tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    files: dict[str, bytes]
    result: bytes


def remembered(build: Callable[[], T]) -> Callable[[], T]:
    """Call `build` once; every later call lays down the rows it left, and gives a copy of what it gave.

    The database must be empty at every call.
    """
    memories: list[_Memory] = []

    @wraps(build)
    def remember() -> T:
        if memories:
            _lay_down(memories[0])
        else:
            result = build()
            memories.append(_Memory(_rows(), _files(), pickle.dumps(result)))
        copy: T = pickle.loads(memories[0].result)
        return copy

    return remember


def _rows() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    tables = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model.__module__.startswith(OURS):
                continue
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {name} ORDER BY 1")
            if rows := cursor.fetchall():
                tables[name] = ([column[0] for column in cursor.description], rows)
    return tables


def _files() -> dict[str, bytes]:
    store = neighbors.store()
    keys = StoredFile.objects.values_list("store_key", flat=True)
    return {key: b"".join(store.open(key)) for key in keys if store.exists(key)}


def _lay_down(memory: _Memory) -> None:
    # In one transaction, so that foreign keys are looked at when every table is filled.
    with transaction.atomic(), connection.cursor() as cursor:
        for name, (columns, rows) in memory.tables.items():
            listed = ", ".join(connection.ops.quote_name(column) for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {name} ({listed}) VALUES ({marks})", rows)
    store = neighbors.store()
    for key, data in memory.files.items():
        if not store.exists(key):
            store.put(key, [data])
    # The one table that belongs to no model.
    finding.refill_texts(at=datetime.now(UTC))
