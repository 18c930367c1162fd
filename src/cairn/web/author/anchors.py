"""Where on the authoring page each problem is mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.domain.catalog.document import Problem
from cairn.web.author.shown import Grid, Section


@dataclass(frozen=True, slots=True)
class Found:
    """A problem and the anchor of the nearest thing on the page."""

    problem: Problem
    anchor: str


def linked(found: Iterable[Problem], sections: Sequence[Section], grid: Grid) -> list[Found]:
    """Each problem with the anchor of its field, or of the nearest thing around it."""
    rows = (
        [row for section in sections for row in section.rows]
        + list(grid.levels)
        + [row for row, _cells in grid.criteria]
    )
    rows += [inner for row in rows for group in row.groups for inner in group.rows]
    names = {one.name for section in sections for one in section.fields} | {grid.passing.name}
    names |= {one.name for one in grid.rule}
    names |= {one.name for row in rows for one in row.fields if one.kind != "hidden"} | {
        row.path for row in rows
    }
    names |= {cell.name for _row, cells in grid.criteria for cell in cells}
    return [Found(problem, _nearest(problem.path, names)) for problem in found]


def _nearest(path: str, names: set[str]) -> str:
    """The longest beginning of the path that is on the page, else its section."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in names:
            return f"f-{name}"
    homes = {
        "method": "method",
        "research": "research",
        "resources": "resources",
        "slots": "slots",
        "rubric": "rubric",
        "examples": "examples",
        "completion": "examples",
        "prerequisites": "prerequisites",
        "alignments": "alignments",
        "judging": "judging",
    }
    return f"section-{homes.get(parts[0], 'facts')}"
