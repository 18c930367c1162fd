"""The package that people install holds everything the checkout has under src."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from tests.habits.tree import PACKAGE, ROOT


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_the_command(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        (entry_points,) = (packed.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    ours = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours - names == set()
    assert "cairn = cairn.cli:main" in entry_points
    assert any(name.endswith("licenses/LICENSE") for name in names)
