"""Database triggers that refuse what no operation may do, whichever way it is tried.

An app of the domain lists its own in a module `guards`, as `GUARDS`. They are put in after every migrate
rather than by a migration: on SQLite, altering a field rebuilds the table and silently drops its triggers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import module_has_submodule

Action = Literal["insert", "update", "delete", "truncate"]


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses an action on a table, with `words`, where `when` holds: SQL over `OLD` and `NEW`.

    `only` names the one database that needs it; `kind` tells guards of one table and action apart.
    """

    table: str
    action: Action
    words: str
    when: str = "TRUE"
    only: str = ""
    kind: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.kind or self.action}"


def frozen(table: str, words: str) -> tuple[Guard, ...]:
    """Guards of a table whose rows are neither changed nor removed."""
    return (
        Guard(table, "update", words),
        Guard(table, "delete", words),
        Guard(table, "truncate", words, only="postgresql"),
    )


def unreplaced(table: str, words: str, *unique: tuple[str, ...]) -> Guard:
    """Guard of rows that an insert might replace, by the key or one of the `unique` sets of columns.

    SQLite's INSERT OR REPLACE removes what stands in its way without a word to the triggers of DELETE.
    """
    same = " OR ".join(
        "(" + " AND ".join(f"old.{name} = NEW.{name}" for name in names) + ")" for names in (("id",), *unique)
    )
    taken = f"EXISTS (SELECT 1 FROM {table} old WHERE {same})"  # noqa: S608 - all of it is ours
    return Guard(table, "insert", words, taken, only="sqlite", kind="replacement")


TABLE = "ledger_entry"
WORDS = "the ledger is append-only"
GUARDS = (*frozen(TABLE, WORDS), unreplaced(TABLE, WORDS, ("previous",), ("digest",)))


def wanted(connection: BaseDatabaseWrapper) -> Iterator[Guard]:
    """Every guard of every app, as far as it is for this database."""
    for app in apps.get_app_configs():
        if app.name.startswith("cairn.domain.") and module_has_submodule(app.module, "guards"):
            for guard in import_module(f"{app.name}.guards").GUARDS:
                if guard.only in {"", connection.vendor}:
                    yield guard


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in every guard whose table is there, anew where it is in already."""
    tables = set(connection.introspection.table_names())
    for guard in wanted(connection):
        if guard.table in tables:
            with connection.cursor() as cursor:
                for statement in _statements(guard, connection.vendor):
                    cursor.execute(statement)


def _statements(guard: Guard, vendor: str) -> tuple[str, ...]:
    name, before = guard.name, f"BEFORE {guard.action.upper()} ON {guard.table}"
    drop = f"DROP TRIGGER IF EXISTS {name}"
    if vendor == "sqlite":
        words = guard.words
        return (
            drop,
            f"CREATE TRIGGER {name} {before} WHEN {guard.when} BEGIN SELECT RAISE(ABORT, '{words}'); END",
        )
    goes_on = {"insert": "NEW", "update": "NEW", "delete": "OLD", "truncate": "NULL"}[guard.action]
    each = "STATEMENT" if guard.action == "truncate" else "ROW"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.when} THEN RAISE EXCEPTION '{guard.words}'; END IF; RETURN {goes_on}; END $$",
        f"{drop} ON {guard.table}",
        f"CREATE TRIGGER {name} {before} FOR EACH {each} EXECUTE FUNCTION {name}()",
    )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards out; for tests that flush tables."""
    on = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for guard in wanted(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}" + on.format(guard.table))


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The names of the guards that are not in place, or are switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return tuple(guard.name for guard in wanted(connection) if guard.name not in present)
