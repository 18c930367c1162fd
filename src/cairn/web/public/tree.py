"""A framework's tree as a page shows it: level by level, opened along one path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from cairn.domain.frameworks import queries
from cairn.domain.frameworks.models import Framework, Item, Place

DEEPEST = 20
MOST_OF_A_LEVEL = 400


@dataclass
class Node:
    """An item at one of its places; `number` is that place's way from the top, such as `2-1`."""

    item: Item
    number: str
    below_count: int
    serving: int
    address: str
    opens: str
    below: list[Node] = field(default_factory=list)
    more: int = 0


def path_in(text: str) -> list[int]:
    """The path that an address asks to open: `2-1` is the first below the second; nonsense is no path."""
    parts = text.split("-")[:DEEPEST]
    good = all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts)
    return [int(part) for part in parts] if good else []


def opened(framework: Framework, path: list[int]) -> list[Node]:
    """The top of the tree, and below it each level that the path opens: one question a level."""
    top = nodes = _nodes(framework, queries.level(framework)[:MOST_OF_A_LEVEL], "", path)
    for step in path:
        node = next((each for each in nodes if each.number.rpartition("-")[2] == str(step)), None)
        if node is None:
            break
        rows = queries.level(framework, node.item)[:MOST_OF_A_LEVEL]
        node.below = nodes = _nodes(framework, rows, node.number, path)
        node.more = max(0, node.below_count - MOST_OF_A_LEVEL)
    return top


def standing(framework: Framework, parent: Item) -> list[Node]:
    """What stands right below an item."""
    return _nodes(framework, queries.level(framework, parent)[:MOST_OF_A_LEVEL], "", [])


def _nodes(framework: Framework, places: Iterable[Place], above: str, path: list[int]) -> list[Node]:
    rows = list(places)
    serving = queries.alignment_counts([place.item.identifier for place in rows])
    return [_node(framework, place, above, path, serving.get(place.item.identifier, 0)) for place in rows]


def _node(framework: Framework, place: Place, above: str, path: list[int], serving: int) -> Node:
    number = f"{above}-{place.position}" if above else str(place.position)
    whole = reverse("public:framework", args=[framework.identifier])
    is_open = number.split("-") == [str(step) for step in path[: number.count("-") + 1]]
    asks = above if is_open else number
    return Node(
        item=place.item,
        number=number,
        below_count=place.below_count,  # type: ignore[attr-defined]  # annotated by `queries.level`
        serving=serving,
        address=reverse("public:framework_item", args=[framework.identifier, place.item.identifier]),
        opens=f"{whole}?open={asks}" if asks else whole,
    )
