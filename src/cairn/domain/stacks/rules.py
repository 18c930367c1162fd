"""What a stack asks for, and how far somebody has come. Pure: a rule and what was earned go in, progress comes out.

A rule is a tree of JSON nodes: `all`, `at_least`, `points`, and at its ends a micro-credential or another stack.
Order leads and does not punish: in an ordered list one part after the other is offered, but what somebody has
earned already counts wherever it stands. So earning more never undoes anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Node = Mapping[str, Any]
KINDS = ("micro_credential", "stack")


class Part(NamedTuple):
    """What stands at the end of a branch: its kind (one of `KINDS`) and its address, `organization-slug/key`."""

    kind: str
    address: str


Before = Mapping[Part, Collection[Part]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one node is: `done` of `needed`, counted in parts, in points, or 0 and 1 for a single part.

    `next` are the parts to go on with, in the order of the rule; none when the node is complete.
    `worth` are the points that the node brings in the list above it.
    """

    kind: str
    done: int
    needed: int
    parts: tuple[Progress, ...] = ()
    part: Part | None = None
    ordered: bool = False
    worth: int = 0
    next: tuple[Part, ...] = ()

    @property
    def complete(self) -> bool:
        return self.done >= self.needed


def whole(document: Mapping[str, Any]) -> Node:
    """The rule of a stack document with its capstone, which comes after everything else."""
    if not document["capstone"]:
        rule: Node = document["rule"]
        return rule
    return {"all": [document["rule"], document["capstone"]], "ordered": True}


def progress(rule: Node, earned: Collection[Part], *, before: Before | None = None) -> Progress:
    """How far somebody who has `earned` these is; `before` holds parts that must be earned before a part is begun."""
    return _progress(rule, frozenset(earned), before or {})


def parts_of(rule: Node) -> tuple[Part, ...]:
    """Every part that the rule names, each once, in its order."""
    return tuple(dict.fromkeys(part_at(end) for end in ends(rule)))


def ends(rule: Node) -> Iterator[Node]:
    """The nodes at the ends of the branches."""
    if is_part(rule):
        yield rule
    for child in children_of(rule):
        yield from ends(child)


def is_part(node: Node) -> bool:
    """Whether the node is a part rather than a group of nodes."""
    return any(kind in node for kind in KINDS)


def children_of(node: Node) -> tuple[Node, ...]:
    """The nodes below this one; none below a part."""
    if "all" in node:
        return tuple(node["all"])
    if "at_least" in node:
        return tuple(node["of"])
    if "points" in node:
        return tuple(row["node"] for row in node["of"])
    return ()


def part_at(end: Node) -> Part:
    """The part that an end of a branch names."""
    kind = "stack" if "stack" in end else "micro_credential"
    return Part(kind, str(end[kind]))


def _progress(node: Node, earned: frozenset[Part], before: Before, worth: int = 0) -> Progress:
    if "points" in node:
        return _points(node, earned, before, worth)
    if is_part(node):
        return _end(node, earned, before, worth)
    below = tuple(_progress(child, earned, before) for child in children_of(node))
    done = sum(each.complete for each in below)
    if "all" in node:
        ordered = bool(node.get("ordered"))
        ahead = _ahead(below[: _first_open(below) + 1] if ordered else below)
        return Progress("all", done, len(below), below, ordered=ordered, worth=worth, next=ahead)
    needed = int(node["at_least"])
    ahead = _ahead(below) if done < needed else ()
    return Progress("at_least", min(done, needed), needed, below, worth=worth, next=ahead)


def _points(node: Node, earned: frozenset[Part], before: Before, worth: int) -> Progress:
    below = tuple(_progress(row["node"], earned, before, int(row["points"])) for row in node["of"])
    needed = int(node["points"])
    done = min(needed, sum(each.worth for each in below if each.complete))
    ahead = _ahead(below) if done < needed else ()
    return Progress("points", done, needed, below, worth=worth, next=ahead)


def _end(node: Node, earned: frozenset[Part], before: Before, worth: int) -> Progress:
    part = part_at(node)
    done = part in earned
    ready = not done and set(before.get(part, ())) <= earned
    return Progress("part", int(done), 1, part=part, worth=worth, next=(part,) if ready else ())


def _first_open(below: tuple[Progress, ...]) -> int:
    return next((place for place, each in enumerate(below) if not each.complete), len(below))


def _ahead(below: tuple[Progress, ...]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(part for each in below for part in each.next))
