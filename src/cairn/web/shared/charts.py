"""Small charts as SVG, with their numbers in a table.

The title states the measure, the caption the finding. Each chart is drawn twice, wide and narrow; a container
query shows one. Colors come from classes, so that both themes fit.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.web.shared.drawing import NARROW, WIDE, drawing, figure, lines, rect, table, text

MOST_PARTS = 5

Rows = Sequence[tuple[str, float]]


def bars(title: str, finding: str, rows: Rows, *, unit: str = "", goal: float | None = None) -> SafeString:
    """One column per row; the last is lit, a dashed line marks the goal."""
    numbers = table(["", unit or gettext("Number")], ((name, [value]) for name, value in rows))
    drawings = [_bars(title, finding, rows, unit, goal, width) for width in (WIDE, NARROW)]
    return figure(drawings, numbers, finding)


def stacked(
    title: str, finding: str, rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str]
) -> SafeString:
    """One bar per row, cut into `parts` (at most 5) by share; every row has one number for each part."""
    if len(parts) > MOST_PARTS or any(len(numbers) != len(parts) for _, numbers in rows):
        raise ValueError(f"Give at most {MOST_PARTS} parts, and each row one number for each part.")
    drawings = [_stacked(title, finding, rows, parts, width) for width in (WIDE, NARROW)]
    return figure(drawings, table(["", *parts], rows), finding)


def path(title: str, finding: str, stones: Sequence[str], *, done: int) -> SafeString:
    """A trail of named stones, the first `done` of them laid."""
    laid, ahead = gettext("laid"), gettext("to come")
    told = [(name, laid, "on") if place < done else (name, ahead, "") for place, name in enumerate(stones)]
    return trail(title, finding, told)


def trail(title: str, finding: str, stones: Sequence[tuple[str, str, str]]) -> SafeString:
    """A trail of stones, each with its name, where it stands in words, and its look.

    The look is `on` (laid), `now` (the next to lay), `off` (cannot be laid yet) or empty.
    """
    numbers = table(["", gettext("Where it stands")], ((name, [words]) for name, words, _ in stones))
    return figure([_trail(title, finding, stones, width) for width in (WIDE, NARROW)], numbers, finding)


def _bars(title: str, finding: str, rows: Rows, unit: str, goal: float | None, width: int) -> str:
    height, top, foot = (290 if width == WIDE else 240), 44, 30
    most = max([value for _, value in rows] + [goal or 0], default=0) * 1.05 or 1
    step = (width - 8) / max(len(rows), 1)
    floor = height - foot

    def level(value: float) -> float:
        return floor - (floor - top) * value / most

    pieces = []
    for place, (name, value) in enumerate(rows):
        left, middle = 4 + step * (place + 0.1), 4 + step * (place + 0.5)
        lit = " lit" if place == len(rows) - 1 else ""
        tall = floor - level(value) > 30
        pieces.append(rect(f"bar{lit}", left, level(value), step * 0.8, floor - level(value), 5))
        pieces.append(
            text(
                "value" + (lit if tall else ""),
                middle,
                floor - 10 if tall else level(value) - 6,
                f"{value:g}",
                "middle",
            )
        )
        pieces.append(text("", middle, height - 8, name, "middle"))
    if goal is not None:
        pieces.append(f'<path class="goal" d="M4 {level(goal):.1f}H{width - 4}"/>')
        named = gettext("Goal: %(goal)s %(unit)s") % {"goal": f"{goal:g}", "unit": unit}
        pieces.append(text("goal-name", width - 4, level(goal) - 8, named, "end"))
    return drawing(title, finding, width, height, pieces)


def _stacked(
    title: str, finding: str, rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str], width: int
) -> str:
    wide = width == WIDE
    thick, gap, left, top = 28, (18 if wide else 34), (176 if wide else 0), (44 if wide else 60)
    pieces = []
    for place, (name, numbers) in enumerate(rows):
        y = top + place * (thick + gap)
        pieces.append(text("", left - 12, y + 19, name, "end") if wide else text("", 0, y - 8, name))
        pieces += _slices(numbers, left, y, width - left - 4, thick)
    bottom = top + len(rows) * (thick + gap)
    across = 4 if wide else 2
    for place, part in enumerate(parts):
        x, y = left + place % across * (122 if wide else 150), bottom + 4 + place // across * 24
        pieces.append(rect(f"part-{place + 1}", x, y, 14, 14, 3))
        pieces.append(text("", x + 20, y + 12, part))
    return drawing(title, finding, width, bottom + 24 * (-(-len(parts) // across)) + 4, pieces)


def _slices(numbers: Sequence[int], left: float, y: float, room: float, thick: float) -> list[str]:
    total, pieces = sum(numbers) or 1, []
    for place, number in enumerate(numbers, start=1):
        length = room * number / total
        if number:
            pieces.append(rect(f"part-{place}", left, y, max(length - 2, 0), thick, 4))
        if length > 24:
            pieces.append(text(f"on-{place}", left + length / 2 - 1, y + 19, str(number), "middle"))
        left += length
    return pieces


def _trail(title: str, finding: str, stones: Sequence[tuple[str, str, str]], width: int) -> str:
    across = 6 if width == WIDE else 3
    step, tall = width / across, 104
    pieces: list[str] = []
    for place, (name, _, look) in enumerate(stones):
        x, y = step * (place % across + 0.5), 70 + tall * (place // across)
        if place % across:
            pieces.append(f'<path class="trail" d="M{x - step + 34:.0f} {y}H{x - 34:.0f}"/>')
        kind = f"stone {look}".strip()
        pieces.append(f'<ellipse class="{kind}" cx="{x:.0f}" cy="{y}" rx="28" ry="19"/>')
        pieces.append(text("value", x, y + 5, "✓" if look == "on" else str(place + 1), "middle"))
        pieces += [
            text("", x, y + 38 + 15 * line, words, "middle") for line, words in enumerate(lines(name, 16))
        ]
    return drawing(title, finding, width, 40 + tall * max(-(-len(stones) // across), 1), pieces)
