"""What every page carries, against the budget of 60 KB compressed for HTML, CSS and scripts."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

from cairn.web import shared

OURS = Path(shared.__file__).parent / "static"
HTMX = Path(django_htmx.__file__).parent / "static"


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def carried(html: str) -> list[Path]:
    names = re.findall(r'(?:src|href)="/static/((?:cairn|django_htmx)/[\w./-]+\.(?:js|css))"', html)
    return [folder / name for name in names for folder in (OURS, HTMX) if (folder / name).exists()]


@pytest.mark.parametrize("address", ["/gallery/", "/account/login/"])
def test_a_page_with_its_sheets_and_scripts_stays_under_sixty_kilobytes(client, db, address):
    html = client.get(address).content
    files = carried(html.decode())
    assert len(files) >= 8
    modules = [OURS / "cairn" / name for name in ("autosave.js", "tabs.js")]
    assert len(gzip.compress(html, 6)) + sum(map(weight, files + modules)) < 60_000
