"""The micro-credential document: one JSON value, a draft at first, an edition's content once published.

Pure Python. The shape is schema version 2; editions of version 1 keep their bytes, and `lifted` shows them as
version 2. `problems` says what hinders publishing, `cleaned` tidies what a form brought, `canonical` and
`digest` give an edition the bytes and the hash that badges quote.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from cairn.domain.catalog.document_lifting import RESERVED, lifted
from cairn.domain.catalog.document_problems import problems
from cairn.domain.catalog.document_spot import Problem
from cairn.domain.catalog.document_words import (
    ADAPTATIONS,
    AUDIENCES,
    CONDITIONS,
    GRADES,
    LICENSES,
    RESOURCE_KINDS,
    RULES,
    SCHEMA,
    SLOT_KINDS,
    STAKES,
    TOPICS,
)

__all__ = [
    "ADAPTATIONS",
    "AUDIENCES",
    "CONDITIONS",
    "GRADES",
    "LICENSES",
    "RESOURCE_KINDS",
    "RULES",
    "SCHEMA",
    "SLOT_KINDS",
    "STAKES",
    "TOPICS",
    "Problem",
    "Uncanonical",
    "blank",
    "canonical",
    "cleaned",
    "digest",
    "lifted",
    "problems",
]

LARGEST_SAFE_INTEGER = 2**53 - 1


class Uncanonical(ValueError):
    """Raised for a value that has no canonical form here: a fraction, a huge integer, a broken character."""


def blank(key: str, title: str, language: str = "en") -> dict[str, Any]:
    """A fresh draft: the whole shape with four usual levels, and all else left for the author to fill."""
    levels = ["Emerging", "Developing", "Proficient", "Exemplary"]
    return {
        "schema": SCHEMA, "key": key, "title": title, "competency": "", "summary": "", "language": language,
        "topics": [], "subjects": [], "grades": [], "audience": ["teacher"], "icon": "award", "tier": 1,
        "hours": {"low": 5, "high": 10}, "fee": {"cents": 0, "currency": "USD"},
        "purpose": "", "stakes": "feedback", "needs": {"student_work": False, "face_to_face": False},
        "prerequisites": [], "method": {"name": "", "summary": "", "components": []},
        "research": [], "resources": [], "slots": [], "completion": [],
        "rubric": {
            "levels": [{"key": name.lower(), "name": name} for name in levels],
            "pass_level": "proficient",
            "rule": {"rule": "all"},
            "criteria": [],
        },
        "readings": 1, "alignments": [], "license": RESERVED, "adapted_from": None, "examples": [],
        "translations": {},
    }  # fmt: skip


def cleaned(document: Mapping[str, Any]) -> dict[str, Any]:
    """A tidy copy: text trimmed, in Unicode form NFC, with plain line ends; empty list entries dropped."""
    return {_tidy(key): _tidy(value) for key, value in document.items()}


def canonical(document: Any) -> str:
    """The one text that stands for this JSON value (RFC 8785, restricted to integers).

    Raises `Uncanonical` for floating-point numbers (section 3.2.2.3: their text is easily got wrong, and
    documents need none), integers that other languages cannot hold exactly, unpaired surrogates, and keys
    that are not text. Text is taken as it is: RFC 8785 leaves normalization to `cleaned`.
    """
    if isinstance(document, dict):
        names = sorted(document, key=_utf16)
        return "{" + ",".join(f"{canonical(name)}:{canonical(document[name])}" for name in names) + "}"
    if isinstance(document, (list, tuple)):
        return "[" + ",".join(canonical(item) for item in document) + "]"
    if isinstance(document, str):
        _utf16(document)
        return json.dumps(document, ensure_ascii=False)
    if document is None or isinstance(document, bool):
        return json.dumps(document)
    if isinstance(document, int) and abs(document) <= LARGEST_SAFE_INTEGER:
        return str(int(document))
    raise Uncanonical(
        f"Use text, whole numbers up to {LARGEST_SAFE_INTEGER}, lists and objects; not {document!r}."
    )


def digest(document: Any) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def _utf16(text: object) -> bytes:
    """RFC 8785 section 3.2.3: properties are sorted by their UTF-16 code units."""
    if not isinstance(text, str):
        raise Uncanonical(f"Name every field with text; {text!r} is not text.")
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise Uncanonical("Remove the broken character (an unpaired surrogate) from the text.") from error


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(value, Mapping):
        return {_tidy(key): _tidy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [item for item in map(_tidy, value) if not _is_empty(item)]
    return value


def _is_empty(value: Any) -> bool:
    """Whether an entry says nothing at all: no text, or a form's row whose every field is empty."""
    if isinstance(value, dict):
        return all(_is_empty(item) for item in value.values())
    return value is None or value in ("", [])
