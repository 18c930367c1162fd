"""Who speaks in a credential, and about whom: the two identifiers every check needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def issuer_id(document: Mapping[str, Any]) -> str | None:
    """The issuer's identifier, whether written as a profile or as an address."""
    return _id_of(document.get("issuer"))


def subject_id(document: Mapping[str, Any]) -> str | None:
    """The identifier of the one subject; None where it is known by a hashed name alone."""
    subject = document.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        subject = subject[0]
    return _id_of(subject) if isinstance(subject, Mapping) else None


def _id_of(party: object) -> str | None:
    found = party.get("id") if isinstance(party, Mapping) else party
    return found if isinstance(found, str) else None
