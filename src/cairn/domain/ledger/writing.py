"""Writing single rows as the models do, by SQL that is written once: asking the models for it takes the longest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

STATEMENTS: Final = 512


def add(*rows: Model) -> None:
    """Insert rows of one model, at least one, and give them their keys, as `bulk_create` does."""
    _add(rows, "")


def put(*rows: Model, unique: Sequence[str], update: Sequence[str]) -> None:
    """The same, but of rows that are there by these `unique` columns, let those of `update` say what is new."""
    told = ", ".join(f"{_quoted(name)} = EXCLUDED.{_quoted(name)}" for name in update)
    _add(rows, f" ON CONFLICT ({', '.join(map(_quoted, unique))}) DO UPDATE SET {told}")


def _add(rows: Sequence[Model], conflict: str) -> None:
    database, model = connections[DEFAULT_DB_ALIAS], type(rows[0])
    sql = f"{_insert(model, len(rows), database.vendor)}{conflict} RETURNING id"
    with database.cursor() as cursor:
        cursor.execute(sql, _values(rows, database))
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, DEFAULT_DB_ALIAS


def change(row: Model, *names: str) -> None:
    """Save these fields of a row that is there, as `save(update_fields=names)` does."""
    database = connections[DEFAULT_DB_ALIAS]
    values = [_written(row, row._meta.get_field(name), database) for name in names]
    with database.cursor() as cursor:
        cursor.execute(_update(type(row), names, database.vendor), [*values, row.pk])


def _values(rows: Sequence[Model], database: BaseDatabaseWrapper) -> list[Any]:
    fields = _fields(type(rows[0]))
    return [_written(row, field, database) for row in rows for field in fields]


def _written(row: Model, field: Any, database: BaseDatabaseWrapper) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), database)


@lru_cache(STATEMENTS)
def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@lru_cache(STATEMENTS)
def _insert(model: type[Model], count: int, _vendor: str) -> str:
    fields = _fields(model)
    columns = ", ".join(_quoted(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608 - ours


@lru_cache(STATEMENTS)
def _update(model: type[Model], names: tuple[str, ...], _vendor: str) -> str:
    columns = (str(model._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]  # none is a relation to many
    told = ", ".join(f"{_quoted(column)} = %s" for column in columns)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {told} WHERE id = %s"  # noqa: S608 - ours


def _quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
