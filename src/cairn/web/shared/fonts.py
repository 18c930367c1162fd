"""Builds the fonts that pages use: subsets of two open families as woff2, with fallbacks of the same measure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import fontpkg_atkinson_hyperlegible as atkinson
import fontpkg_bricolage_grotesque as bricolage
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = "cairn-fonts"
EDITION = "4"
PRELOADED = ("text-regular.woff2", "text-bold.woff2", "heading.woff2")

# Latin with its supplement and extended A, punctuation, arrows and the few signs that pages use.
_UNICODES = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), *range(0x2030, 0x203B),
    0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0xFB01, 0xFB02,
]  # fmt: skip
_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum"]

_TEXT_FALLBACK = "Cairn Text Fallback"
_PLAIN = ("Arial", "Liberation Sans", "Helvetica")
_BOLD_RUNS_WIDER = 1.06

# How often letters stand in English text (per thousand), and how wide Arial draws them (per 2,048).
_FREQUENCY: Mapping[str, int] = {
    " ": 180, "e": 102, "t": 75, "a": 65, "o": 62, "i": 57, "n": 57, "s": 53, "r": 50, "h": 50, "l": 33,
    "d": 33, "u": 23, "c": 23, "m": 20, "f": 20, "w": 17, "g": 16, "y": 15, "p": 15, "b": 12, "v": 8, "k": 5,
}  # fmt: skip
_ARIAL: Mapping[str, int] = {
    " ": 569, "e": 1139, "t": 569, "a": 1139, "o": 1139, "i": 455, "n": 1139, "s": 1024, "r": 682, "h": 1139,
    "l": 455, "d": 1139, "u": 1139, "c": 1024, "m": 1706, "f": 569, "w": 1479, "g": 1139, "y": 1024, "p": 1139,
    "b": 1139, "v": 1024, "k": 1024,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Face:
    """One file to build: `axes` pins a variable font, `weight` and `style` are CSS descriptors,
    `stands_in` is the family that shows while this one has not come."""

    target: str
    family: str
    source: Path
    weight: str
    style: str = "normal"
    axes: Mapping[str, float] | None = None
    stands_in: str = ""


def _faces() -> tuple[_Face, ...]:
    text, heading = atkinson.ROOT / "files", bricolage.ROOT / "files"
    name = "Atkinson Hyperlegible"
    return (
        _Face(
            "text-regular.woff2",
            name,
            text / "AtkinsonHyperlegible-Regular.ttf",
            "400",
            stands_in=_TEXT_FALLBACK,
        ),
        _Face(
            "text-bold.woff2", name, text / "AtkinsonHyperlegible-Bold.ttf", "700", stands_in=_TEXT_FALLBACK
        ),
        _Face("text-italic.woff2", name, text / "AtkinsonHyperlegible-Italic.ttf", "400", "italic"),
        _Face(
            "heading.woff2",
            "Bricolage Grotesque",
            heading / "BricolageGrotesque[opsz,wdth,wght].ttf",
            "700",
            axes={"opsz": 30, "wdth": 100, "wght": 700},
            stands_in="Cairn Heading Fallback",
        ),
    )


def build_fonts(folder: Path) -> None:
    """Write subsets, `fonts.css` and the licenses into `folder`; returns at once when they are there."""
    stamp = folder / "edition.txt"
    if stamp.exists() and stamp.read_text() == EDITION:
        return
    folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for face in _faces():
        font = _reduced(face)
        _write(folder / face.target, font)
        rules.append(_rule(face))
        if face.stands_in:
            rules.append(_fallback(face, font))
    (folder / "LICENSE-atkinson-hyperlegible.txt").write_bytes((atkinson.ROOT / "LICENSE").read_bytes())
    (folder / "LICENSE-bricolage-grotesque.txt").write_bytes((bricolage.ROOT / "LICENSE").read_bytes())
    (folder / "fonts.css").write_text("".join(rules), encoding="utf-8")
    stamp.write_text(EDITION)


def _reduced(face: _Face) -> TTFont:
    font = TTFont(face.source)
    if face.axes:
        font = instancer.instantiateVariableFont(font, dict(face.axes), inplace=True)
    options = subset.Options(
        layout_features=_FEATURES, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14]
    )
    reducer = subset.Subsetter(options)
    reducer.populate(unicodes=_UNICODES)
    reducer.subset(font)
    return font


def _write(path: Path, font: TTFont) -> None:
    """Write beside and rename, so that a server never sends half a font."""
    font.flavor = "woff2"
    half = path.with_suffix(".part")
    font.save(half)
    os.replace(half, path)


def _rule(face: _Face) -> str:
    # Swapped in when it comes: the fallback has its measure, so nothing moves (tests/web/shared/test_browser.py).
    return (
        f'@font-face{{font-family:"{face.family}";src:url("{face.target}") format("woff2");'
        f"font-weight:{face.weight};font-style:{face.style};font-display:optional}}\n"
    )


def _fallback(face: _Face, font: TTFont) -> str:
    """A local font stretched to the measure of `font`, so that text takes the same room before it comes."""
    bold = face.weight == "700"
    units, widths, glyphs = font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    ours = sum(widths[glyphs[ord(letter)]][0] / units * share for letter, share in _FREQUENCY.items())
    theirs = sum(_ARIAL[letter] / 2048 * share for letter, share in _FREQUENCY.items())
    size = ours / theirs / (_BOLD_RUNS_WIDER if bold else 1)
    ascent, descent = (abs(value) / units / size for value in (font["hhea"].ascent, font["hhea"].descent))
    sources = ",".join(f'local("{name}{" Bold" if bold else ""}")' for name in _PLAIN)
    return (
        f'@font-face{{font-family:"{face.stands_in}";src:{sources};font-weight:{face.weight};size-adjust:{size:.1%};'
        f"ascent-override:{ascent:.1%};descent-override:{descent:.1%};line-gap-override:0%}}\n"
    )
