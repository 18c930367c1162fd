"""The rows of the authoring form: adding, moving, removing them, and putting a removed one back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

JSON = dict[str, Any]
LIST_ACTIONS = ("up", "down", "remove", "add")
SLOT_NUMBERS = ("at_least", "at_most", "min_words", "max_words", "max_minutes", "max_age_months")

ROWS: Mapping[str, tuple[str, ...]] = {
    "method.components": ("name", "text"),
    "research": ("claim", "citation", "url"),
    "resources": ("title", "kind", "url", "note"),
    "prerequisites": ("micro_credential", "note"),
    "slots": ("key", "kind", "title", "instructions"),
    "slots.*.alternatives": ("kind", "instructions"),
    "slots.*.conditions": ("rule",),
    "rubric.levels": ("key", "name"),
    "rubric.criteria": ("key", "title", "look_for"),
    "alignments": ("framework", "code", "text", "item", "url"),
    "examples": ("level", "title", "text"),
}
"""The text fields of each kind of row; `*` stands for a place. The first field tells that the row was posted."""

PLAIN = ("method.components", "research", "resources", "alignments")
"""Rows of which the form shows an empty last one."""


def kind_of(path: str) -> str:
    """The entry of `ROWS` for a path: `slots.*.conditions` for `slots.3.conditions`."""
    return re.sub(r"\.[0-9]+(?=\.)", ".*", path)


def rows_at(document: JSON, path: str) -> list[JSON]:
    """The list of rows at a path; the document's own list. Raises `LookupError` for a place that is not there."""
    value: Any = document
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    rows: list[JSON] = value
    return rows


def act(document: JSON, action: str) -> str:
    """Do what a button of the form asks (`up:slots.1`, `add:slots`); the path that is worth looking at then.

    What names no row is left alone.
    """
    verb, _, target = action.partition(":")
    try:
        if verb == "add" and kind_of(target) in NEW:
            rows = rows_at(document, target)
            rows.append(NEW[kind_of(target)](document))
            return f"{target}.{len(rows) - 1}"
        return _move(document, verb, target)
    except LookupError:
        return target


def _move(document: JSON, verb: str, target: str) -> str:
    found = _place(document, target)
    if verb not in LIST_ACTIONS or found is None:
        return target
    path, rows, place = found
    to = {"up": place - 1, "down": place + 1}.get(verb, place)
    if not 0 <= to < len(rows):
        return target
    row = rows.pop(place)
    if verb != "remove":
        rows.insert(to, row)
        return f"{path}.{to}"
    _forget(document, path, str(row.get("key", "")))
    return path


def _place(document: JSON, target: str) -> tuple[str, list[JSON], int] | None:
    path, _, last = target.rpartition(".")
    if kind_of(path) not in ROWS or not (last.isascii() and last.isdigit()):
        return None
    rows = rows_at(document, path)
    return (path, rows, int(last)) if int(last) < len(rows) else None


def _forget(document: JSON, path: str, key: str) -> None:
    """Take a removed slot, level or criterion out of whatever named it."""
    for criterion in document["rubric"]["criteria"]:
        if path == "slots":
            criterion["slots"] = [one for one in criterion["slots"] if one != key]
        if path == "rubric.levels":
            criterion["descriptors"].pop(key, None)
    if path == "rubric.criteria":
        rule = document["rubric"]["rule"]
        if "required" in rule:
            rule["required"] = [one for one in rule["required"] if one != key]
        for example in document["examples"]:
            example["notes"].pop(key, None)


def to_remove(document: JSON, action: str) -> JSON | None:
    """What `put_back` needs to undo a removal; ask before `act`. Nothing for any other action."""
    verb, _, target = action.partition(":")
    try:
        found = _place(document, target) if verb == "remove" else None
    except LookupError:
        return None
    if found is None:
        return None
    path, rows, place = found
    row = rows[place]
    return {"path": path, "place": place, "row": row, "named": _naming(document, path, row.get("key", ""))}


def _naming(document: JSON, path: str, key: str) -> JSON:
    """By criterion, what it said of a slot or level."""
    criteria = document["rubric"]["criteria"]
    if path == "slots":
        return {one["key"]: True for one in criteria if key in one["slots"]}
    if path == "rubric.levels":
        return {one["key"]: one["descriptors"].get(key, "") for one in criteria}
    return {}


def put_back(document: JSON, removed: JSON) -> str:
    """Undo a removal as far as the document still allows; the path of the row."""
    path, row = removed["path"], removed["row"]
    try:
        rows = rows_at(document, path)
    except LookupError:
        return str(path)
    key = row.get("key")
    if key is not None and any(other["key"] == key for other in rows):
        return str(path)
    place = min(removed["place"], len(rows))
    rows.insert(place, row)
    for criterion in document["rubric"]["criteria"]:
        if criterion["key"] in removed["named"]:
            said = removed["named"][criterion["key"]]
            if path == "slots":
                criterion["slots"].append(key)
            else:
                criterion["descriptors"][key] = said
    return f"{path}.{place}"


def settled(document: JSON) -> JSON:
    """The document without rows that say nothing, such as the form's empty last ones; do this after `act`."""
    for path in PLAIN:
        rows = rows_at(document, path)
        rows[:] = [row for row in rows if any(text for key, text in row.items() if key != "kind")]
    return document


def _fresh(rows: Sequence[JSON], stem: str) -> str:
    taken = {row["key"] for row in rows}
    return next(f"{stem}-{n}" for n in range(len(rows) + 1, len(rows) + 1000) if f"{stem}-{n}" not in taken)


def _new_slot(document: JSON) -> JSON:
    key = _fresh(document["slots"], "evidence")
    texts = {"key": key, "kind": "reflection", "title": "", "instructions": ""}
    numbers: JSON = dict.fromkeys(SLOT_NUMBERS)
    return {**texts, **numbers, "at_least": 1, "at_most": 1, "alternatives": [], "conditions": []}


def _new_criterion(document: JSON) -> JSON:
    rubric = document["rubric"]
    descriptors = {level["key"]: "" for level in rubric["levels"]}
    key = _fresh(rubric["criteria"], "criterion")
    return {"key": key, "title": "", "look_for": "", "slots": [], "descriptors": descriptors}


def _new_level(document: JSON) -> JSON:
    key = _fresh(document["rubric"]["levels"], "level")
    for criterion in document["rubric"]["criteria"]:
        criterion["descriptors"][key] = ""
    return {"key": key, "name": ""}


def _new_example(document: JSON) -> JSON:
    return {"level": document["rubric"]["pass_level"], "title": "", "text": "", "notes": {}}


NEW: Mapping[str, Callable[[JSON], JSON]] = {
    "slots": _new_slot,
    "slots.*.alternatives": lambda _document: {"kind": "document", "instructions": ""},
    "slots.*.conditions": lambda _document: {"rule": "visits", "count": 2, "minutes": 40},
    "rubric.criteria": _new_criterion,
    "rubric.levels": _new_level,
    "prerequisites": lambda _document: {"micro_credential": "", "required": True, "note": ""},
    "examples": _new_example,
}
