"""Plots by their structure: what is drawn, what is said aloud, and the numbers behind it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from cairn.web.shared import plots

NAMES = ["Planning & <talk>", "Use"]
CELLS: list[list[plots.Cell | None]] = [[None, None], [plots.Cell(0.5, 12), None]]
MARKS = [plots.Mark("All", 0.8, 0.7, 0.9, 60, "reliable", whole=True), plots.Mark(NAMES[0], None, n=3)]
EVERY = {
    "forest": plots.forest("T", "F", MARKS, measure="Alpha", bands=[(0, "not"), (0.667, "tentative")]),
    "differences": plots.differences("T", "F", MARKS),
    "readers": plots.readers("T", "F", NAMES, CELLS),
    "matrix": plots.matrix("T", "F", NAMES, CELLS),
    "contour": plots.contour("T", "F", {(1, 2): 0.6, (2, 2): 0.75, (3, 2): 0.82}, now=(2, 2)),
    "variance": plots.variance(
        "T", "F", [plots.Share(NAMES[0], 0.7, 0.3, True), plots.Share("Rest", 0.3, 0.1)]
    ),
    "distributions": plots.distributions("T", "F", ["Low", "High"], [(NAMES[0], [3, 9])]),
    "criteria": plots.criteria(
        "T", "F", [plots.Item(NAMES[0], 0.97, 0.1, True), plots.Item("Use", 0.5, None)]
    ),
    "policies": plots.policies(
        "T", "F", [plots.Policy(NAMES[0], 1, 0.18), plots.Policy("Two", 2, 0.12, True)]
    ),
    "calibration": plots.calibration("T", "F", [plots.Bin(0.1, 0.2, 20), plots.Bin(0.9, 0.8, 30)]),
    "wright": plots.wright(
        "T", "F", submissions=[0.1, 0.2, 3], criteria=[plots.Placed(NAMES[0], 0.5, 0.2)], evaluators=[]
    ),
    "cusum": plots.cusum("T", "F", [plots.Strip(NAMES[0], [0, 0, 0], [1, 3, 5], 2)]),
}


@pytest.mark.parametrize("name", EVERY)
def test_every_plot_is_told_aloud_and_has_its_numbers_in_a_table(name):
    drawn = EVERY[name]
    assert isinstance(drawn, SafeString)
    tree = ElementTree.fromstring(drawn.replace("&nbsp;", " "))
    drawings = tree.findall("svg")
    assert [(each.get("role"), each.get("aria-label")) for each in drawings] == [("img", "T. F")] * 2
    assert [each.get("viewBox", "").split()[2] for each in drawings] == ["680", "330"]
    assert [cell.text for cell in tree.findall("details//tbody/tr[1]/th")] != []
    assert tree.findtext("figcaption") == "F"
    assert "style=" not in drawn
    assert re.search(r"nan|inf", drawn) is None


def test_what_stands_outside_of_a_forest_is_said_in_words():
    assert "insufficient data" in EVERY["forest"]


def test_the_design_in_use_is_outlined_and_each_target_has_its_stairs():
    drawn = EVERY["contour"]
    assert drawn.count("reach-1 now") == 2
    assert [drawn.count(f'class="border-{n}"') for n in (1, 2)] == [2, 2]


def test_only_below_the_diagonal_are_readers_compared():
    assert EVERY["readers"].count('class="cell ') == 2
    assert "50% (12)" in EVERY["readers"]


def test_a_drift_is_marked_where_it_was_signaled():
    assert EVERY["cusum"].count("stricter since reading 3") == 2
