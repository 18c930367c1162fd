"""The small stage; and an empty installation, set up once for all who need one of their own."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from tests.installations import Installation
from tests.walk import stage as stage


@pytest.fixture(scope="session")
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that nothing has happened in; take a copy."""
    mine = tmp_path_factory.getbasetemp()
    # Where tests run in several processes, they share the folder above their own.
    shared = mine.parent if hasattr(request.config, "workerinput") else mine
    made = Installation(shared / "empty", "https://empty.example")
    with (shared / "empty.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "empty.ready").exists():
            ended = made.run("init")
            assert (ended.returncode, ended.stderr) == (0, "")
            (shared / "empty.ready").touch()
    return made.folder
