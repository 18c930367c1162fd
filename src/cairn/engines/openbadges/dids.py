"""Identifiers of issuers: `did:web` to address and back, DID documents, and looking a key up.

`did:web` names a document served over HTTPS only; fetching it is the caller's, who hands in `fetch`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from cairn.engines.openbadges import strictjson
from cairn.engines.openbadges.errors import BadgeError, KeyFormatError, UnresolvedKey
from cairn.engines.openbadges.instants import instant_text, read_instant
from cairn.engines.openbadges.keys import PublicKey

Fetch = Callable[[str], bytes]
"""The bytes at a web address. Raises any exception when it cannot; caps size and time, and keeps off inner
networks.
"""

_HOST: Final = re.compile(
    r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?"
)
_SEGMENT: Final = re.compile(r"[A-Za-z0-9._~-]+")
_MAX_DID: Final = 2_000
_MAX_METHODS: Final = 200
_CONTEXT: Final = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method as looked up: whose it is, its key, and when it stopped holding, if it did."""

    id: str
    controller: str
    key: PublicKey
    expires: datetime | None = None
    revoked: datetime | None = None


Resolve = Callable[[str], Method | None]
"""Looks a verification method up without the network; None when it is not known there."""


@dataclass(frozen=True, slots=True)
class DatedKey:
    """A key of an issuer. `fragment` names it for good; use its first day, such as `2026-11-22`.

    A key that is merely retired stays published as it is, so that what it signed goes on verifying. It bears
    no `expires`: readers are told not to accept anything by an expired key, however old. `revoked` is for a
    key that was compromised, and ends the validity of everything signed with it.
    """

    fragment: str
    key: PublicKey
    revoked: datetime | None = None


def did_web(address: str) -> str:
    """The `did:web` of an HTTPS address: `https://h:8443/issuers/x` is `did:web:h%3A8443:issuers:x`.

    Raises `KeyFormatError` for an address that has no such identifier.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.query or parts.fragment or not _HOST.fullmatch(parts.netloc):
        raise KeyFormatError(f"did:web needs an https address of a host and a path, not {address[:200]!r}.")
    segments = [segment for segment in parts.path.split("/") if segment]
    _check_segments(segments)
    return ":".join(["did:web", quote(parts.netloc, safe=""), *segments])


def did_web_address(did: str) -> str:
    """Where the DID document of a `did:web` is served; `KeyFormatError` for any other identifier."""
    parts = did.split(":")
    if len(did) > _MAX_DID or parts[:2] != ["did", "web"] or len(parts) < 3:
        raise KeyFormatError(f"{did[:200]!r} is not a did:web.")
    host = unquote(parts[2])
    if not _HOST.fullmatch(host):
        raise KeyFormatError(f"{did[:200]!r} does not name a host.")
    _check_segments(parts[3:])
    path = "/".join(parts[3:]) or ".well-known"
    return f"https://{host}/{path}/did.json"


def _check_segments(segments: list[str]) -> None:
    for segment in segments:
        if not _SEGMENT.fullmatch(segment) or segment in {".", ".."}:
            raise KeyFormatError(f"{segment[:80]!r} cannot be a part of a did:web.")


def did_document(did: str, keys: Iterable[DatedKey]) -> dict[str, Any]:
    """The document to serve for an issuer: every key it ever used, retired and revoked ones too.

    Raises `KeyFormatError` when there is no key, or two under one name.
    """
    dated = list(keys)
    if not dated or len({entry.fragment for entry in dated}) != len(dated):
        raise KeyFormatError("An issuer needs at least one key, each under a name of its own.")
    return {
        "@context": _CONTEXT,
        "id": did,
        "verificationMethod": [_method_json(did, entry) for entry in dated],
        "assertionMethod": [f"{did}#{entry.fragment}" for entry in dated],
    }


def _method_json(did: str, entry: DatedKey) -> dict[str, str]:
    if not _SEGMENT.fullmatch(entry.fragment):
        raise KeyFormatError(f"{entry.fragment[:80]!r} cannot be the name of a key.")
    method = {
        "id": f"{did}#{entry.fragment}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": entry.key.multikey,
    }
    return method if entry.revoked is None else {**method, "revoked": instant_text(entry.revoked)}


def look_up(method_id: str, *, fetch: Fetch | None = None, resolve: Resolve | None = None) -> Method:
    """The verification method with this identifier: from `resolve`, from itself (`did:key`), or through
    `fetch`.

    Raises `UnresolvedKey` when nothing can be learned of it, `KeyFormatError` when what is learned is wrong.
    """
    known = resolve(method_id) if resolve is not None else None
    if known is not None:
        return known
    if method_id.startswith("did:key:"):
        return _did_key_method(method_id)
    if not method_id.startswith(("did:web:", "https://")):
        raise UnresolvedKey(f"Keys named like {method_id[:60]!r} cannot be looked up here.")
    if fetch is None:
        raise UnresolvedKey(
            "The issuer's key has to be looked up on the network, which was not allowed here."
        )
    base = method_id.partition("#")[0]
    document = _fetch_json(did_web_address(base) if base.startswith("did:") else base, fetch)
    return _method_in(document, method_id)


def _did_key_method(method_id: str) -> Method:
    did, _, fragment = method_id.partition("#")
    key = PublicKey.from_multikey(did.removeprefix("did:key:"))
    if fragment != key.multikey:
        raise KeyFormatError("A did:key has one verification method, named by the key itself.")
    return Method(id=method_id, controller=did, key=key)


def _fetch_json(address: str, fetch: Fetch) -> dict[str, Any]:
    try:
        data = fetch(address)
    except Exception as error:  # whatever a caller's fetch raises means one thing: it is not known
        raise UnresolvedKey(f"The issuer's key at {address[:200]} could not be fetched.") from error
    try:
        return strictjson.parse(data)
    except BadgeError as error:
        raise UnresolvedKey(f"What is served at {address[:200]} is not a DID document: {error}") from error


def _method_in(document: dict[str, Any], method_id: str) -> Method:
    """Find a method in a DID document, or take the document for the method itself (an HTTPS key address)."""
    if document.get("id") == method_id and "publicKeyMultibase" in document:
        return _read_method(document, method_id)
    base = method_id.partition("#")[0]
    if document.get("id") != base:
        raise KeyFormatError(f"The document served for {base[:200]} is about something else.")
    allowed = _methods(document, "assertionMethod")
    if method_id not in [entry if isinstance(entry, str) else entry.get("id") for entry in allowed]:
        raise KeyFormatError("The issuer's document does not allow this key for issuing credentials.")
    for entry in [*_methods(document, "verificationMethod"), *allowed]:
        if isinstance(entry, dict) and entry.get("id") == method_id:
            return _read_method(entry, method_id)
    raise KeyFormatError(f"The issuer's document holds no key named {method_id[:200]}.")


def _methods(document: dict[str, Any], relation: str) -> list[Any]:
    entries = document.get(relation, [])
    if not isinstance(entries, list) or len(entries) > _MAX_METHODS:
        raise KeyFormatError(f"{relation} of the issuer's document cannot be read.")
    return [entry for entry in entries if isinstance(entry, str | dict)]


def _read_method(entry: dict[str, Any], method_id: str) -> Method:
    controller, multikey = entry.get("controller"), entry.get("publicKeyMultibase")
    if not isinstance(controller, str) or not isinstance(multikey, str):
        raise KeyFormatError(f"The key {method_id[:200]} lacks its controller or its Multikey text.")
    return Method(
        id=method_id,
        controller=controller,
        key=PublicKey.from_multikey(multikey),
        expires=_date(entry, "expires"),
        revoked=_date(entry, "revoked"),
    )


def _date(entry: dict[str, Any], name: str) -> datetime | None:
    if name not in entry:
        return None
    found = read_instant(entry[name])
    if found is None:
        raise KeyFormatError(f"The date {name!r} of the issuer's key cannot be read.")
    return found
