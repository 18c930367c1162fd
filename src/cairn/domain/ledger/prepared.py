"""Questions that come thousands of times a second: the models write their SQL once, and it is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, DateTimeField, Field, IntegerField, Model, QuerySet, UUIDField
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
Value = UUID | int | str | datetime
_AT: Final = datetime(1904, 1, 1, tzinfo=UTC)
_FIELDS: Final[dict[type, Field[Any, Any]]] = {
    UUID: UUIDField(),
    int: IntegerField(),
    str: CharField(),
    datetime: DateTimeField(),
}
_STAND_INS: Final[dict[type, Callable[[int], Value]]] = {
    UUID: lambda number: UUID(int=0x6B1F0C529C6D4D0E8F572C9A3B7E41D8 + number),
    int: lambda number: 7_340_212_889_301_117 + number,
    str: lambda number: f"\uf8ff stands for value {number}",
    datetime: lambda number: _AT + timedelta(microseconds=number),
}


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL with its values, which of them stand for which of those it is asked with, and what turns columns into
    Python's values."""

    database: BaseDatabaseWrapper
    sql: str
    values: tuple[object, ...]
    places: tuple[tuple[int, int], ...]
    fields: tuple[Field[Any, Any], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]

    def rows(self, asked: Sequence[Value]) -> list[Row]:
        values: list[Any] = list(self.values)
        mine = [
            field.get_db_prep_value(value, self.database)
            for field, value in zip(self.fields, asked, strict=True)
        ]
        for place, number in self.places:
            values[place] = mine[number]
        with self.database.cursor() as cursor:
            if self.database.vendor == "postgresql":
                cursor.cursor = _keeping(self.database)
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        return [self._converted(row) for row in found] if self.converters else found

    def _converted(self, row: Row) -> Row:
        told = list(row)
        for column, converters, expression in self.converters:
            for converter in converters:
                told[column] = converter(told[column], expression, self.database)
        return tuple(told)


def _keeping(database: BaseDatabaseWrapper) -> Any:
    """A cursor by which PostgreSQL keeps its plan of a statement too: joins of a dozen tables are planned longer than
    they take.
    """
    from django.db.backends.postgresql.base import ServerBindingCursor

    return ServerBindingCursor(database.connection)  # type: ignore[call-arg]  # the stubs lack the driver's own


class _Kept(threading.local):
    """What a thread, and so its connection, has written."""

    database: BaseDatabaseWrapper | None = None
    statement: _Statement
    build: Callable[[Row], Any]


class Prepared:
    """A question as a query set of `values_list`; call it with ids, keys, words and moments to have the rows.

    All else that the query set asks with is written into the statement when a thread first asks. What it is asked with
    must stand in it as it is given, not as something computed from it.
    """

    def __init__(self, question: Callable[..., QuerySet[Any, Any]]) -> None:
        self._question = question
        self._kept = _Kept()

    def __call__(self, *asked: Value) -> list[Row]:
        return self._ready(asked).statement.rows(asked)

    def _ready(self, asked: Sequence[Value]) -> _Kept:
        database = connections[DEFAULT_DB_ALIAS]
        if self._kept.database is not database:
            self._kept.statement, compiler = _written(self._question, tuple(map(type, asked)), database)
            if compiler.klass_info is not None:
                self._kept.build = _builder(compiler)
            self._kept.database = database
        return self._kept


class PreparedModels(Generic[M]):
    """The same for a query set of models with what `select_related` joins, and with `defer`; nothing is prefetched."""

    def __init__(self, question: Callable[..., QuerySet[M, M]]) -> None:
        self._prepared = Prepared(question)

    def __call__(self, *asked: Value) -> list[M]:
        kept = self._prepared._ready(asked)
        return [kept.build(row) for row in kept.statement.rows(asked)]


def remember(row: Model, name: str, rows: Sequence[Model]) -> None:
    """Let a relation of a row be these rows, as if they had been prefetched."""
    found: QuerySet[Any, Any] = getattr(row, name).all()
    found._result_cache, found._prefetch_done = list(rows), True  # type: ignore[attr-defined]  # not in the stubs
    vars(row).setdefault("_prefetched_objects_cache", {})[name] = found


def _builder(compiler: SQLCompiler) -> Callable[[Row], Any]:
    """What makes a model of a row, as Django's own iteration does."""
    told: Any = compiler.klass_info
    model, places = told["model"], told["select_fields"]
    first, end = places[0], places[-1] + 1
    names = [expression.target.attname for expression, *_ in compiler.select[first:end]]
    related = get_related_populators(told, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs lack the third

    def build(row: Row) -> Any:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
        for each in related:
            each.populate(row, made)
        return made

    return build


def _written(
    question: Callable[..., QuerySet[Any, Any]], kinds: Sequence[type], database: BaseDatabaseWrapper
) -> tuple[_Statement, SQLCompiler]:
    stand_ins = [_STAND_INS[kind](number) for number, kind in enumerate(kinds)]
    fields = tuple(_FIELDS[kind] for kind in kinds)
    compiler = question(*stand_ins).query.get_compiler(connection=database)
    sql, values = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    known = {
        field.get_db_prep_value(value, database): number
        for number, (field, value) in enumerate(zip(fields, stand_ins, strict=True))
    }
    places = tuple((place, known[value]) for place, value in enumerate(values) if _is_in(value, known))
    if {number for _, number in places} != set(range(len(kinds))):
        raise ValueError("A prepared question does not ask with all that it is given.")
    converted = ((column, tuple(each), expression) for column, (each, expression) in converters.items())
    return _Statement(database, sql, tuple(values), places, fields, tuple(converted)), compiler


def _is_in(value: object, known: dict[Any, int]) -> bool:
    return isinstance(value, UUID | int | str | datetime) and value in known
