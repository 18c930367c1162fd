"""CASE packages to import, as small or as large as a test wants them."""

from __future__ import annotations

import json
from itertools import product
from typing import Any
from uuid import UUID

DOCUMENT = UUID("d0000000-0000-4000-8000-000000000000")
Content = dict[str, Any]
CHANGED = "2026-01-05T12:00:00+00:00"


def item_id(number: int) -> UUID:
    return UUID(f"10000000-0000-4000-8000-{number:012d}")


def document(**changes: Any) -> Content:
    return {
        "identifier": str(DOCUMENT),
        "uri": f"https://frameworks.example.org/ims/case/v1p1/CFDocuments/{DOCUMENT}",
        "caseVersion": "1.1",
        "creator": "Example Standards Board",
        "title": "Sample framework",
        "lastChangeDateTime": CHANGED,
    } | changes


def item(number: int, **changes: Any) -> Content:
    return {
        "identifier": str(item_id(number)),
        "uri": f"https://frameworks.example.org/items/{number}",
        "fullStatement": f"Statement {number}",
        "humanCodingScheme": f"SF.{number}",
        "lastChangeDateTime": CHANGED,
    } | changes


def association(
    number: int, origin: UUID, destination: UUID, kind: str = "isChildOf", **more: Any
) -> Content:
    def link(end: UUID) -> Content:
        return {"identifier": str(end), "uri": f"https://frameworks.example.org/{end}", "title": "An end"}

    return {
        "identifier": f"a0000000-0000-4000-8000-{number:012d}",
        "uri": f"https://frameworks.example.org/associations/{number}",
        "associationType": kind,
        "originNodeURI": link(origin),
        "destinationNodeURI": link(destination),
        "lastChangeDateTime": CHANGED,
    } | more


def package(items: list[Content], associations: list[Content], **about: Any) -> bytes:
    whole = {"CFDocument": document(**about), "CFItems": items, "CFAssociations": associations}
    return json.dumps(whole).encode()


def tree(*edges: tuple[int, int | None], **about: Any) -> bytes:
    """A package of items numbered from 1, each (child, parent); no parent is the top."""
    numbers = sorted({number for edge in edges for number in edge if number})
    return package(
        [item(number) for number in numbers],
        [
            association(place, item_id(child), item_id(parent) if parent else DOCUMENT, sequenceNumber=place)
            for place, (child, parent) in enumerate(edges, start=1)
        ],
        **about,
    )


def large(items: int = 585, associations: int = 3368) -> bytes:
    """A framework of the size that real ones reach: a tree, and many statements that are related."""
    numbers = range(1, items + 1)
    links = [
        association(
            number, item_id(number), item_id(number // 8) if number >= 8 else DOCUMENT, sequenceNumber=number
        )
        for number in numbers
    ]
    pairs = ((one, other) for one, other in product(numbers, numbers) if one < other)
    for place, (one, other) in zip(range(items + 1, associations + 1), pairs, strict=False):
        links.append(association(place, item_id(one), item_id(other), "isRelatedTo"))
    return package([item(number) for number in numbers], links)
