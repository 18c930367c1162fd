"""Inserting thousands of rows at the database's own speed, where making a model of each would cost most of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

_AS_THEY_ARE = frozenset({int, str, NoneType})


MEMORY: Final = 65_536
"""KiB of pages that SQLite may keep at hand while many rows go in."""


@contextmanager
def with_room() -> Iterator[None]:
    """Let the database keep more at hand meanwhile: rows with random ids touch every page of their indices."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite":
        yield
        return
    with database.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{MEMORY}")
    try:
        yield
    finally:
        with database.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {before}")


def insert(
    model: type[Model],
    *,
    shared: Mapping[str, object],
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Insert rows of a model, each given as the values of `names`; what all have in common is `shared`.

    Every field but the key has to be named, so that none is forgotten; a relation takes the primary key. Constraints
    and guards of the database hold as ever; validators, which are for forms, are not run.
    """
    fields = {field.name: field for field in model._meta.concrete_fields if not field.primary_key}
    if set(fields) != {*shared, *names} or len(fields) != len(shared) + len(names):
        raise ValueError(f"The rows of {model.__name__} have other fields: {sorted(fields)}.")
    database = connections[DEFAULT_DB_ALIAS]
    fixed = [_written(fields[name], [value], database)[0] for name, value in shared.items()]
    given = list(zip(*rows, strict=True)) or [()] * len(names)
    written = [_written(fields[name], column, database) for name, column in zip(names, given, strict=True)]
    values = [(*fixed, *row) for row in zip(*written, strict=True)]
    columns = ", ".join(database.ops.quote_name(str(fields[name].column)) for name in (*shared, *names))
    table = database.ops.quote_name(model._meta.db_table)
    if database.vendor == "postgresql":
        _copy(database, table, columns, values)
    else:
        marks = ", ".join(["%s"] * len(fields))
        with database.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - ours


def _copy(database: BaseDatabaseWrapper, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    # In the binary form, since writing and reading long documents as text costs each side twice as much.
    copied = f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)"
    types = _types(table, columns)
    # Django does not know this way in, and would let the driver's own errors through.
    with database.cursor() as cursor, database.wrap_database_errors, cursor.copy(copied) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


@cache
def _types(table: str, columns: str) -> tuple[int, ...]:
    """The types of columns as PostgreSQL numbers them: in the binary form it takes nothing else."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} LIMIT 0")  # noqa: S608 - all of it is ours
        return tuple(column.type_code for column in cursor.description)


def _written(field: Field[Any, Any], column: Sequence[Any], database: BaseDatabaseWrapper) -> Sequence[Any]:
    """The values of a field in the form that the database takes."""
    kinds = set(map(type, column))
    if kinds <= _AS_THEY_ARE and field.get_internal_type() != "JSONField":
        return column
    if all(issubclass(kind, date | NoneType) for kind in kinds):
        # Days and instants come back again and again, and are dear to write.
        times = {value: field.get_db_prep_save(value, database) for value in set(column)}
        return [times[value] for value in column]
    return [field.get_db_prep_save(value, database) for value in column]
