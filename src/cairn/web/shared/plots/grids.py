"""Numbers in a grid: reader by reader, criterion by criterion, and evaluators by criteria."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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

STEPS = 5


class Cell(NamedTuple):
    """A value and what it rests on; no value where the two never met."""

    value: float | None
    n: int


Grid = Sequence[Sequence[Cell | None]]


def readers(title: str, finding: str, names: Sequence[str], cells: Grid) -> SafeString:
    """How often each two evaluators agreed: a square under pseudonyms, of which the lower half is drawn."""
    drawings = [_square(title, finding, names, cells, width, _share) for width in (WIDE, NARROW)]
    return figure(drawings, _numbers(names, cells, _of_n), finding)


def matrix(title: str, finding: str, names: Sequence[str], cells: Grid) -> SafeString:
    """How criteria go with one another; on the diagonal, each with the rest of the rubric."""
    drawings = [_square(title, finding, names, cells, width, _correlation) for width in (WIDE, NARROW)]
    return figure(drawings, _numbers(names, cells, _correlation), finding)


def contour(
    title: str,
    finding: str,
    coefficients: Mapping[tuple[int, int], float],
    *,
    now: tuple[int, int],
    targets: Sequence[float] = (0.7, 0.8),
) -> SafeString:
    """Dependability (Phi) for evaluators x criteria; a line is drawn where each target is first reached.

    `coefficients` is keyed by (evaluators, criteria); `now` is the design in use.
    """
    drawings = [_contour(title, finding, coefficients, now, targets, width) for width in (WIDE, NARROW)]
    columns = sorted({criteria for _, criteria in coefficients})
    heads = ["", *(gettext("Criteria: %(n)d") % {"n": n} for n in columns)]
    rows = (
        (
            gettext("Evaluators: %(n)d") % {"n": n},
            [number(coefficients.get((n, column))) for column in columns],
        )
        for n in sorted({readers for readers, _ in coefficients})
    )
    return figure(drawings, table(heads, rows), finding)


def _share(cell: Cell) -> str:
    return f"{cell.value:.0%}" if cell.value is not None else number(None)


def _of_n(cell: Cell) -> str:
    return f"{_share(cell)} ({cell.n:,})"


def _correlation(cell: Cell) -> str:
    return number(cell.value)


def _numbers(names: Sequence[str], cells: Grid, said: Callable[[Cell], str]) -> SafeString:
    rows = (
        (name, [said(cell) if cell else "" for cell in row]) for name, row in zip(names, cells, strict=True)
    )
    return table(["", *names], rows)


def _look(value: float | None) -> str:
    if value is None:
        return "cell none"
    return f"cell step-{min(max(int(value * STEPS), 0), STEPS - 1) + 1}"


def _square(
    title: str,
    finding: str,
    names: Sequence[str],
    cells: Grid,
    width: int,
    said: Callable[[Cell], str],
) -> str:
    """Rows are named at the left; columns by their place in the list, so that names need no turning."""
    left = 210 if width == WIDE else 118
    size = min((width - left - 4) / max(len(names), 1), 62)
    tall = min(size, 40)
    pieces = [text("tick", left + size * (n + 0.5), 48, str(n + 1), "middle") for n in range(len(names))]
    for row, (name, line) in enumerate(zip(names, cells, strict=True)):
        y = 56 + row * tall
        short = lines(f"{row + 1} {name}", 28 if width == WIDE else 14)[0]
        pieces.append(text("", left - 8, y + tall / 2 + 4, short, "end"))
        for column, cell in enumerate(line):
            if cell is None:
                continue
            x = left + column * size
            pieces.append(rect(_look(cell.value), x + 1, y + 1, size - 2, tall - 2, 3))
            if size >= 30:
                pieces.append(text("in-cell", x + size / 2, y + tall / 2 + 4, said(cell), "middle"))
    return drawing(title, finding, width, 62 + tall * len(names), pieces)


def _contour(
    title: str,
    finding: str,
    coefficients: Mapping[tuple[int, int], float],
    now: tuple[int, int],
    targets: Sequence[float],
    width: int,
) -> str:
    rows = sorted({readers for readers, _ in coefficients})
    columns = sorted({criteria for _, criteria in coefficients})
    left, top, tall = (92 if width == WIDE else 30), 66, 38
    size = (width - left - 6) / max(len(columns), 1)
    pieces = [text("name", left, 42, gettext("Criteria in the rubric"))]
    for place, column in enumerate(columns):
        pieces.append(text("tick", left + size * (place + 0.5), top - 8, str(column), "middle"))
    for place, row in enumerate(rows):
        y = top + place * tall
        named = gettext("%(n)d evaluators") % {"n": row} if width == WIDE and row > 1 else str(row)
        if width == WIDE and row == 1:
            named = gettext("1 evaluator")
        pieces.append(text("tick", left - 8, y + tall / 2 + 4, named, "end"))
        for at, column in enumerate(columns):
            value = coefficients.get((row, column))
            if value is None:
                continue
            reached = sum(value >= target for target in targets)
            kind = f"cell reach-{reached}" + (" now" if (row, column) == now else "")
            pieces.append(rect(kind, left + at * size + 1, y + 1, size - 2, tall - 2, 3))
            pieces.append(
                text("in-cell", left + (at + 0.5) * size, y + tall / 2 + 4, number(value), "middle")
            )
    bottom = top + tall * len(rows)
    pieces += _border(coefficients, rows, columns, targets, (left, top, size, tall))
    drawn = gettext("Lines: where %(first)s and %(second)s are reached.")
    drawn %= {"first": number(targets[0]), "second": number(targets[-1])}
    pieces.append(text("tick", left, bottom + 20, drawn))
    pieces.append(text("tick", left, bottom + 38, gettext("Outlined: as it is now.")))
    return drawing(title, finding, width, bottom + 46, pieces)


def _border(
    coefficients: Mapping[tuple[int, int], float],
    rows: Sequence[int],
    columns: Sequence[int],
    targets: Sequence[float],
    place: tuple[float, float, float, float],
) -> list[str]:
    """Stairs between the cells that reach a target and those that do not."""
    left, top, size, tall = place
    found = []
    for number_, target in enumerate(targets, start=1):
        steps = []
        for row_at, row in enumerate(rows):
            for at, column in enumerate(columns):
                if coefficients.get((row, column), 0) < target:
                    continue
                x, y = left + at * size, top + row_at * tall
                if at and coefficients.get((row, columns[at - 1]), 0) < target:
                    steps.append(f"M{x:.1f} {y:.1f}v{tall}")
                if row_at and coefficients.get((rows[row_at - 1], column), 0) < target:
                    steps.append(f"M{x:.1f} {y:.1f}h{size:.1f}")
        if steps:
            found.append(path(f"border-{number_}", "".join(steps)))
    return found
