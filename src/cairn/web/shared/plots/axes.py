"""A measure laid along a line of the drawing: where values stand, and its ticks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.web.shared.drawing import number, path, rect, text


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `least` to `most` stand from `begins` to `ends` in the drawing; what lies beyond stands at the end.

    For a measure that rises upwards `begins` is the lower edge, and thus the greater number.
    """

    least: float
    most: float
    begins: float
    ends: float

    def at(self, value: float) -> float:
        share = (min(max(value, self.least), self.most) - self.least) / ((self.most - self.least) or 1)
        return self.begins + share * (self.ends - self.begins)


@dataclass(frozen=True, slots=True)
class Frame:
    """The field of a plot: an axis across, an axis up, and the names of both."""

    across: Axis
    up: Axis

    @classmethod
    def of(cls, width: int, height: float, *, across: tuple[float, float], up: tuple[float, float]) -> Frame:
        return cls(Axis(*across, 46, width - 14), Axis(*up, height - 46, 58))

    def drawn(
        self,
        *,
        across: Iterable[float],
        up: Iterable[float],
        names: tuple[str, str],
        digits: tuple[int, int] = (1, 1),
    ) -> list[str]:
        """Lines and numbers at these values, and what is measured: `names` across and up."""
        left, right, floor, top = self.across.begins, self.across.ends, self.up.begins, self.up.ends
        pieces = [text("name", left, top - 12, names[1]), text("name", right, floor + 38, names[0], "end")]
        for value in up:
            y = self.up.at(value)
            pieces.append(path("rule", f"M{left:.1f} {y:.1f}H{right:.1f}"))
            pieces.append(text("tick", left - 6, y + 4, number(value, digits[1]), "end"))
        return pieces + [
            text("tick", self.across.at(value), floor + 18, number(value, digits[0]), "middle")
            for value in across
        ]

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.across.at(x), self.up.at(y)

    def line(self, kind: str, points: Iterable[tuple[float, float]]) -> str:
        placed = [self.point(*each) for each in points]
        return path(kind, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)) if placed else ""


def zones(axis: Axis, bounds: Iterable[tuple[float, float, str]], top: float, height: float) -> list[str]:
    """Bands of meaning behind the marks of a horizontal axis: from, to, and the look of each."""
    return [
        rect(kind, axis.at(low), top, axis.at(high) - axis.at(low), height, 0) for low, high, kind in bounds
    ]
