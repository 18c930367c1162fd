"""Inserting thousands of rows at the database's own speed, where making a model of each would cost most of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
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
    fixed = [_writer(fields[name])(value) for name, value in shared.items()]
    writers = [_writer(fields[name]) for name in names]
    columns = ", ".join(connection.ops.quote_name(fields[name].column) for name in (*shared, *names))
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - all of it is ours
            [[*fixed, *(write(value) for write, value in zip(writers, row, strict=True))] for row in rows],
        )


def _writer(field: Field[Any, Any]) -> Callable[[object], object]:
    """What brings a value of the field into the form that the database takes."""
    plain = field.get_internal_type() != "JSONField"

    def write(value: object) -> object:
        if plain and type(value) in _AS_THEY_ARE:
            return value
        return field.get_db_prep_save(value, connection)

    return write
