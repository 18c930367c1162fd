"""Parts of a whole: where the variance comes from, and how the scores of each criterion spread over the levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.web.shared import charts
from cairn.web.shared.drawing import NARROW, WIDE, drawing, figure, number, rect, table, text


class Share(NamedTuple):
    """A part of the variance: its name, its share of the whole (0 to 1), and the component itself."""

    name: str
    share: float
    component: float
    wanted: bool = False


def variance(title: str, finding: str, shares: Sequence[Share]) -> SafeString:
    """Where scores differ from, one bar for each source, the largest first; the wanted one is lit."""
    ordered = sorted(shares, key=lambda each: -each.share)
    drawings = [_variance(title, finding, ordered, width) for width in (WIDE, NARROW)]
    heads = ["", gettext("Share"), gettext("Variance component")]
    rows = ((each.name, [f"{each.share:.0%}", number(each.component, 3)]) for each in ordered)
    return figure(drawings, table(heads, rows), finding)


def distributions(
    title: str, finding: str, levels: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]
) -> SafeString:
    """How often each level was given, for each criterion; levels stand lowest first."""
    short = [(name if len(name) <= 24 else f"{name[:23]}…", counts) for name, counts in rows]
    return charts.stacked(title, finding, short, levels)


def _variance(title: str, finding: str, shares: Sequence[Share], width: int) -> str:
    pieces, room, left = [], width - 60, 0.0
    for place, each in enumerate(shares):
        y = 40 + place * 46
        lit = " lit" if each.wanted else ""
        pieces.append(text("value" if each.wanted else "", 0, y + 12, each.name))
        start, length = room * left, max(room * each.share, 2)
        pieces.append(rect("track", 0, y + 18, room, 18, 4))
        pieces.append(rect(f"bar{lit}", start, y + 18, length, 18, 4))
        pieces.append(text("value", width - 2, y + 32, f"{each.share:.0%}", "end"))
        left += each.share
    return drawing(title, finding, width, 44 + 46 * len(shares), pieces)
