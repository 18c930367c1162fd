"""Database triggers that refuse to change or remove a ledger entry.

They are put in after every migrate rather than by a migration: on SQLite, altering a field rebuilds the
table and silently drops its triggers.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "ledger_entry"
_ACTIONS = ("update", "delete")


def _names() -> tuple[str, ...]:
    return tuple(f"ledger_entry_no_{action}" for action in _ACTIONS)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in whatever guard is missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
            )
        for action, name in zip(_ACTIONS, _names(), strict=True):
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {name} BEFORE {action} ON {TABLE} "
                    "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
                )
            else:
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {action} ON {TABLE} "
                    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards out; for tests that flush tables."""
    with connection.cursor() as cursor:
        for name in _names():
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name}"
                + (f" ON {TABLE}" if connection.vendor == "postgresql" else "")
            )


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The guards that are not in place."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return tuple(name for name in _names() if name not in present)
