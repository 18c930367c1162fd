"""The tree that `isChildOf` makes: in order, with several parents, and without circles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Link:
    """A child below a parent (below nothing: at the top), with its place in the order, if told."""

    child: UUID
    parent: UUID | None
    sequence: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: below `parent`, or at the top; `position` counts from 1 among its neighbors."""

    item: UUID
    parent: UUID | None
    position: int


def grow(items: Sequence[UUID], links: Iterable[Link]) -> tuple[list[Place], list[Link]]:
    """The places of all items, and the links that were cut because they would close a circle.

    Neighbors stand by their sequence number, then in the file's order. Every item has a place: one without a
    parent, or whose links were all cut, stands at the top. Places come in the order of the links.
    """
    order = {item: number for number, item in enumerate(items)}
    links = list(links)
    cut = _without_circles(items, links)
    left_out = {id(link) for link in cut}
    kept = [link for link in links if id(link) not in left_out]
    placed = {link.child for link in kept}
    standing = {(link.child, link.parent): link.sequence for link in reversed(kept)}
    in_file_order = list(dict.fromkeys((link.child, link.parent) for link in kept))
    in_file_order += [(item, None) for item in items if item not in placed]
    neighbors: dict[UUID | None, list[UUID]] = {}
    for child, parent in in_file_order:
        neighbors.setdefault(parent, []).append(child)
    position: dict[tuple[UUID, UUID | None], int] = {}
    for parent, children in neighbors.items():
        ranks = {child: (_rank(standing.get((child, parent))), order[child]) for child in children}
        children.sort(key=ranks.__getitem__)
        position |= {(child, parent): number for number, child in enumerate(children, start=1)}
    return [Place(child, parent, position[child, parent]) for child, parent in in_file_order], cut


def _rank(sequence: int | None) -> tuple[bool, int]:
    return sequence is None, sequence or 0


def _without_circles(items: Sequence[UUID], links: Sequence[Link]) -> list[Link]:
    """The links that would put an item below itself, seen from the top down.

    What nothing leads to from the top is walked from items without a parent, then in the file's order.
    """
    downward: dict[UUID | None, list[Link]] = {}
    for link in links:
        downward.setdefault(link.parent, []).append(link)
    children = {link.child for link in links}
    starts = [None, *(item for item in items if item not in children), *items]
    finished: set[UUID | None] = set()
    cut: list[Link] = []
    for start in starts:
        _walk_down(start, downward, finished, cut)
    return cut


def _walk_down(
    start: UUID | None, downward: dict[UUID | None, list[Link]], finished: set[UUID | None], cut: list[Link]
) -> None:
    """Follow every way down from `start`, without recursion, for a chain may be long."""
    if start in finished:
        return
    on_the_way = {start}
    trail = [(start, iter(downward.get(start, ())))]
    while trail:
        item, ways = trail[-1]
        link = next(ways, None)
        if link is None:
            trail.pop()
            on_the_way.discard(item)
            finished.add(item)
        elif link.child in on_the_way:
            cut.append(link)
        elif link.child not in finished:
            on_the_way.add(link.child)
            trail.append((link.child, iter(downward.get(link.child, ()))))
