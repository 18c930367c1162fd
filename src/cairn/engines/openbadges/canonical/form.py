"""The form a document must have so that every part of it is signed, and is read as it was signed.

A Data Integrity proof signs the statements a document expands to, while people and programs read its JSON.
JSON-LD has many ways to write one statement, and silently leaves out what it cannot expand. So a credential
may use only the plain form: terms of bundled contexts, nothing empty, nothing aliased. Whoever moves the
revocation entry under another spelling of its name, or slips in a word no context defines, is refused before
any proof is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from cairn.engines.openbadges.errors import FormError

MAX_TYPES: Final = 16
MAX_CONTEXTS: Final = 8

RELATIVE_BASE: Final = "relative://nothing/"
"""What incomplete addresses are completed with, so that they can be told afterwards whatever a processor does."""

_VALUE_KEYS: Final = frozenset({"@value", "@language", "@type"})
_ENDORSES: Final = frozenset({"id", "type", "endorsementComment"})
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+|_:[A-Za-z0-9_.-]+")
_CARRIES_CONTEXT: Final = frozenset({"VerifiableCredential", "VerifiablePresentation", "DataIntegrityProof"})


def check_written(document: Mapping[str, Any]) -> None:
    """Raise `FormError` unless the JSON is written in the plain form described above."""
    waiting: list[tuple[Any, str]] = [(document, "")]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, dict):
            _check_object(value, place, root=document)
            waiting.extend((item, f"{place}/{key}") for key, item in value.items() if key != "@context")
        elif isinstance(value, list):
            if not value:
                raise FormError(f"{place} is an empty list, which no proof can cover. Leave it out.")
            waiting.extend((item, f"{place}/{index}") for index, item in enumerate(value))
        elif value is None:
            raise FormError(f"{place} is null, which no proof can cover. Leave it out.")


def _check_object(value: dict[str, Any], place: str, *, root: Mapping[str, Any]) -> None:
    for key in value:
        if key == "@context":
            _check_context(value, place, root=root)
        elif key in _VALUE_KEYS and "@value" in value:
            continue
        elif not key or key.startswith("@") or ":" in key:
            raise FormError(f"{place}/{key[:80]} is not a plain term, so it may hide what the proof covers.")
    types = value.get("type")
    if isinstance(types, list) and len(types) > MAX_TYPES:
        raise FormError(f"{place}/type names more than {MAX_TYPES} types.")
    if value is not root and "id" in value and value["id"] == root.get("id") and not _only_endorses(value):
        raise FormError(f"{place} speaks about the credential itself in another place.")


def _only_endorses(value: dict[str, Any]) -> bool:
    """Whether an object is the subject of an endorsement, and could hold nothing moved out of the credential."""
    return value.get("type") in ("EndorsementSubject", ["EndorsementSubject"]) and value.keys() <= _ENDORSES


def _check_context(value: dict[str, Any], place: str, *, root: Mapping[str, Any]) -> None:
    context = value["@context"]
    addresses = context if isinstance(context, list) else [context]
    if not addresses or not all(isinstance(address, str) for address in addresses):
        raise FormError(
            f"{place}/@context must name contexts by address; a context written inline is refused."
        )
    if len(addresses) > MAX_CONTEXTS:
        raise FormError(f"{place}/@context names more than {MAX_CONTEXTS} contexts.")
    types = value.get("type")
    names = types if isinstance(types, list) else [types]
    if value is not root and not any(isinstance(name, str) and name in _CARRIES_CONTEXT for name in names):
        raise FormError(f"{place} brings a @context of its own, which only a credential within may.")


def check_expanded(expanded: object) -> None:
    """Raise `FormError` when the expanded form holds anything that turning it into statements would leave
    out.
    """
    waiting: list[object] = [expanded]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            _check_node(value)
            if value.get("@type") != "@json":
                waiting.extend(value.values())


def _check_node(node: dict[str, Any]) -> None:
    for keyword in ("@direction", "@index"):
        if keyword in node:
            raise FormError(f"{keyword} cannot be covered by a proof. Leave it out.")
    types = node.get("@type", [])
    for name in types if isinstance(types, list) else [types]:
        if name != "@json" and not _is_absolute(name):
            raise FormError(
                f"The type {_as_written(name)!r} is not defined by the contexts, so no proof covers it."
            )
    if "@id" in node and not _is_absolute(node["@id"]):
        raise FormError(f"{_as_written(node['@id'])!r} is not a complete address, so no proof covers it.")


def _is_absolute(name: object) -> bool:
    if not isinstance(name, str) or name.startswith("relative:"):
        return False
    return _ABSOLUTE.fullmatch(name) is not None


def _as_written(name: object) -> str:
    return str(name).removeprefix(RELATIVE_BASE)[:120]
