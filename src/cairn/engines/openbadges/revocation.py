"""What became of a credential since: its status list is fetched, checked as the issuer's own, and read.

Whatever cannot be fetched, checked or read is unknown; it is never taken for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cairn.engines.openbadges import status, strictjson
from cairn.engines.openbadges.checking import Document, Means, date_checks, proof_check
from cairn.engines.openbadges.errors import BadgeError, StatusError
from cairn.engines.openbadges.parties import issuer_id
from cairn.engines.openbadges.report import Check, made

_MAX_ENTRIES: Final = 4
_BECAME: Final = {
    "revocation": "Its issuer has revoked it.",
    "suspension": "Its issuer has suspended it for the time being.",
}


def status_check(document: Document, means: Means) -> Check:
    """Whether the issuer has revoked or suspended the credential."""
    if "credentialStatus" not in document:
        return made("status", "skipped", "Its issuer keeps no list in which a revocation would show.")
    if means.fetch is None:
        return made(
            "status", "unknown", "Whether it was revoked has to be looked up, which was not allowed here."
        )
    found = document["credentialStatus"]
    entries = found if isinstance(found, list) else [found]
    if not 0 < len(entries) <= _MAX_ENTRIES or not all(isinstance(entry, dict) for entry in entries):
        return made("status", "unknown", "Where a revocation would show cannot be read.")
    checks = [_entry_check(entry, document, means) for entry in entries]
    for outcome in ("failed", "unknown"):
        for check in checks:
            if check.outcome == outcome:
                return check
    return checks[0]


def _entry_check(entry: dict[str, Any], document: Document, means: Means) -> Check:
    try:
        if entry.get("type") in ("BitstringStatusListEntry", ["BitstringStatusListEntry"]):
            became = _read_bitstring(entry, document, means)
        elif entry.get("type") in ("1EdTechRevocationList", ["1EdTechRevocationList"]):
            became = _read_revocation_list(entry, document, means)
        else:
            raise StatusError("Its issuer keeps revocations in a way that cannot be read here.")
    except BadgeError as error:
        return made("status", "unknown", f"Whether it was revoked cannot be said: {error}")
    if became is not None:
        return made("status", "failed", became)
    return made("status", "ok", "Its issuer has not revoked it.")


def _read_bitstring(entry: dict[str, Any], document: Document, means: Means) -> str | None:
    """The sentence for a set bit, None for a clear one (Bitstring Status List 1.0, 3.2)."""
    address, index, purpose = status.place_of(entry)
    listing = _fetch(address, means)
    _check_listing(listing, address, document, means)
    subject = listing.get("credentialSubject")
    if not isinstance(subject, dict) or subject.get("type") not in (
        "BitstringStatusList",
        ["BitstringStatusList"],
    ):
        raise StatusError("what is served there is not a status list.")
    if purpose not in status.purposes_of(subject):
        raise StatusError("its status list is about something else.")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise StatusError("its status list is empty.")
    return _BECAME.get(purpose) if status.is_set(status.decode(encoded), index) else None


def _check_listing(listing: Mapping[str, Any], address: str, document: Document, means: Means) -> None:
    types = listing.get("type")
    if not isinstance(types, list) or "BitstringStatusListCredential" not in types:
        raise StatusError("what is served there is not a status list.")
    if issuer_id(listing) != issuer_id(document):
        raise StatusError("its status list is by somebody other than its issuer.")
    if listing.get("id", address) != address:
        raise StatusError("its status list belongs at another address.")
    proof = proof_check(listing, means)
    if proof.outcome != "ok":
        raise StatusError(f"its status list is not signed as it should be. {proof.sentence}")
    for check in date_checks(listing, means.now):
        if check.outcome == "failed":
            raise StatusError(f"its status list is not of today. {check.sentence}")


def _read_revocation_list(entry: dict[str, Any], document: Document, means: Means) -> str | None:
    """The sentence when a 1EdTech revocation list (VCRL 1.0) names the credential, otherwise None."""
    address = entry.get("id")
    if not isinstance(address, str):
        raise StatusError("its status entry has no address.")
    listing = _fetch(address, means)
    if issuer_id(listing) != issuer_id(document):
        raise StatusError("its revocation list is by somebody other than its issuer.")
    revoked = listing.get("revokedCredential", [])
    if not isinstance(revoked, list) or not all(isinstance(item, dict) for item in revoked):
        raise StatusError("its revocation list cannot be read.")
    named = any(item.get("id") == document["id"] and item.get("revoked") is not False for item in revoked)
    return _BECAME["revocation"] if named else None


def _fetch(address: str, means: Means) -> dict[str, Any]:
    if means.fetch is None or not address.startswith(("https://", "http://")):
        raise StatusError("its status list has no web address.")
    try:
        data = means.fetch(address)
    except Exception as error:  # whatever a caller's fetch raises means one thing: it is not known
        raise StatusError(f"its status list at {address[:200]} could not be fetched.") from error
    return strictjson.parse(data, max_bytes=2 * strictjson.MAX_BYTES)
