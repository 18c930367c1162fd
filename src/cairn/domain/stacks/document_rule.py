"""What hinders publishing the rule of a stack document."""

from __future__ import annotations

import re

from cairn.domain.catalog.document_spot import Spot, distinct

ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
PART_STATES = {"offered": "Offered", "in_review": "In review", "in_development": "In development"}
DEEPEST = 5
MOST_PARTS = 40


def check_rule(spot: Spot) -> None:
    """Notes what is wrong with a rule: its shape, its numbers, its depth, and how many parts it names."""
    count = _node(spot, 1)
    if count > MOST_PARTS:
        spot.note(
            "too_many_parts",
            f"Name at most {MOST_PARTS} parts; here are {count}. Put some into a stack of their own.",
        )


def check_part(spot: Spot) -> str:
    """An end of a branch: the address it names, or nothing."""
    kind = "stack" if isinstance(spot.value, dict) and "stack" in spot.value else "micro_credential"
    known = (kind,) if kind == "stack" else (kind, "state", "title")
    if not spot.has("a part", *known):
        return ""
    address = check_address(spot.at(kind))
    given = spot.value if isinstance(spot.value, dict) else {}
    if "state" in given:
        spot.at("state").choice("the state of the part", PART_STATES)
    if "title" in given:
        spot.at("title").text("a title of the part", most=200)
    return address


def check_address(spot: Spot) -> str:
    """The address of a part, `organization-slug/key`, or nothing."""
    address = spot.text("what the part is", most=150)
    if address and not ADDRESS.fullmatch(address):
        spot.note("not_an_address", f"Name the part as organization/key, not “{address}”.")
        return ""
    return address


def _node(spot: Spot, depth: int) -> int:
    """Notes problems of one node; the number of parts below it."""
    value = spot.value
    if not isinstance(value, dict) or not value:
        spot.note("missing", "Add at least one part.")
        return 0
    if depth > DEEPEST:
        spot.note("too_deep", f"Put groups at most {DEEPEST} deep; make a stack of the inner ones.")
        return 0
    if "all" in value:
        if spot.has("a group", "all", "ordered"):
            spot.at("ordered").flag("whether the order matters")
        return _list(spot.at("all"), depth)[1]
    if "at_least" in value:
        return _some(spot, depth)
    if "points" in value:
        return _points(spot, depth)
    check_part(spot)
    return 1


def _some(spot: Spot, depth: int) -> int:
    spot.has("a group", "at_least", "of")
    listed, parts = _list(spot.at("of"), depth)
    asked = spot.at("at_least").whole("how many parts are needed", least=1, most=30)
    if asked is not None and asked > listed:
        spot.at("at_least").note(
            "too_few_parts", f"Ask for at most {listed}: so many parts are in this group."
        )
    return parts


def _points(spot: Spot, depth: int) -> int:
    spot.has("a group", "points", "of")
    parts = total = 0
    rows = spot.at("of").items("a part", least=1)
    for row in rows:
        if row.has("a part with points", "node", "points"):
            parts += _node(row.at("node"), depth + 1)
            total += row.at("points").whole("the points of the part", least=1, most=1000) or 0
    _once([row.at("node") for row in rows])
    asked = spot.at("points").whole("how many points are needed", least=1, most=10_000)
    if asked is not None and asked > total:
        spot.at("points").note("too_few_points", f"Ask for at most {total}: so many points can be had here.")
    return parts


def _list(spot: Spot, depth: int) -> tuple[int, int]:
    """How many nodes the list holds, and how many parts are in it altogether."""
    nodes = spot.items("a part", least=1)
    _once(nodes)
    return len(nodes), sum(_node(node, depth + 1) for node in nodes)


def _once(nodes: list[Spot]) -> None:
    ends = [
        (node, kind + str(node.value[kind]))
        for node in nodes
        if isinstance(node.value, dict)
        for kind in ("micro_credential", "stack")
        if isinstance(node.value.get(kind), str)
    ]
    distinct(
        [(node, name.removeprefix("micro_credential").removeprefix("stack")) for node, name in ends], "a part"
    )
