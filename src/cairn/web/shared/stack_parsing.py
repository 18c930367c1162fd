"""Between a stack document and the fields of its page: what was typed is kept as typed, and named by `problems`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import QueryDict

from cairn.domain.stacks.rules import KINDS, Part, is_part, part_at

AMOUNT = re.compile(r"[0-9]{1,7}([./][0-9]{1,4})?")
ORDERS = ("any_order", "in_order", "at_least", "points")


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a flat rule: its node and the points it brings."""

    node: Mapping[str, Any]
    points: object

    @property
    def part(self) -> Part:
        return part_at(self.node)

    @property
    def value(self) -> str:
        return f"{self.part.kind}:{self.part.address}"


@dataclass(frozen=True, slots=True)
class Flat:
    """A rule of one list, as the page shows it: how its parts count, how many are needed, and the parts."""

    order: str
    needed: object
    rows: tuple[Row, ...]


def flat(rule: Mapping[str, Any]) -> Flat | None:
    """The rule as one list; nothing where it has groups within groups, which are changed in its file."""
    if is_part(rule):
        return Flat("any_order", 1, (Row(rule, 1),))
    listed = rule.get("all") if "all" in rule else rule.get("of")
    if not isinstance(listed, list):
        return None
    points = "points" in rule
    rows = [Row(one["node"], one["points"]) if points else Row(one, 1) for one in listed]
    if not all(is_part(row.node) for row in rows):
        return None
    if points:
        return Flat("points", rule["points"], tuple(rows))
    if "at_least" in rule:
        return Flat("at_least", rule["at_least"], tuple(rows))
    return Flat("in_order" if rule.get("ordered") else "any_order", len(rows), tuple(rows))


def rule_of(told: Flat) -> dict[str, Any]:
    """The rule that the page shows."""
    nodes = [dict(row.node) for row in told.rows]
    if told.order == "points":
        of = [{"node": dict(row.node), "points": row.points} for row in told.rows]
        return {"points": told.needed, "of": of}
    if told.order == "at_least":
        return {"at_least": told.needed, "of": nodes}
    return {"all": nodes, "ordered": told.order == "in_order"}


def document_from(post: QueryDict, old: Mapping[str, Any]) -> dict[str, Any]:
    """The document as the form tells it, with the button that was pushed; what the form does not show stays."""
    document = dict(old)
    for name in ("title", "summary", "topic", "icon", "license", "public_state"):
        if name in post:
            document[name] = post[name]
    if "shown" in post:
        document["audience"] = post.getlist("audience")
    known = _nodes(old)
    if (before := flat(old["rule"])) is not None and "order" in post:
        document["rule"] = rule_of(_flat_from(post, before, known))
    if "capstone" in post:
        chosen = str(post["capstone"])
        document["capstone"] = known.get(chosen) or node_at(chosen)
    document["offers"] = _offers(post) if "shown" in post else list(old["offers"])
    return document


def _nodes(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The nodes of the document by their value in the form, so that titles and states of parts survive."""
    told = flat(document["rule"])
    nodes = {row.value: dict(row.node) for row in told.rows} if told else {}
    if document["capstone"]:
        row = Row(document["capstone"], 1)
        nodes[row.value] = dict(document["capstone"])
    return nodes


def node_at(value: str) -> dict[str, Any] | None:
    """The end of a branch that a field's value names (`micro_credential:oak/talk`); nothing for anything else."""
    kind, _, address = value.partition(":")
    return {kind: address} if kind in KINDS and address else None


def _flat_from(post: QueryDict, before: Flat, known: Mapping[str, dict[str, Any]]) -> Flat:
    points = post.getlist("points")
    rows = []
    for place, value in enumerate(post.getlist("part")):
        node = known.get(value) or node_at(value)
        if node is not None:
            rows.append(Row(node, number(points[place]) if place < len(points) else 1))
    for value in post.getlist("add"):
        if (node := node_at(value)) and value not in {row.value for row in rows}:
            rows.append(Row(node, 1))
    order = post["order"] if post["order"] in ORDERS else before.order
    return Flat(order, number(post.get("needed", "1")), tuple(moved(rows, post.get("move", ""))))


def moved(rows: Sequence[Row], push: str) -> list[Row]:
    """The rows after a button was pushed: `up-2`, `down-0` or `out-1`, counted from 0; anything else moves nothing."""
    listed = list(rows)
    way, _, told = push.partition("-")
    place = int(told) if told.isdigit() else -1
    if not 0 <= place < len(listed):
        return listed
    row = listed.pop(place)
    if way in {"up", "down"}:
        listed.insert(max(0, place - 1) if way == "up" else place + 1, row)
    elif way != "out":
        listed.insert(place, row)
    return listed


def number(text: str) -> int | str:
    """A whole number, or what was typed instead."""
    text = text.strip()
    return int(text) if text.isdigit() and len(text) < 10 else text


def _offers(post: QueryDict) -> list[dict[str, Any]]:
    columns = ("organization", "course", "credits", "fee", "window", "part", "note", "source")
    rows = zip(*(post.getlist(f"offer_{name}") for name in columns), strict=False)
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    return [_offer(row) for row in told if row["organization"].strip() or row["course"].strip()]


def _offer(row: Mapping[str, str]) -> dict[str, Any]:
    window = row["window"].strip()
    offer = {
        "kind": "credit",
        "organization": row["organization"],
        "course": row["course"],
        "credits": _credits(row["credits"]),
        "fee": {"cents": _cents(row["fee"]), "currency": "USD"},
        "window_days": number(window) if window else None,
        "confirmed_by": "registrar",
        "note": row["note"],
        "source": row["source"],
    }
    return offer | ({"part": row["part"]} if row["part"] else {})


def _credits(text: str) -> dict[str, Any]:
    amount = _amount(text)
    if amount is None:
        return {"numerator": text, "denominator": 1}
    return {"numerator": amount.numerator, "denominator": amount.denominator}


def _cents(text: str) -> int | str:
    amount = _amount(text.strip().removeprefix("$") or "0")
    return int(amount * 100) if amount is not None and (amount * 100).denominator == 1 else text


def _amount(text: str) -> Fraction | None:
    """A plain number such as 5, 4.5 or 9/2."""
    if not AMOUNT.fullmatch(text.strip()):
        return None
    try:
        return Fraction(text.strip())
    except ZeroDivisionError:
        return None


def shown_offer(offer: Mapping[str, Any]) -> dict[str, Any]:
    """An offer as its fields show it."""
    told, cents = offer["credits"], offer["fee"]["cents"]
    whole = all(isinstance(told[key], int) for key in told) and told["denominator"]
    return {
        "organization": offer["organization"],
        "course": offer["course"],
        "credits": str(Fraction(told["numerator"], told["denominator"])) if whole else told["numerator"],
        "fee": f"{cents / 100:.2f}" if isinstance(cents, int) else cents,
        "window": "" if offer["window_days"] is None else offer["window_days"],
        "part": offer.get("part", ""),
        "note": offer["note"],
        "source": offer["source"],
    }
