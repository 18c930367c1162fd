"""The least that a server can do for a request that must last: one row, committed, and an answer."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

INSERT = "INSERT INTO bare (body) VALUES (%s)"
_mine = threading.local()


def _connection() -> Any:
    if not hasattr(_mine, "connection"):
        if address := os.environ["BARE_DATABASE"]:
            import psycopg

            _mine.connection, _mine.insert = psycopg.connect(address, autocommit=True), INSERT
        else:
            _mine.connection = sqlite3.connect(os.environ["BARE_FILE"], timeout=60, isolation_level=None)
            _mine.connection.execute("PRAGMA synchronous = FULL")
            _mine.insert = INSERT.replace("%s", "?")
    return _mine.connection


def application(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    body = environ["wsgi.input"].read().decode()
    _connection().execute(_mine.insert, (body,))
    answer = b'{"status": "kept"}'
    start_response(
        "201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]
    )
    return [answer]
