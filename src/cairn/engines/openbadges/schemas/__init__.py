"""The 1EdTech JSON Schemas bundled with Cairn, and what a document breaks of them.

The published files carry crossed `$id`s, so each is known by its file and its `$id` is set aside; every
reference in them is local, and a reference that is not would fail rather than be fetched.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

import jsonschema_rs
from jsonschema import Draft201909Validator
from jsonschema.exceptions import best_match
from referencing import Registry

from cairn.engines.openbadges.errors import DocumentError

ACHIEVEMENT: Final = "achievementcredential.json"
ENDORSEMENT: Final = "endorsementcredential.json"
LEARNER_RECORD: Final = "clrcredential.json"


@cache
def _schema(file: str) -> dict[str, Any]:
    manifest = {
        entry["file"]: entry for entry in json.loads(files(__name__).joinpath("manifest.json").read_bytes())
    }
    content = files(__name__).joinpath("data", file).read_bytes()
    if hashlib.sha256(content).hexdigest() != manifest[file]["sha256"]:
        raise DocumentError(f"The bundled schema {file} is not the one it should be. Install Cairn again.")
    schema: dict[str, Any] = json.loads(content)
    schema.pop("$id", None)
    return schema


@cache
def _fast(file: str) -> jsonschema_rs.Draft201909Validator:
    """Only says whether a document is valid, in a hundredth of the time."""
    return jsonschema_rs.Draft201909Validator(_schema(file), validate_formats=False)


@cache
def _telling(file: str) -> Draft201909Validator:
    return Draft201909Validator(_schema(file), registry=Registry())


def complaint(file: str, document: Any) -> str | None:
    """The most telling thing `document` breaks of a bundled schema, as a sentence; None when it breaks
    nothing.
    """
    if _passes(file, document):
        return None
    error = best_match(_telling(file).iter_errors(document))
    if error is None:
        return None
    place = "/".join(str(step) for step in error.absolute_path) or "the credential"
    return f"At {place[:200]}: {error.message[:300]}."


def _passes(file: str, document: Any) -> bool:
    try:
        return _fast(file).is_valid(document)
    except (TypeError, ValueError):  # half a character, or a number it cannot hold
        return False
