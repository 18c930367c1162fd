"""What differs between two documents of a personal stack, as the two who agree on it read it; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.domain.catalog.comparing import Change, differences
from cairn.domain.stacks import rules
from cairn.domain.stacks.document import TERMS

PLAIN = ("title", "summary", "topic", "icon")


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every difference, in the order in which people read a stack; paths begin with a key of `told`."""
    return differences(told(before), told(after))


def told(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document as one reads it: its words, what it brings, what it asks for, and its parts by address."""
    terms = document.get("terms") or {}
    return {
        **{key: document[key] for key in PLAIN},
        **{key: terms.get(key, "") for key in TERMS},
        "asks": asks(document["rule"]),
        "parts": [part.address for part in rules.parts_of(document["rule"])],
        "points": _points(document["rule"]),
        "capstone": rules.part_at(document["capstone"]).address if document["capstone"] else "",
        "offers": [offer["course"] for offer in document["offers"]],
    }


def asks(rule: rules.Node) -> str:
    """How the parts count: `any_order`, `in_order`, `at_least 2`, `points 5`, or the shape of groups within groups."""
    if any(not rules.is_part(child) for child in rules.children_of(rule)):
        return "groups " + _shape(rule)
    if "at_least" in rule or "points" in rule:
        kind = "at_least" if "at_least" in rule else "points"
        return f"{kind} {rule[kind]}"
    return "in_order" if rule.get("ordered") else "any_order"


def _shape(node: rules.Node) -> str:
    """A group as a line of text that changes where its shape does."""
    if rules.is_part(node):
        return rules.part_at(node).address
    kind = next(name for name in ("all", "at_least", "points") if name in node)
    asked = node.get("ordered") if kind == "all" else node[kind]
    return f"{kind} {asked} ({', '.join(_shape(child) for child in rules.children_of(node))})"


def _points(rule: rules.Node) -> dict[str, int]:
    rows = rule["of"] if "points" in rule else ()
    return {rules.part_at(row["node"]).address: row["points"] for row in rows if rules.is_part(row["node"])}
