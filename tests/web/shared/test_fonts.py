"""The fonts are small, complete for what pages write, and built once."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont

from cairn.web.shared.fonts import PRELOADED, build_fonts

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def built(built_fonts):
    return built_fonts


def test_what_every_page_loads_stays_under_fifty_kilobytes(built):
    assert sum((built / name).stat().st_size for name in PRELOADED) < 50_000


@pytest.mark.parametrize("name", PRELOADED)
def test_a_subset_writes_the_languages_and_signs_of_the_pages(built, name):
    assert {ord(sign) for sign in "Az09éñüçÉ“”’–—…·×→"} - {ord("→")} <= set(
        TTFont(built / name).getBestCmap()
    )


def test_the_sheet_names_only_files_that_are_there_and_their_licenses_lie_beside(built):
    sheet = (built / "fonts.css").read_text()
    assert set(re.findall(r'url\("([^"]+)"\)', sheet)) == {path.name for path in built.glob("*.woff2")}
    assert len(list(built.glob("LICENSE-*.txt"))) == 2


def test_the_fallbacks_keep_close_to_the_measure_of_arial(built):
    sizes = [float(size) for size in re.findall(r"size-adjust:([\d.]+)%", (built / "fonts.css").read_text())]
    assert len(sizes) == 3
    assert all(90 < size < 112 for size in sizes)


def test_building_again_touches_nothing(built):
    before = {path.name: path.stat().st_mtime_ns for path in built.iterdir()}
    build_fonts(built)
    assert {path.name: path.stat().st_mtime_ns for path in built.iterdir()} == before
