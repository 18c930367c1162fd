"""A set of standards as a YAML file: written for people, read with the line of every fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.domain.catalog.exchange.faults import Broken, Fault
from cairn.domain.catalog.exchange.kinds import Fields, Flag, Listing, Text
from cairn.domain.catalog.exchange.nodes import Node, tree_of
from cairn.domain.catalog.exchange.taking import Reader
from cairn.domain.catalog.exchange.writing import written
from cairn.domain.gating.standards import KNOWN_CHECKS, MOST, PARTS, ROLES, SIDES, SLUG, normal

SHAPE = Fields(
    "A set of standards.",
    {
        "title": Text("What the set is called."),
        "standards": Listing(
            "The standards, in the order in which they are answered.",
            Fields(
                "A standard.",
                {
                    "key": Text("Its short name, which answers refer to: small letters, digits, hyphens."),
                    "title": Text("What people read first."),
                    "text": Text("What must hold."),
                    "ask": Text("The question that is answered with evidence."),
                    "must": Flag("Whether nothing is published without it."),
                    "answered_by": Listing("Who answers: author, reviewer or both.", Text("A side.")),
                    "role": Text(f"Whose concern it is: {', '.join(ROLES)}."),
                    "checks": Listing("Automatic checks that help.", Text("A check.")),
                    "about": Listing("The parts that it looks at; none for all.", Text("A part.")),
                },
            ),
        ),
    },
)
CHOICES: Mapping[str, Sequence[str]] = {"answered_by": SIDES, "checks": KNOWN_CHECKS, "about": PARTS}


@dataclass(frozen=True, slots=True)
class Written:
    """What a file of standards holds."""

    title: str
    standards: list[dict[str, Any]]


def to_yaml(title: str, standards: Sequence[Mapping[str, Any]]) -> str:
    """The set as a file; `from_yaml` reads it back without loss."""
    return written({"title": title, "standards": [normal(row) for row in standards]}, SHAPE)


def from_yaml(text: str) -> Written:
    """The set that a file holds. Raises `Broken` with every fault and its line; whether the set may be put in
    force is asked when it is."""
    root, found = tree_of(text)
    reader = Reader()
    told = reader.read(root, SHAPE, "")
    if faults := [*found, *reader.faults, *_faults(root)]:
        raise Broken(faults)
    return Written(told["title"].strip(), [normal(row) for row in told["standards"]])


def _faults(root: Node) -> list[Fault]:
    """What no draft can hold: no standards at all, keys that are none or used twice, words nobody knows."""
    listed = root.value.get("standards") if isinstance(root.value, dict) else None
    rows = listed.value if listed else None
    if not isinstance(rows, list) or not rows:
        return [Fault(root.place, "standards", "List the standards, each after a hyphen: there are none.")]
    found = []
    if len(rows) > MOST:
        found.append(Fault(rows[MOST].place, "standards", f"Use {MOST} standards at the most."))
    seen: dict[str, str] = {}
    for number, row in enumerate(rows):
        if not isinstance(row.value, dict):
            continue
        path = f"standards.{number}"
        found += [*_key(row, path, seen), *_choices(row, path)]
    return found


def _key(row: Node, path: str, seen: dict[str, str]) -> list[Fault]:
    node = row.value.get("key", row)
    key = str(node.value) if "key" in row.value else ""
    if not SLUG.fullmatch(key):
        told = "Give this standard a key of small letters, digits and hyphens."
        return [Fault(node.place, f"{path}.key", told)]
    if key in seen:
        return [Fault(node.place, f"{path}.key", f"Give this standard another key: {seen[key]} has “{key}”.")]
    seen[key] = node.place.name
    return []


def _choices(row: Node, path: str) -> list[Fault]:
    found = []
    for name, known in CHOICES.items():
        listed = row.value[name].value if name in row.value else None
        for each in listed if isinstance(listed, list) else ():
            if not isinstance(each.value, dict | list) and each.value not in known:
                told = f"Remove “{each.value}”, or choose of: {', '.join(known)}."
                found.append(Fault(each.place, f"{path}.{name}", told))
    role = row.value.get("role")
    if role is not None and not isinstance(role.value, dict | list) and role.value not in ROLES:
        found.append(Fault(role.place, f"{path}.role", f"Choose one of the roles: {', '.join(ROLES)}."))
    must = row.value.get("must")
    if must is not None and not isinstance(must.value, bool | None | dict | list):
        found.append(Fault(must.place, f"{path}.must", "Say true or false."))
    return found
