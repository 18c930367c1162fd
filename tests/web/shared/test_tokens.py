"""Contrast of every pair of colors that text, controls and marks stand on, in both themes (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.engines.badgeart import HUES
from cairn.web import shared

SHEETS = Path(shared.__file__).parent / "static" / "cairn"
SOURCE = (SHEETS / "tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
ROOT = {name: (light, dark) for name, light, dark in PAIR.findall(SOURCE.split("[data-topic]")[0])}
TOPICS = {
    topic: {name: (light, dark) for name, light, dark in PAIR.findall(rules)}
    for topic, rules in re.findall(r'\[data-topic="(\w+)"\] \{([^}]*)\}', SOURCE)
}

GROUNDS = ("paper", "surface", "raised", "sunken")
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS]
TEXT += [(name, f"{name}-soft") for name in ("brand", "gold", "ok", "warn", "bad", "info")]
TEXT += [
    (name, ground)
    for name in ("brand", "gold", "ok", "warn", "bad", "info")
    for ground in ("paper", "surface")
]
TEXT += [("ink", f"{name}-soft") for name in ("brand", "gold", "ok", "warn", "bad", "info")]
TEXT += [("on-brand", "brand"), ("on-brand", "brand-hover"), ("paper", "ink")]
MARKS = [(mark, ground) for mark in ("control", "focus") for ground in ("paper", "surface")]


def luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reads_on_its_ground(ink, ground, theme):
    assert contrast(ROOT[ink][theme], ROOT[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_edges_of_controls_and_the_focus_ring_stand_out(mark, ground, theme):
    assert contrast(ROOT[mark][theme], ROOT[ground][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("topic", sorted(HUES))
def test_a_topic_keeps_its_swatch_in_sight_and_text_on_its_tint(topic, theme):
    tones = TOPICS[topic]
    assert contrast(tones["hue"][theme], ROOT["surface"][theme]) >= 3
    assert contrast(tones["hue"][theme], tones["tint"][theme]) >= 3
    assert contrast(ROOT["ink"][theme], tones["tint"][theme]) >= 4.5


def test_every_token_that_a_sheet_uses_is_defined():
    sheets = "".join(path.read_text() for path in SHEETS.glob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", sheets))
    assert used <= set(re.findall(r"(--[\w-]+):", sheets))


def test_no_sheet_reaches_for_another_machine():
    addresses = [
        found
        for path in SHEETS.glob("*.css")
        for found in re.findall(r"url\(([^)]*)\)|@import", path.read_text())
    ]
    assert {address.strip('"') for address in addresses} == {"chevron.svg", "check.svg"}
