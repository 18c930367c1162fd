"""Inserting thousands of rows at the database's own speed, where making a model of each would cost most of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

_AS_THEY_ARE = frozenset({int, str, type(None)})


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
    fixed = [_writer(fields[name], database)(value) for name, value in shared.items()]
    writers = [_writer(fields[name], database) for name in names]
    columns = ", ".join(database.ops.quote_name(str(fields[name].column)) for name in (*shared, *names))
    into = f"{database.ops.quote_name(model._meta.db_table)} ({columns})"
    values = ([*fixed, *(write(value) for write, value in zip(writers, row, strict=True))] for row in rows)
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            # Django does not know this way in, and would let the driver's own errors through.
            with database.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(values))  # noqa: S608 - all of it is ours


def _writer(field: Field[Any, Any], database: BaseDatabaseWrapper) -> Callable[[object], Any]:
    """What brings a value of the field into the form that the database takes."""
    plain = field.get_internal_type() != "JSONField"
    # Days and instants come back again and again, and are dear to write.
    times: dict[object, Any] = {}

    def write(value: object) -> Any:
        if plain and type(value) in _AS_THEY_ARE:
            return value
        if not isinstance(value, date):
            return field.get_db_prep_save(value, database)
        if value not in times:
            times[value] = field.get_db_prep_save(value, database)
        return times[value]

    return write
