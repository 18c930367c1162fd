"""Closed curves around the center of a 240 by 240 drawing, as SVG path data with one decimal."""

from __future__ import annotations

import math
from collections.abc import Callable

CENTER = 120.0
UP = -math.pi / 2

Point = tuple[float, float]

# A cubic handle of this length (times step and radius) joins crest to trough of a sine within half a unit.
_HANDLE = 0.3642


def number(value: float) -> str:
    """`value` with at most one decimal, without a trailing zero or a negative zero."""
    text = f"{value + 0.0:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def around(radius: float, angle: float) -> Point:
    """The point at `radius` and `angle` (radians, clockwise from three o'clock) from the center."""
    return CENTER + radius * math.cos(angle), CENTER + radius * math.sin(angle)


def ripple(radius: float, swing: float, crests: int, start: float = UP) -> str:
    """A sine wave bent into a ring: `crests` crests that reach `swing` beyond `radius`.

    Steps are relative, each from the rounded point before it, so that the text stays short and no error adds up.
    """
    step = math.pi / crests
    pieces: list[str] = []
    here = handle = (0.0, 0.0)
    for turn in range(2 * crests + 1):
        reach = radius + (swing if turn % 2 == 0 else -swing)
        angle = start + turn * step
        x, y = around(reach, angle)
        dx, dy = -math.sin(angle) * _HANDLE * step * reach, math.cos(angle) * _HANDLE * step * reach
        if turn == 0:
            pieces.append(f"M{_pair(x, y)}")
        else:
            lead = f"c{_pair(*handle)} " if turn == 1 else "s"
            pieces.append(
                f"{lead}{_pair(x - dx - here[0], y - dy - here[1])} {_pair(x - here[0], y - here[1])}"
            )
        handle = (dx, dy)
        here = (here[0] + round(x - here[0], 1), here[1] + round(y - here[1], 1))
    return "".join(pieces) + "Z"


def rounded(radius: float, sides: int, start: float, corner: float) -> str:
    """A regular polygon whose corners are rounded off over the share `corner` of each side."""
    tips = [around(radius, start + 2 * math.pi * side / sides) for side in range(sides)]
    pieces: list[str] = []
    for side, tip in enumerate(tips):
        enter = _between(tip, tips[side - 1], corner)
        leave = _between(tip, tips[(side + 1) % sides], corner)
        pieces.append(f"{'L' if pieces else 'M'}{_pair(*enter)}Q{_pair(*tip)} {_pair(*leave)}")
    return "".join(pieces) + "Z"


# Every outline fills the same circle, so that badges of different kinds look equally large side by side.
OUTLINES: tuple[Callable[[float], str], ...] = (
    lambda radius: ripple(radius - 2.6, 2.6, 20),
    lambda radius: ripple(radius - 5, 5, 12),
    lambda radius: ripple(radius - 6.5, 6.5, 8),
    lambda radius: ripple(radius - 1.6, 1.6, 28),
    lambda radius: rounded(radius + 4, 8, UP + math.pi / 8, 0.22),
    lambda radius: rounded(radius + 7, 6, UP, 0.2),
    lambda radius: ripple(radius - 3.6, 3.6, 16),
)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _pair(x: float, y: float) -> str:
    second = number(y)
    return f"{number(x)}{'' if second.startswith('-') else ' '}{second}"
