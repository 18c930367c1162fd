"""Drawings (SVG) of strangers, made into pictures: nothing that they lead to, run or write is kept."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from xml.parsers import expat

from .kinds import MediaProblem

MOST_ELEMENTS = 20_000
MOST_DEPTH = 64
SHAPES = frozenset(
    {
        "svg",
        "g",
        "defs",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "use",
    }
)
"""What is drawn: no text, no picture within, no filter, no style sheet, no script."""
_SVG = "http://www.w3.org/2000/svg"
_DAMAGED = "This drawing is damaged and cannot be shown; save it as a PNG and send that."
_TOO_MUCH = "This drawing is made of too many parts to be shown; save it as a PNG and send that."


def drawn(source: Path, target: Path, *, side: int) -> None:
    """Write the drawing as a PNG of `side` pixels across. Raises `MediaProblem`."""
    import resvg_py

    bare = shapes_of(source.read_bytes())
    try:
        picture = resvg_py.svg_to_bytes(svg_string=bare, width=side, skip_system_fonts=True)
    except Exception:  # whatever the library raises means one thing
        raise MediaProblem(_DAMAGED) from None
    target.write_bytes(bytes(picture))


def shapes_of(data: bytes) -> str:
    """The drawing with its shapes alone, and what they refer to within it. Raises `MediaProblem`."""
    try:
        return ET.tostring(_Reading(data).root, encoding="unicode")
    except (expat.ExpatError, AssertionError, ValueError):
        raise MediaProblem(_DAMAGED) from None


class _Reading:
    """One pass over a drawing: shapes are kept, all else is left out with what stands in it."""

    def __init__(self, data: bytes) -> None:
        self._built, self._depth, self._count, self._outside = ET.TreeBuilder(), 0, 0, 0
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(data, True)
        self.root = self._built.close()

    def _refuse(self, *_: object) -> None:
        raise MediaProblem(_DAMAGED)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MOST_DEPTH or self._count > MOST_ELEMENTS:
            raise MediaProblem(_TOO_MUCH)
        space, _, local = name.rpartition("}")
        if self._depth == 1 and (space, local) != (_SVG, "svg"):
            raise MediaProblem(_DAMAGED)
        if self._outside or space != _SVG or local not in SHAPES:
            self._outside += 1
            return
        kept = {called: value for called, value in attributes.items() if _stays_within(called, value)}
        if self._depth == 1:
            kept["xmlns"] = _SVG
        self._built.start(local, {called.rpartition("}")[2]: value for called, value in kept.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._outside:
            self._outside -= 1
        else:
            self._built.end(name.rpartition("}")[2])


def _stays_within(name: str, value: str) -> bool:
    """Whether an attribute neither runs anything nor leads out of the drawing."""
    local = name.rpartition("}")[2].lower()
    if local == "href":
        return value.strip().startswith("#")
    if local == "filter" or local.startswith("on"):
        return False
    return "url(" not in value.lower().replace("url(#", "")
