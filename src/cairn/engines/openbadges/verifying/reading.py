"""From the bytes of a file to the credential in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.engines.openbadges import baking, jose
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.verifying.report import Kind

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A credential as a document, and the JWT it came in if it came in one."""

    document: Document
    token: jose.Token | None = None


def parsed(data: bytes) -> Read:
    """JSON or a JWT, taken apart; raises `BadgeError` for anything else."""
    if not jose.looks_like(data):
        return Read(strictjson.parse(data))
    token = jose.read(data)
    return Read(token.document, token)


def unbaked(credential: bytes | Document) -> tuple[baking.Carrier, Read]:
    """What kind of file it is, and the credential in it; raises `BadgeError`."""
    if isinstance(credential, Mapping):
        strictjson.measure(credential)
        return "json", Read(credential)
    carrier, data = baking.unbake(credential)
    return carrier, parsed(data)


def is_of_2(credential: bytes | Document) -> bool:
    """Whether it is an Open Badges 2.0 badge; raises `BadgeError` for a picture that carries nothing."""
    if not isinstance(credential, Mapping):
        return baking.read(credential).kind in ("ob2-hosted", "ob2-signed")
    return "credentialSubject" not in credential and (
        "Assertion" in types_of(credential) or "badge" in credential
    )


def types_of(document: Document) -> list[str]:
    """The types of a document, whether written as one or as a list."""
    found = document.get("type")
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)]


def kind_of(document: Document) -> Kind:
    """What a document says it is; whatever says nothing is read as a badge, and fails as one."""
    types = types_of(document)
    if "ClrCredential" in types:
        return "record"
    return "endorsement" if "EndorsementCredential" in types else "badge"
