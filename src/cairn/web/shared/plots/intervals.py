"""Values with their intervals: the forest plot, and differences between groups with ETS classes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.web.shared.drawing import (
    NARROW,
    WIDE,
    drawing,
    figure,
    lines,
    number,
    path,
    rect,
    table,
    text,
)
from cairn.web.shared.plots.axes import Axis, zones

ROW = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """One row: a value with its interval, or `why` there is none. `n` is what it rests on; `band` is its label."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    band: str = ""
    why: str = ""
    whole: bool = False


def forest(
    title: str,
    finding: str,
    marks: Sequence[Mark],
    *,
    measure: str,
    bands: Sequence[tuple[float, str]],
    span: tuple[float, float] = (0, 1),
) -> SafeString:
    """One row for each mark; `bands` are the lower bounds at which a label begins, lowest first."""
    drawings = [_forest(title, finding, marks, bands, span, width) for width in (WIDE, NARROW)]
    heads = ["", measure, gettext("95% interval"), gettext("Submissions"), gettext("Label")]
    return figure(drawings, table(heads, ((mark.name, _cells(mark)) for mark in marks)), finding)


def differences(title: str, finding: str, marks: Sequence[Mark]) -> SafeString:
    """Mantel-Haenszel differences on the delta scale; `band` is the ETS class A, B or C of each criterion."""
    bounds = ((-4, -1.5, "zone-0"), (-1.5, -1, "zone-1"), (1, 1.5, "zone-1"), (1.5, 4, "zone-0"))
    drawings = [_differences(title, finding, marks, bounds, width) for width in (WIDE, NARROW)]
    heads = [
        "",
        gettext("Difference (delta)"),
        gettext("95% interval"),
        gettext("People"),
        gettext("ETS class"),
    ]
    return figure(drawings, table(heads, ((mark.name, _cells(mark)) for mark in marks)), finding)


def _cells(mark: Mark) -> list[str]:
    if mark.value is None:
        return [mark.why or number(None), number(None), f"{mark.n:,}", ""]
    span = f"{number(mark.low)} – {number(mark.high)}" if mark.low is not None else number(None)
    return [number(mark.value), span, f"{mark.n:,}", mark.band]


def _forest(
    title: str,
    finding: str,
    marks: Sequence[Mark],
    bands: Sequence[tuple[float, str]],
    span: tuple[float, float],
    width: int,
) -> str:
    axis, top = Axis(*span, 8, width - 8), 62
    bottom = top + ROW * len(marks)
    edges = [*(low for low, _ in bands), span[1]]
    looks = [
        (low, high, f"zone-{place if len(bands) > 1 else 1}")
        for place, (low, high) in enumerate(itertools.pairwise(edges))
    ]
    pieces = zones(axis, looks, top, bottom - top)
    for low, label in bands:
        if width == WIDE and label:
            pieces.append(text("tick", axis.at(low) + 4, top - 8, label))
        pieces.append(
            text("tick", axis.at(low), bottom + 18, number(low), "middle" if low > span[0] else "start")
        )
    if width == NARROW:
        pieces.append(text("tick", 8, top - 8, " · ".join(label for _, label in bands if label)))
    pieces.append(text("tick", axis.at(span[1]), bottom + 18, number(span[1]), "end"))
    for place, mark in enumerate(marks):
        pieces += _row(mark, axis, top + ROW * place)
    return drawing(title, finding, width, bottom + 26, pieces)


def _differences(
    title: str,
    finding: str,
    marks: Sequence[Mark],
    bounds: Sequence[tuple[float, float, str]],
    width: int,
) -> str:
    axis, top = Axis(-4, 4, 8, width - 8), 62
    bottom = top + ROW * len(marks)
    pieces = zones(axis, bounds, top, bottom - top)
    pieces.append(path("axis", f"M{axis.at(0):.1f} {top}V{bottom}"))
    pieces.append(text("tick", 8, top - 8, gettext("harder for the group")))
    pieces.append(text("tick", width - 8, top - 8, gettext("easier"), "end"))
    for value in (-1.5, -1, 0, 1, 1.5):
        if width == WIDE or value in (-1.5, 0, 1.5):
            pieces.append(text("tick", axis.at(value), bottom + 18, number(value, 1), "middle"))
    for place, mark in enumerate(marks):
        pieces += _row(mark, axis, top + ROW * place)
    return drawing(title, finding, width, bottom + 26, pieces)


def _row(mark: Mark, axis: Axis, y: float) -> list[str]:
    """The name above its interval, so that long names have the whole width on a phone too."""
    kind = " whole" if mark.whole else ""
    name = lines(mark.name, 34)[0]
    if mark.value is None:
        return [
            text("value" if mark.whole else "", axis.begins + 4, y + 18, name),
            text("quiet", axis.begins + 4, y + 38, mark.why or gettext("insufficient data")),
        ]
    middle, x = y + 35, axis.at(mark.value)
    pieces = [
        text("value" if mark.whole else "", axis.begins + 4, y + 18, name),
        text("value", axis.ends - 4, y + 18, f"{number(mark.value)} {mark.band}".strip(), "end"),
    ]
    if mark.low is not None and mark.high is not None:
        low, high = axis.at(mark.low), axis.at(mark.high)
        pieces.append(
            path(
                f"interval{kind}",
                f"M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 5}v10M{high:.1f} {middle - 5}v10",
            )
        )
    return [*pieces, rect(f"mark{kind}", x - 6, middle - 6, 12, 12, 2 if mark.whole else 6)]
