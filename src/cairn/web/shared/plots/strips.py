"""One strip an evaluator: how far she has drifted from her fellow readers, reading by reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cairn.web.shared.drawing import NARROW, WIDE, dot, drawing, figure, number, path, table, text
from cairn.web.shared.plots.axes import Axis

STRIP = 96


class Strip(NamedTuple):
    """The two sums of a CUSUM: toward leniency (above) and toward severity (below); `signal` is the place of the
    first alarm."""

    name: str
    upper: Sequence[float]
    lower: Sequence[float]
    signal: int | None = None


def cusum(title: str, finding: str, strips: Sequence[Strip], *, limit: float = 4) -> SafeString:
    """A dashed line stands at the limit; a strip that crosses it carries a mark."""
    drawings = [_cusum(title, finding, strips, limit, width) for width in (WIDE, NARROW)]
    heads = ["", gettext("Monitored readings"), gettext("Highest"), gettext("Lowest"), gettext("Signal at")]
    rows = (
        (
            each.name,
            [
                len(each.upper),
                number(max(each.upper, default=0)),
                number(-max((abs(value) for value in each.lower), default=0)),
                gettext("none") if each.signal is None else each.signal + 1,
            ],
        )
        for each in strips
    )
    return figure(drawings, table(heads, rows), finding)


def _cusum(title: str, finding: str, strips: Sequence[Strip], limit: float, width: int) -> str:
    pieces: list[str] = []
    longest = max((len(each.upper) for each in strips), default=1)
    for place, each in enumerate(strips):
        top = 34 + place * STRIP
        pieces += _strip(each, longest, limit, top, width)
    return drawing(title, finding, width, 40 + STRIP * max(len(strips), 1), pieces)


def _strip(strip: Strip, longest: int, limit: float, top: float, width: int) -> list[str]:
    reach = limit * 1.5
    across, up = Axis(0, max(longest - 1, 1), 8, width - 16), Axis(-reach, reach, top + STRIP - 10, top + 20)
    pieces = [
        text("value", 0, top + 12, strip.name),
        path("axis", f"M4 {up.at(0):.1f}H{width - 4}"),
        path("goal", f"M4 {up.at(limit):.1f}H{width - 4}M4 {up.at(-limit):.1f}H{width - 4}"),
    ]
    for values, sign in ((strip.upper, 1), (strip.lower, -1)):
        points = [(across.at(n), up.at(sign * abs(value))) for n, value in enumerate(values)]
        if points:
            pieces.append(path("curve", "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)))
    if strip.signal is None:
        pieces.append(text("tick", width - 4, top + 12, gettext("no signal"), "end"))
        return pieces
    above = strip.upper[strip.signal] >= limit
    value = strip.upper[strip.signal] if above else -abs(strip.lower[strip.signal])
    words = gettext("more lenient") if above else gettext("stricter")
    pieces.append(dot("mark flagged", across.at(strip.signal), up.at(value), 6))
    said = gettext("%(way)s since reading %(n)d") % {"way": words, "n": strip.signal + 1}
    return [*pieces, text("goal-name", width - 4, top + 12, said, "end")]
