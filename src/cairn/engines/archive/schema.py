"""The form of an archive's `contents.json`, as a JSON Schema (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

LONGEST_CONTENTS: Final = 16 * 1024 * 1024
"""Bytes of a `contents.json`: some thousand pieces of written evidence."""
MOST_BADGES: Final = 2_000
MOST_PIECES: Final = 500

_DAY: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PATH: Final = {"type": "string", "pattern": "^data/", "maxLength": 240}


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _listed(items: Mapping[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": dict(items), "maxItems": most}


def _object(required: tuple[str, ...], **members: Any) -> dict[str, Any]:
    """An object; members that a later version adds are passed over."""
    return {"type": "object", "required": list(required), "properties": members}


_EVIDENCE: Final = _object(
    ("title",),
    title=_text(300),
    part=_text(300),
    kind=_text(40),
    made_on=_DAY,
    path=_PATH,
    media_type=_text(100),
    size={"type": "integer", "minimum": 0, "maximum": 2**50},
    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    words=_text(200_000),
    address=_text(2_000),
    absent=_text(600),
)
_BADGE: Final = _object(
    ("id", "title", "issuer", "credential"),
    id=_text(2_000),
    title=_text(300),
    issuer=_text(300),
    credential=_PATH,
    origin={"enum": ["here", "elsewhere"]},
    issuer_id=_text(2_000),
    claim=_text(5_000),
    earned_on=_DAY,
    awarded_on=_DAY,
    expires_on=_DAY,
    standing=_text(40),
    reason=_text(5_000),
    known_on=_DAY,
    image=_PATH,
    picture=_PATH,
    address=_text(2_000),
    edition=_PATH,
    narrative=_text(50_000),
    parts=_listed(_text(2_000), MOST_PIECES),
    results=_listed(
        _object(("criterion", "level"), criterion=_text(500), level=_text(300), described=_text(5_000)), 200
    ),
    evidence=_listed(_EVIDENCE, MOST_PIECES),
)
_ENTRY: Final = _object(
    ("kind", "title", "amount", "earned_on"),
    kind=_text(60),
    title=_text(200),
    amount={"type": "string", "pattern": r"^[1-9]\d{0,8}(/[1-9]\d{0,8})?$"},
    unit=_text(60),
    earned_on=_DAY,
    started_on=_DAY,
    details={"type": "object", "maxProperties": 40, "additionalProperties": _text(500)},
    topics=_listed(_text(200), 100),
)
_KNOWN: Final = _object(
    ("id", "path", "known_at"), id=_text(2_000), path=_PATH, known_at=_text(40), name=_text(300)
)
SCHEMA: Final[Mapping[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        ("format", "version", "holder", "made_at"),
        format={"const": "cairn-portfolio-archive"},
        version={"const": 1},
        holder=_text(300),
        made_at=_text(40),
        made_by=_text(300),
        site=_text(2_000),
        record=_PATH,
        badges=_listed(_BADGE, MOST_BADGES),
        entries=_listed(_ENTRY, MOST_BADGES),
        issuers=_listed(_KNOWN, MOST_BADGES),
        status_lists=_listed(_KNOWN, MOST_BADGES),
    ),
}
