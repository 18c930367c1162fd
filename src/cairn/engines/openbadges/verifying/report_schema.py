"""The JSON that `Report.to_json` writes, as a JSON Schema: what `cairn verify --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from cairn.engines.openbadges.baking import Carrier
from cairn.engines.openbadges.trust import Ground
from cairn.engines.openbadges.verifying.report import Kind, Outcome, Overall, Standing

_TEXT: Final = {"type": "string"}
_MAYBE_TEXT: Final = {"type": ["string", "null"]}


def _one_of(literal: Any) -> dict[str, Any]:
    return {"enum": list(get_args(literal))}


def _shape(properties: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An object of exactly these members, all of them there."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


_CHECK: Final = _shape(
    {"code": _TEXT, "title": _TEXT, "outcome": _one_of(Outcome), "sentence": _TEXT, "clause": _TEXT}
)
_TRUST: Final = _shape(
    {
        "confirmed": {"type": "boolean"},
        "ground": _one_of(Ground),
        "sentence": _TEXT,
        "key": _TEXT,
        "name": _MAYBE_TEXT,
        "pinned_on": _MAYBE_TEXT,
        "source": _MAYBE_TEXT,
    }
)
SCHEMA: Final[Mapping[str, Any]] = _shape(
    {
        "overall": {**_one_of(Overall), "description": "The conclusion, integrity and trust taken together."},
        "sentence": {**_TEXT, "description": "The conclusion for people."},
        "standing": {**_one_of(Standing), "description": "The conclusion without regard to whose key it is."},
        "kind": _one_of(Kind),
        "carrier": {"enum": [*get_args(Carrier), None]},
        "credential": {**_MAYBE_TEXT, "description": "The identifier of the credential."},
        "name": _MAYBE_TEXT,
        "issuer": {**_MAYBE_TEXT, "description": "The issuer's identifier, as the credential names it."},
        "integrity": _shape({"outcome": _one_of(Outcome), "sentence": _TEXT}),
        "trust": {"oneOf": [{"type": "null"}, _TRUST]},
        "checks": {"type": "array", "items": _CHECK},
        "endorsements": {"type": "array", "items": _CHECK},
        "parts": {"type": "array", "items": {"$ref": "#"}},
    }
)
