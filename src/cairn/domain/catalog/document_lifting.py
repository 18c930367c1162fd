"""Any version of the document as the newest, for readers; what is stored is never touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.domain.catalog.document_words import FIELDS, SCHEMA

# Whoever wrote version 1 gave no rights away, so none are assumed.
RESERVED = "all-rights-reserved"
PLACED = ("schema", "method", "research", "resources", "slots", "rubric", "readings", "example")


def lifted(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document in schema version 2, in the key order of `blank`; one of version 2 stays as it is.

    Nothing is written back: an edition of version 1 keeps its bytes and its hash.
    """
    if document.get("schema") != 1 or isinstance(document.get("schema"), bool):
        return dict(document)
    whole = {
        **document,
        "schema": SCHEMA,
        "prerequisites": [],
        "slots": _slots(document.get("slots")),
        "completion": [],
        "rubric": _rubric(document.get("rubric")),
        "alignments": [],
        "license": RESERVED,
        "adapted_from": None,
        "examples": _examples(document.get("example"), document.get("rubric")),
        "translations": {},
    }
    whole.pop("example", None)
    known = {key: whole.pop(key) for key in FIELDS if key in whole}
    return known | whole


def _slots(slots: object) -> object:
    if not isinstance(slots, list):
        return slots
    more: dict[str, list[Any]] = {"alternatives": [], "conditions": []}
    return [{**slot, **more} if isinstance(slot, dict) else slot for slot in slots]


def _rubric(rubric: object) -> object:
    if not isinstance(rubric, dict):
        return rubric
    known = {key: rubric[key] for key in ("levels", "pass_level") if key in rubric}
    return known | {"rule": {"rule": "all"}} | rubric


def _examples(text: object, rubric: object) -> list[dict[str, Any]]:
    if not isinstance(text, str) or not text.strip():
        return []
    level = rubric.get("pass_level", "") if isinstance(rubric, dict) else ""
    return [{"level": level, "title": "A worked example", "text": text, "notes": {}}]
