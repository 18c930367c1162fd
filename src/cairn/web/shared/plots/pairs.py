"""Two columns a row, before and after: how many lack how much, now and with a change."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from cairn.web.shared.drawing import NARROW, WIDE, drawing, figure, rect, table, text

Rows = Sequence[tuple[str, int, int]]


def pairs(title: str, finding: str, rows: Rows, names: tuple[str, str]) -> SafeString:
    """One pair of bars for each row, lying, with its numbers; the second of each pair is lit."""
    numbers = table(["", *names], ((name, [before, after]) for name, before, after in rows))
    drawings = [_drawn(title, finding, rows, names, width) for width in (WIDE, NARROW)]
    return figure(drawings, numbers, finding)


def _drawn(title: str, finding: str, rows: Rows, names: tuple[str, str], width: int) -> str:
    left = 118 if width == WIDE else 92
    room = width - left - 46
    most = max((count for _, *counts in rows for count in counts), default=0) or 1
    pieces = _key(names, left)
    for place, (name, *counts) in enumerate(rows):
        y = 58 + place * 42
        pieces.append(text("", left - 10, y + 21, name, "end"))
        for line, count in enumerate(counts):
            top, length = y + line * 16, room * count / most
            pieces.append(rect("bar lit" if line else "bar", left, top, max(length, 1), 14, 3))
            pieces.append(text("value", left + max(length, 1) + 6, top + 12, f"{count:,}"))
    return drawing(title, finding, width, 62 + len(rows) * 42, pieces)


def _key(names: tuple[str, str], left: float) -> list[str]:
    pieces = []
    for place, name in enumerate(names):
        x = left + place * 120
        pieces += [rect("bar lit" if place else "bar", x, 30, 14, 14, 3), text("", x + 20, 42, name)]
    return pieces
