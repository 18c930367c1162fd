"""However many threads ask, a process that serves pages holds no more connections than it was told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.utils import ConnectionHandler
from django.utils.connection import ConnectionProxy

from cairn.engines.environment import shared

THREADS, CONNECTIONS = 12, 2


@pytest.mark.postgres
@pytest.mark.django_db
def test_threads_wait_for_a_free_connection_instead_of_opening_more() -> None:
    entry = shared(connection.settings_dict, connections=CONNECTIONS)
    handler = ConnectionHandler({DEFAULT_DB_ALIAS: entry, "other": entry})
    pooled = ConnectionProxy(handler, "other")

    def ask(_: int) -> int:
        with pooled.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid() FROM pg_sleep(0.02)")
            (served,) = cursor.fetchone()
        pooled.close()
        return int(served)

    try:
        with ThreadPoolExecutor(THREADS) as threads:
            assert 1 <= len(set(threads.map(ask, range(THREADS)))) <= CONNECTIONS
    finally:
        handler["other"].close_pool()  # type: ignore[attr-defined]  # of PostgreSQL alone
