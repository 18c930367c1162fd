"""Every picture in docs/screenshots is shown in the README, and every one shown is there and taken by the command."""

from __future__ import annotations

import re

from docs.screenshots import FOLDER, SHOTS
from tests.habits.tree import ROOT

SHOWN = re.compile(r"!\[([^\]]*)\]\(docs/screenshots/([^)]+)\)")
MOST_BYTES = 3_000_000


def shown() -> dict[str, str]:
    """What the README says of each picture, by its file."""
    found = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return {name: said for said, name in found}


def test_the_pictures_taken_are_those_that_are_kept_and_shown():
    taken = sorted(f"{shot.name}.webp" for shot in SHOTS)
    assert sorted(path.name for path in FOLDER.iterdir()) == taken
    assert sorted(shown()) == taken


def test_every_picture_is_described_to_those_who_do_not_see_it():
    assert [name for name, said in shown().items() if len(said) < 15] == []


def test_all_pictures_together_are_light():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
