"""Roads that are walked once in a run of the tests; from then on what they changed is laid down: much faster."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from cairn.domain.finding import operations as finding
from cairn.workflows import neighbors

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[Any, ...]
Rows = Mapping[Any, Row]
Tables = Mapping[str, Rows]
OURS = ("cairn.", "allauth.", "django.contrib.sessions.")


@dataclass(frozen=True, slots=True)
class _Memory:
    """What a road changed: rows by table and key (None where one was removed), files, and what it gave back.

    Signing keys lie in files of their own, sealed as they are in earnest.
    """

    rows: Mapping[str, Mapping[Any, Row | None]]
    files: Mapping[str, bytes]
    keys: Mapping[str, bytes]
    result: bytes


def remembered(walk: Callable[P, T]) -> Callable[P, T]:
    """Walk once from each place, then lay down what that changed, and give a copy of what it gave.

    The place is the whole content of the database, and whatever else `walk` is told. Processes of one run that
    come to the same place share what one of them walked.
    """
    memories: dict[str, _Memory] = {}

    @wraps(walk)
    def remember(*told: P.args, **named: P.kwargs) -> T:
        def walked() -> _Memory:
            old = _keys()
            result = walk(*told, **named)
            new = {name: data for name, data in _keys().items() if name not in old}
            return _Memory(_changed(before, rows_of_all()), _files(), new, pickle.dumps(result))

        before = rows_of_all()
        place = _place(before) + repr((walk.__module__, walk.__qualname__, told, named))
        memory, fresh = (memories[place], False) if place in memories else _shared(place, walked)
        memories[place] = memory
        if not fresh:
            _lay_down(memory, before)
        copy: T = pickle.loads(memory.result)
        return copy

    return remember


def _shared(place: str, walked: Callable[[], _Memory]) -> tuple[_Memory, bool]:
    """What some process of this run remembers of a place, and whether that was walked just now, by this one."""
    folder = Path(os.environ["CAIRN_TEST_DATA"]) / "remembered"
    folder.mkdir(exist_ok=True)
    path = folder / hashlib.sha256(place.encode()).hexdigest()
    # Who comes while another is on the road waits for her.
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            shared: _Memory = pickle.loads(path.read_bytes())
            return shared, False
        memory = walked()
        path.write_bytes(pickle.dumps(memory))
        return memory, True


def _place(tables: Tables) -> str:
    # The search index turns to a fresh version whenever it is laid down.
    told = {name: rows for name, rows in tables.items() if "finding_index" not in name}
    return hashlib.sha256(pickle.dumps(told)).hexdigest()


@cache
def _columns() -> dict[str, list[str]]:
    """The columns of each table of ours, the key first; many-to-many tables too."""
    models = apps.get_models(include_auto_created=True)
    ours = [model._meta for model in models if model.__module__.startswith(OURS)]
    quoted = connection.ops.quote_name
    return {
        quoted(meta.db_table): [
            quoted(str(field.column))
            for field in sorted(meta.local_concrete_fields, key=lambda field: not field.primary_key)
        ]
        for meta in ours
    }


def rows_of_all() -> Tables:
    """Every row of every table of ours, as the database gives it; tables without rows are left out."""
    tables = {}
    with connection.cursor() as cursor:
        # Most places are empty: that is seen at once.
        cursor.execute("SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {name})" for name in _columns()))
        filled = dict(zip(_columns(), cursor.fetchone(), strict=True))
        for name, columns in _columns().items():
            if not filled[name]:
                continue
            cursor.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY 1")
            tables[name] = {row[0]: row for row in cursor.fetchall()}
    return tables


def _changed(before: Tables, after: Tables) -> dict[str, dict[Any, Row | None]]:
    changed: dict[str, dict[Any, Row | None]] = {}
    for name in {**before, **after}:
        old, new = before.get(name, {}), after.get(name, {})
        rows = {key: new.get(key) for key in {**old, **new} if old.get(key) != new.get(key)}
        if rows:
            changed[name] = rows
    return changed


def _files() -> dict[str, bytes]:
    store = neighbors.store()
    kept = [
        model for model in apps.get_models() if any(one.name == "store_key" for one in model._meta.fields)
    ]
    keys = [
        key
        for model in kept
        for key in model._default_manager.order_by().values_list("store_key", flat=True)
        if key
    ]
    return {key: b"".join(store.open(key)) for key in keys if store.exists(key)}


def _keys() -> dict[str, bytes]:
    folder = Path(settings.KEYS_FOLDER)
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def _counting_on(names: Collection[str]) -> list[str]:
    """PostgreSQL counts keys apart from the rows: who did not walk herself goes on after those that were laid down."""
    quoted = connection.ops.quote_name
    models = apps.get_models(include_auto_created=True)
    changed = [model for model in models if quoted(model._meta.db_table) in names]
    return connection.ops.sequence_reset_sql(no_style(), changed)


def _lay_down(memory: _Memory, before: Tables) -> None:
    # In one transaction, so that foreign keys are looked at when every table is as it should be.
    with transaction.atomic(), connection.cursor() as cursor:
        for name, rows in memory.rows.items():
            key, *_ = columns = _columns()[name]
            if outdated := [(one,) for one in rows if one in before.get(name, {})]:
                cursor.executemany(f"DELETE FROM {name} WHERE {key} = %s", outdated)
            marks = ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
            if fresh := [row for row in rows.values() if row is not None]:
                cursor.executemany(insert, fresh)
        for statement in _counting_on(memory.rows):
            cursor.execute(statement)
    store = neighbors.store()
    for key, data in memory.files.items():
        if not store.exists(key):
            store.put(key, [data])
    Path(settings.KEYS_FOLDER).mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, data in memory.keys.items():
        path = Path(settings.KEYS_FOLDER) / name
        if not path.exists():
            path.touch(0o600)
            path.write_bytes(data)
    if any(name.strip('"`').startswith("finding_") for name in memory.rows):
        # The one table that belongs to no model.
        finding.refill_texts(at=datetime.now(UTC))
