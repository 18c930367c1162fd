"""Questions that come thousands of times a second: the models write their SQL once, and it is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, UUIDField

Row = tuple[Any, ...]
_ID: Final[UUIDField[Any, Any]] = UUIDField()
_STAND_IN: Final = UUID("6b1f0c52-9c6d-4d0e-8f57-2c9a3b7e41d8")


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL with its values, in which `places` are where the id stands, and what turns columns into Python's values."""

    database: BaseDatabaseWrapper
    sql: str
    values: tuple[object, ...]
    places: tuple[int, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]

    def rows(self, public_id: UUID) -> list[Row]:
        values: list[Any] = list(self.values)
        mine = _ID.get_db_prep_value(public_id, self.database)
        for place in self.places:
            values[place] = mine
        with self.database.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        return [self._converted(row) for row in found] if self.converters else found

    def _converted(self, row: Row) -> Row:
        told = list(row)
        for column, converters, expression in self.converters:
            for converter in converters:
                told[column] = converter(told[column], expression, self.database)
        return tuple(told)


class Prepared:
    """A question about what has a public id, as a query set of `values_list`; call it with the id to have the rows.

    All else that the query set asks with is written into the statement when a thread first asks.
    """

    def __init__(self, question: Callable[[UUID], QuerySet[Any, Any]]) -> None:
        self._question = question
        self._kept = threading.local()  # a statement belongs to a connection, and that to a thread

    def __call__(self, public_id: UUID) -> list[Row]:
        database = connections[DEFAULT_DB_ALIAS]
        statement: _Statement | None = getattr(self._kept, "statement", None)
        if statement is None or statement.database is not database:
            statement = self._kept.statement = _written(self._question(_STAND_IN), database)
        return statement.rows(public_id)


def _written(rows: QuerySet[Any, Any], database: BaseDatabaseWrapper) -> _Statement:
    compiler = rows.query.get_compiler(connection=database)
    sql, values = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    mine = _ID.get_db_prep_value(_STAND_IN, database)
    return _Statement(
        database,
        sql,
        tuple(values),
        tuple(place for place, value in enumerate(values) if value == mine),
        tuple((column, tuple(each), expression) for column, (each, expression) in converters.items()),
    )
