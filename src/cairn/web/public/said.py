"""What a badge says of itself, for whoever has to decide about it: its own words, none of them checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.verifying.report import Report

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """Name of the badge, name and identifier of its issuer, and to whom it was given where it says so."""

    name: str
    issuer_name: str
    issuer: str
    recipient: str


def said_of(report: Report) -> Said | None:
    """What the judged document says; None where there is none."""
    document = report.document
    if document is None:
        return None
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    return Said(
        name=_text(document.get("name")) or _name_in(_of(subject, "achievement")),
        issuer_name=_name_in(issuer),
        issuer=_text(issuer_id(document)),
        recipient=_shown_name(_of(subject, "identifier")),
    )


def _of(thing: object, name: str) -> object:
    return thing.get(name) if isinstance(thing, Mapping) else None


def _name_in(thing: object) -> str:
    return _text(_of(thing, "name"))


def _shown_name(identities: object) -> str:
    """The name a badge shows its recipient by (OB 3.0: an IdentityObject of the type `name` that is not hashed)."""
    for identity in identities if isinstance(identities, list) else [identities]:
        if _of(identity, "identityType") == "name" and _of(identity, "hashed") is False:
            return _text(_of(identity, "identityHash"))
    return ""


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
