"""A stack's rule as its page shows it: each branch with its name and its buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from cairn.domain.stacks.rules import Part, part_at
from cairn.web.author.stack_tree import ROOT, Branch, fields_of
from cairn.web.shared.pathway import Stone


@dataclass(frozen=True, slots=True)
class Shown:
    """A branch: where it is, what it is called, its hidden fields, and which of its buttons there are.

    `counted` says that it brings points; `focus` is the button to go on with.
    """

    path: str
    title: str
    branch: Branch
    stone: Stone | None
    rows: tuple[Shown, ...]
    hidden: tuple[tuple[str, str], ...]
    first: bool
    last: bool
    counted: bool
    focus: str

    @property
    def group(self) -> bool:
        return self.branch.node is None


def shown(root: Branch, stones: Mapping[Part, Stone], at: str) -> Shown:
    """The whole rule; `at` is a button (`up:rule.1`) that was pushed, to be the first that the keyboard meets."""
    return _shown(root, stones, at, ROOT, first=True, last=True, counted=False)


def groups(whole: Shown) -> Iterator[tuple[str, str]]:
    """The path and title of every group."""
    if whole.group:
        yield whole.path, whole.title
        for row in whole.rows:
            yield from groups(row)


def _shown(
    branch: Branch,
    stones: Mapping[Part, Stone],
    at: str,
    path: str,
    *,
    first: bool,
    last: bool,
    counted: bool,
) -> Shown:
    outermost, end = path == ROOT, len(branch.rows) - 1
    rows = tuple(
        _shown(
            row, stones, at, f"{path}.{place}",
            first=outermost and place == 0, last=outermost and place == end, counted=branch.order == "points",
        )
        for place, row in enumerate(branch.rows)
    )  # fmt: skip
    stone = stones.get(part_at(branch.node)) if branch.node else None
    verb = at.partition(":")[0] if at.partition(":")[2] == path else ""
    return Shown(
        path=path,
        title=_title(branch, path, stone),
        branch=branch,
        stone=stone,
        rows=rows,
        hidden=tuple(fields_of(branch, path))[1:] if branch.node else (),
        first=first,
        last=last,
        counted=counted,
        focus={("up", True): "down", ("down", True): "up"}.get((verb, first if verb == "up" else last), verb),
    )


def _title(branch: Branch, path: str, stone: Stone | None) -> str:
    if branch.node:
        return stone.title if stone else str(branch.node.get("title") or part_at(branch.node).address)
    if path == ROOT:
        return gettext("The whole list")
    number = ".".join(str(int(step) + 1) for step in path.split(".")[1:])
    return gettext("Group %(number)s") % {"number": number}
