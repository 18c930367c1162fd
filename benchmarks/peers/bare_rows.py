"""The least that keeping awards can cost: the same rows into like tables by the driver alone, durably, in like batches.

Tables have the same indices and start empty; relations and guards are not looked at, and rows lie ready in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from django.db import connection

TABLES: Final = ("issuing_award", "issuing_credential", "ledger_entry")
Rows = dict[str, list[tuple[Any, ...]]]


def rate(folder: Path, *, count: int, at_once: int) -> float:
    """Awards a second."""
    rows = {table: _last(table, count) for table in TABLES}
    return count / (
        _sqlite(folder, rows, at_once) if connection.vendor == "sqlite" else _postgres(rows, at_once)
    )


def _last(table: str, count: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT {count}")
        return list(reversed(cursor.fetchall()))


def _batches(rows: Rows, at_once: int) -> list[list[tuple[str, Sequence[tuple[Any, ...]]]]]:
    most = max(map(len, rows.values()))
    return [[(table, rows[table][at : at + at_once]) for table in TABLES] for at in range(0, most, at_once)]


def _sqlite(folder: Path, rows: Rows, at_once: int) -> float:
    with connection.cursor() as cursor:
        names = ", ".join(f"'{table}'" for table in TABLES)
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
            f"AND tbl_name IN ({names}) ORDER BY type DESC"
        )
        made = [sql for (sql,) in cursor.fetchall()]
    for old in folder.glob("bare.sqlite3*"):
        old.unlink()
    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for line in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA cache_size = -65536",
        *made,
    ):
        bare.execute(line)
    began = perf_counter()
    for batch in _batches(rows, at_once):
        bare.execute("BEGIN IMMEDIATE")
        for table, some in batch:
            marks = ", ".join("?" * len(rows[table][0]))
            bare.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
        bare.execute("COMMIT")
    took = perf_counter() - began
    bare.close()
    return took


def _postgres(rows: Rows, at_once: int) -> float:
    types = dict[str, list[int]]()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS bare_{table}")
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL EXCLUDING IDENTITY)")
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            types[table] = [column.type_code for column in cursor.description]
        began = perf_counter()
        for batch in _batches(rows, at_once):
            cursor.execute("BEGIN")
            for table, some in batch:
                with cursor.copy(f"COPY bare_{table} FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(types[table])
                    for row in some:
                        copy.write_row(row)
            cursor.execute("COMMIT")
        return perf_counter() - began
