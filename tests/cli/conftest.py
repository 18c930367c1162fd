"""An empty installation, set up once for all who need one of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installations import Installation


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that nothing has happened in; take a copy."""
    made = Installation(tmp_path_factory.mktemp("empty") / "data", "https://empty.example")
    ended = made.run("init")
    assert (ended.returncode, ended.stderr) == (0, "")
    return made.folder
