"""What became of a credential since: its status lists are looked up, checked as the issuer's own, and read.

Whatever cannot be looked up, checked or read is unknown; it is never taken for good. Bitstring Status List 1.0,
section 3.2; 1EdTech VC Revocation List 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cairn.engines.openbadges import jose, status
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import BadgeError, StatusError
from cairn.engines.openbadges.status import Place
from cairn.engines.openbadges.verifying.checking import Document, Means, date_checks, proof_check
from cairn.engines.openbadges.verifying.reading import Read, parsed
from cairn.engines.openbadges.verifying.report import Check, Standing, made

_MAX_ENTRIES: Final = 4
_GRAVEST: Final[tuple[Standing, ...]] = ("revoked", "suspended", "unknown")
_BECAME: Final[Mapping[str, tuple[Standing, str]]] = {
    "revocation": ("revoked", "Its issuer has revoked it."),
    "suspension": ("suspended", "Its issuer has suspended it for the time being."),
}
_FINE: Final = "Its issuer has not revoked it."


def status_check(document: Document, means: Means) -> Check:
    """Whether the issuer has revoked or suspended the credential; the gravest of what its lists say."""
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
    for standing in _GRAVEST:
        for check in checks:
            if check.standing == standing:
                return check
    # What an issuer says of its own accord is worth more than that nothing happened.
    return next((check for check in checks if check.sentence != _FINE), checks[0])


def _entry_check(entry: dict[str, Any], document: Document, means: Means) -> Check:
    try:
        if entry.get("type") in ("BitstringStatusListEntry", ["BitstringStatusListEntry"]):
            return _bitstring_check(entry, document, means)
        if entry.get("type") in ("1EdTechRevocationList", ["1EdTechRevocationList"]):
            return _revocation_list_check(entry, document, means)
        raise StatusError("Its issuer keeps revocations in a way that cannot be read here.")
    except BadgeError as error:
        return made("status", "unknown", f"Whether it was revoked cannot be said: {error}")


def _bitstring_check(entry: dict[str, Any], document: Document, means: Means) -> Check:
    place = status.place_of(entry)
    listing = _fetch(place.address, means)
    _check_listing(listing, place.address, document, means)
    return _said(place, _value_at(place, listing.document.get("credentialSubject")))


def _value_at(place: Place, subject: object) -> int:
    """The number at a credential's place, where the list is about its purpose (3.2, steps 8 to 15)."""
    if not isinstance(subject, dict) or subject.get("type") not in (
        "BitstringStatusList",
        ["BitstringStatusList"],
    ):
        raise StatusError("what is served there is not a status list.")
    if place.purpose not in status.purposes_of(subject):
        raise StatusError("its status list is about something else.")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise StatusError("its status list is empty.")
    return status.value_at(status.decode(encoded), place.index, size=place.size)


def _said(place: Place, value: int) -> Check:
    """What a number means for the purpose it stands for (2.1, `statusPurpose`)."""
    if place.purpose == "message":
        message = place.messages.get(value)
        if message is None:
            raise StatusError("its issuer says something of it that cannot be read here.")
        return made("status", "ok", f"Its issuer says of it: “{message[:200]}”.")
    if place.purpose == "refresh":
        return made("status", "ok", "Its issuer offers a newer version." if value else _FINE)
    if place.purpose not in _BECAME:
        raise StatusError("its issuer keeps a list for a purpose that is not known here.")
    if value == 0:
        return made("status", "ok", _FINE)
    standing, sentence = _BECAME[place.purpose]
    return made("status", "failed", sentence, standing=standing)


def _check_listing(read: Read, address: str, document: Document, means: Means) -> None:
    listing = read.document
    types = listing.get("type")
    if not isinstance(types, list) or "BitstringStatusListCredential" not in types:
        raise StatusError("what is served there is not a status list.")
    if issuer_id(listing) != issuer_id(document):
        raise StatusError("its status list is by somebody other than its issuer.")
    if listing.get("id", address) != address:
        raise StatusError("its status list belongs at another address.")
    proof = proof_check(listing, means, token=read.token)
    if proof.outcome != "ok":
        raise StatusError(f"its status list is not signed as it should be. {proof.sentence}")
    for check in date_checks(listing, means.now):
        if check.outcome == "failed":
            raise StatusError(f"its status list is not of today. {check.sentence}")


def _revocation_list_check(entry: dict[str, Any], document: Document, means: Means) -> Check:
    """A 1EdTech revocation list bears no signature, so only the way it came by vouches for it."""
    address = entry.get("id")
    if not isinstance(address, str) or not address.startswith("https://"):
        raise StatusError("its revocation list is not served under a name that can be trusted (https).")
    listing = _fetch(address, means).document
    if issuer_id(listing) != issuer_id(document):
        raise StatusError("its revocation list is by somebody other than its issuer.")
    revoked = listing.get("revokedCredential", [])
    if not isinstance(revoked, list) or not all(isinstance(item, dict) for item in revoked):
        raise StatusError("its revocation list cannot be read.")
    named = any(item.get("id") == document["id"] and item.get("revoked") is not False for item in revoked)
    if named:
        standing, sentence = _BECAME["revocation"]
        return made("status", "failed", sentence, standing=standing)
    return made("status", "ok", _FINE)


def _fetch(address: str, means: Means) -> Read:
    """A list as JSON or, as some issuers sign theirs, as a JWT."""
    if means.fetch is None or not address.startswith(("https://", "http://")):
        raise StatusError("its status list has no web address.")
    try:
        data = means.fetch(address)
    except Exception as error:  # whatever a caller's fetch raises means one thing: it is not known
        raise StatusError(f"its status list at {address[:200]} could not be fetched.") from error
    if jose.looks_like(data):
        return parsed(data)
    return Read(strictjson.parse(data, max_bytes=2 * strictjson.MAX_BYTES))
