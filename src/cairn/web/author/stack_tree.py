"""The rule of a stack as the fields of its page: groups within groups, and what each button does with them.

A field's name is the path of its branch (`rule.0.1.points`: of the second in the first group). Numbers that are none
stay as they were typed, and are named by the document's problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from cairn.domain.stacks.rules import is_part, part_at
from cairn.web.shared.stack_parsing import ORDERS, node_at, number

ROOT = "rule"
MOST_ROWS = 60
DEEPEST = 12
Node = dict[str, Any]


@dataclass(slots=True)
class Branch:
    """A group of branches, or a part (`node`) at the end of one; `points` is what it brings where points count."""

    node: Node | None = None
    order: str = "any_order"
    needed: object = 1
    points: object = 1
    rows: list[Branch] = field(default_factory=list)


def read(rule: Mapping[str, Any]) -> Branch:
    """The rule of a document as a group; one that is a single part is a group of it."""
    found = _read(rule)
    return Branch(rows=[found]) if found.node else found


def _read(node: Mapping[str, Any], points: object = 1) -> Branch:
    if is_part(node):
        return Branch(dict(node), points=points)
    if "points" in node:
        rows = [_read(each["node"], each["points"]) for each in node["of"]]
        return Branch(None, "points", node["points"], points, rows)
    if "at_least" in node:
        return Branch(None, "at_least", node["at_least"], points, [_read(each) for each in node["of"]])
    rows = [_read(each) for each in node["all"]]
    return Branch(None, "in_order" if node.get("ordered") else "any_order", len(rows), points, rows)


def rule_of(branch: Branch) -> Node:
    """The branch as it stands in a document."""
    if branch.node is not None:
        return branch.node
    nodes = [rule_of(row) for row in branch.rows]
    if branch.order == "points":
        of = [{"node": node, "points": row.points} for node, row in zip(nodes, branch.rows, strict=True)]
        return {"points": branch.needed, "of": of}
    if branch.order == "at_least":
        return {"at_least": branch.needed, "of": nodes}
    return {"all": nodes, "ordered": branch.order == "in_order"}


def fields_of(branch: Branch, path: str = ROOT) -> Iterator[tuple[str, str]]:
    """The names and values that a browser posts for a branch."""
    yield f"{path}.points", str(branch.points)
    if branch.node is not None:
        part = part_at(branch.node)
        yield f"{path}.part", f"{part.kind}:{part.address}"
        yield from ((f"{path}.{key}", branch.node[key]) for key in ("state", "title") if key in branch.node)
        return
    yield from ((f"{path}.order", branch.order), (f"{path}.needed", str(branch.needed)))
    for place, row in enumerate(branch.rows):
        yield from fields_of(row, f"{path}.{place}")


def from_post(post: QueryDict, path: str = ROOT, depth: int = 0) -> Branch:
    """The branch that the form tells."""
    points = number(post.get(f"{path}.points", "1"))
    if f"{path}.part" in post:
        said = {key: post[f"{path}.{key}"] for key in ("state", "title") if f"{path}.{key}" in post}
        return Branch({**(node_at(post.get(f"{path}.part", "")) or {}), **said}, points=points)
    below = [f"{path}.{place}" for place in range(MOST_ROWS)] if depth < DEEPEST else []
    rows = [
        from_post(post, each, depth + 1)
        for each in below
        if node_at(post.get(f"{each}.part", "")) or f"{each}.order" in post
    ]
    order = post.get(f"{path}.order", "")
    needed = number(post.get(f"{path}.needed", "1"))
    return Branch(None, order if order in ORDERS else "any_order", needed, points, rows)


def add(root: Branch, path: str, branch: Branch) -> None:
    """Put a branch last into the group at `path`, or into the whole list; a part that the group has is not doubled."""
    steps = _steps(root, path)
    group = _at(root, steps) if steps else root
    if group.node is None and (branch.node is None or branch.node not in [row.node for row in group.rows]):
        group.rows.append(branch)


def act(root: Branch, push: str) -> str:
    """Do what a button asks (`up:rule.1`, `down:`, `out:`), and say where the branch is then; else nothing is done.

    Up and down go as in an outline: into a group that is passed, and out of it at its end.
    """
    verb, _, path = push.partition(":")
    steps = _steps(root, path)
    if not steps or verb not in {"up", "down", "out"}:
        return ""
    *above, place = steps
    group = _at(root, above)
    if verb == "out":
        del group.rows[place]
        return ""
    to = (_above if verb == "up" else _below)(group, above, place)
    if to is None:
        return path
    row = group.rows.pop(place)
    *into, place = to
    _at(root, into).rows.insert(place, row)
    return ".".join([ROOT, *map(str, to)])


def _above(group: Branch, above: list[int], place: int) -> list[int] | None:
    """Where a branch goes when it goes up, counted once it is taken out of its place."""
    if place == 0:
        return above or None
    before = group.rows[place - 1]
    return [*above, place - 1, *([len(before.rows)] if before.node is None else [])]


def _below(group: Branch, above: list[int], place: int) -> list[int] | None:
    if place == len(group.rows) - 1:
        return [*above[:-1], above[-1] + 1] if above else None
    inside = group.rows[place + 1].node is None
    return [*above, place, 0] if inside else [*above, place + 1]


def _steps(root: Branch, path: str) -> list[int] | None:
    """The places that lead to a branch; none where there is no such branch, empty for the root."""
    head, *told = path.split(".")
    if head != ROOT or not all(step.isascii() and step.isdigit() for step in told) or len(told) > DEEPEST:
        return None
    branch, steps = root, [int(step) for step in told]
    for step in steps:
        if step >= len(branch.rows):
            return None
        branch = branch.rows[step]
    return steps


def _at(root: Branch, steps: list[int]) -> Branch:
    for step in steps:
        root = root.rows[step]
    return root
