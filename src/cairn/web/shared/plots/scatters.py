"""Points in a field: difficulty against discrimination, readings against error, and promises against what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.web.shared.drawing import NARROW, WIDE, dot, drawing, figure, number, rect, table, text
from cairn.web.shared.plots.axes import Frame

TALL = 340


class Item(NamedTuple):
    """A criterion: the share of people who met it, its item-rest correlation, and whether it is flagged."""

    name: str
    met: float
    discrimination: float | None
    flagged: bool = False


class Policy(NamedTuple):
    """A way of reading: readings a submission, the share of wrong decisions, and whether it is the one in use."""

    name: str
    reads: float
    error: float
    now: bool = False


class Bin(NamedTuple):
    """Submissions with about the same predicted chance of an award, and how many of them got it."""

    predicted: float
    observed: float
    n: int


def criteria(title: str, finding: str, items: Sequence[Item]) -> SafeString:
    """Each criterion by how many met it and how well it goes with the others; the shaded edges are flagged."""
    drawings = [_criteria(title, finding, items, width) for width in (WIDE, NARROW)]
    heads = ["", gettext("Met"), gettext("Goes with the rest (r)"), gettext("Look again")]
    rows = (
        (each.name, [f"{each.met:.0%}", number(each.discrimination), gettext("yes") if each.flagged else ""])
        for each in items
    )
    return figure(drawings, table(heads, rows), finding)


def policies(title: str, finding: str, points: Sequence[Policy]) -> SafeString:
    """What more readings buy: the share of wrong decisions against readings a submission."""
    drawings = [_policies(title, finding, points, width) for width in (WIDE, NARROW)]
    heads = ["", gettext("Readings a submission"), gettext("Wrong decisions")]
    rows = ((each.name, [number(each.reads), f"{each.error:.1%}"]) for each in points)
    return figure(drawings, table(heads, rows), finding)


def calibration(title: str, finding: str, bins: Sequence[Bin]) -> SafeString:
    """Predicted against observed shares of awards; on the diagonal both are the same."""
    drawings = [_calibration(title, finding, bins, width) for width in (WIDE, NARROW)]
    heads = ["", gettext("Predicted"), gettext("Came true"), gettext("Submissions")]
    rows = (
        (str(place), [f"{each.predicted:.0%}", f"{each.observed:.0%}", f"{each.n:,}"])
        for place, each in enumerate(bins, start=1)
    )
    return figure(drawings, table(heads, rows), finding)


def _criteria(title: str, finding: str, items: Sequence[Item], width: int) -> str:
    frame = Frame.of(width, TALL, across=(0, 1), up=(-0.2, 1))
    left, right, floor, top = frame.across.begins, frame.across.ends, frame.up.begins, frame.up.ends
    weak = frame.up.at(0.2)
    pieces = [
        rect("zone-1", left, weak, right - left, floor - weak, 0),
        rect("zone-1", frame.across.at(0.95), top, right - frame.across.at(0.95), weak - top, 0),
        rect("zone-1", left, top, frame.across.at(0.2) - left, weak - top, 0),
        *frame.drawn(
            across=(0, 0.2, 0.5, 0.95),
            up=(0, 0.2, 0.6, 1),
            names=(gettext("Share who met it"), gettext("Goes with the rest (r)")),
            digits=(2, 1),
        ),
    ]
    for place, each in enumerate(items, start=1):
        if each.discrimination is None:
            continue
        x, y = frame.point(each.met, each.discrimination)
        pieces.append(dot("mark flagged" if each.flagged else "mark", x, y, 10))
        pieces.append(text("on-mark", x, y + 4, str(place), "middle"))
    names = [f"{place} {each.name}" for place, each in enumerate(items, start=1)]
    return drawing(title, finding, width, TALL + _legend(pieces, names, width), pieces)


def _legend(pieces: list[str], names: Sequence[str], width: int) -> float:
    """Write the names below the field, two columns where there is room; the height they take."""
    columns = 2 if width == WIDE else 1
    for place, name in enumerate(names):
        x, y = place % columns * (width / columns), TALL + 16 + place // columns * 20
        pieces.append(text("", x, y, name[: 46 if columns == 2 else 44]))
    return 14 + 20 * -(-len(names) // columns)


def _policies(title: str, finding: str, points: Sequence[Policy], width: int) -> str:
    most = max((each.error for each in points), default=0.1) * 1.25
    reach = max((each.reads for each in points), default=2) * 1.05
    frame = Frame.of(width, TALL, across=(1, max(reach, 1.5)), up=(0, most))
    pieces = frame.drawn(
        across=[value for value in (1, 1.5, 2, 2.5, 3) if value <= reach],
        up=(0, most / 2, most),
        names=(gettext("Readings a submission"), gettext("Wrong decisions (share)")),
        digits=(1, 2),
    )
    ordered = sorted(points, key=lambda each: each.reads)
    pieces.append(frame.line("curve", [(each.reads, each.error) for each in ordered]))
    for place, each in enumerate(ordered, start=1):
        x, y = frame.point(each.reads, each.error)
        pieces.append(dot("mark flagged" if each.now else "mark", x, y, 10))
        pieces.append(text("on-mark", x, y + 4, str(place), "middle"))
    names = [
        f"{place} {each.name}{gettext(' (now)') if each.now else ''}"
        for place, each in enumerate(ordered, start=1)
    ]
    return drawing(title, finding, width, TALL + _legend(pieces, names, width), pieces)


def _calibration(title: str, finding: str, bins: Sequence[Bin], width: int) -> str:
    frame = Frame.of(width, TALL, across=(0, 1), up=(0, 1))
    pieces = frame.drawn(
        across=(0, 0.25, 0.5, 0.75, 1),
        up=(0, 0.25, 0.5, 0.75, 1),
        names=(gettext("Predicted chance"), gettext("Came true")),
        digits=(2, 2),
    )
    pieces.append(frame.line("goal", [(0, 0), (1, 1)]))
    pieces.append(frame.line("curve", [(each.predicted, each.observed) for each in bins]))
    for each in bins:
        x, y = frame.point(each.predicted, each.observed)
        pieces.append(dot("mark", x, y, 6))
        pieces.append(text("tick", x + 10, y + 4, f"n={each.n}"))
    return drawing(title, finding, width, TALL, pieces)
