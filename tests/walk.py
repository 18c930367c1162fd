"""What tests walk on: a small stage of the named cast, and the roads of `cairn.demo.walking`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage, set_up
from tests.remembering import remembered

LONG_AGO = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = ("morning-meeting", "exit-tickets", "wait-time")


@remembered
def staged() -> Stage:
    """The small stage as of `LONG_AGO`."""
    return set_up(at=LONG_AGO, only=SMALL, named=True)


work_at = remembered(walking.work_at)


@pytest.fixture
def stage(db: None) -> Stage:
    """The named cast and three micro-credentials, set up on `LONG_AGO`; nobody has begun anything."""
    return staged()
