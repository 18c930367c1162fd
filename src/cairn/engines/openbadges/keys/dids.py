"""Identifiers of issuers: `did:web` to address and back, DID documents, and looking a key up.

`did:web` names a document served over HTTPS only; fetching it is the caller's, who hands in `fetch`.
Requirements of Open Badges 3.0, section 8.5 (dereferencing the public key); did:web Method Specification.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from urllib.parse import quote, unquote, urlsplit

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.errors import BadgeError, KeyFormatError, UnresolvedKey
from cairn.engines.openbadges.keys import methods
from cairn.engines.openbadges.keys.methods import Method
from cairn.engines.openbadges.keys.pairs import PublicKey

__all__ = [
    "DatedKey",
    "Fetch",
    "Method",
    "Resolve",
    "did_document",
    "did_web",
    "did_web_address",
    "find",
    "look_up",
]

Fetch = Callable[[str], bytes]
"""The bytes at a web address. Raises any exception when it cannot; caps size and time, and keeps off inner
networks.
"""

_HOST: Final = re.compile(
    r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?"
)
_SEGMENT: Final = re.compile(r"[A-Za-z0-9._~-]+")
_MAX_DID: Final = methods.MAX_DID
_DID_CONTEXT: Final = "https://www.w3.org/ns/did/v1"
_FORM_CONTEXTS: Final = {
    "Multikey": "https://w3id.org/security/multikey/v1",
    "JsonWebKey": "https://w3id.org/security/jwk/v1",
}

Form = Literal["Multikey", "JsonWebKey"]
"""How a key is written in a DID document. Proofs in a document are checked with the one, JWTs with the other."""


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
    form: Form | None = None
    """None for the usual one: Multikey for Ed25519, JsonWebKey for the kinds that sign JWTs."""

    @property
    def written_as(self) -> Form:
        return self.form or ("Multikey" if self.key.kind == "Ed25519" else "JsonWebKey")


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
    forms = sorted({entry.written_as for entry in dated}, reverse=True)
    return {
        "@context": [_DID_CONTEXT, *(_FORM_CONTEXTS[form] for form in forms)],
        "id": did,
        "verificationMethod": [_method_json(did, entry) for entry in dated],
        # Readers that overlook `revoked` still ask whether a key may sign for its issuer.
        "assertionMethod": [f"{did}#{entry.fragment}" for entry in dated if entry.revoked is None],
    }


def _method_json(did: str, entry: DatedKey) -> dict[str, Any]:
    if not _SEGMENT.fullmatch(entry.fragment):
        raise KeyFormatError(f"{entry.fragment[:80]!r} cannot be the name of a key.")
    method: dict[str, Any] = {"id": f"{did}#{entry.fragment}", "type": entry.written_as, "controller": did}
    if entry.written_as == "Multikey":
        method |= {"publicKeyMultibase": entry.key.multikey}
    else:
        method |= {"publicKeyJwk": {**entry.key.jwk, "alg": entry.key.algorithm}}
    return method if entry.revoked is None else {**method, "revoked": instant_text(entry.revoked)}


def look_up(method_id: str, *, fetch: Fetch | None = None, resolve: Resolve | None = None) -> Method:
    """The verification method with this identifier: from `resolve`, from itself (`did:key`, `did:jwk`), or
    through `fetch`.

    Raises `UnresolvedKey` when nothing can be learned of it, `KeyFormatError` when what is learned is wrong.
    """
    known = resolve(method_id) if resolve is not None else None
    if known is not None:
        return known
    if method_id.startswith(methods.ITSELF):
        return _of_itself(method_id)
    document = _document_of(method_id.partition("#")[0], fetch)
    return methods.named(document, method_id)


def _of_itself(method_id: str) -> Method:
    found = methods.of_itself(method_id)
    if found.id != method_id:
        raise KeyFormatError("The key's name lacks the part after #, which names the one key there is.")
    return found


def find(controller: str, fits: Callable[[Method], bool], *, fetch: Fetch | None = None) -> Method:
    """The method a controller publishes for issuing that fits, where its identifier is not known.

    Raises `UnresolvedKey` when nothing can be learned of its keys, `KeyFormatError` when none of them fits.
    """
    if controller.startswith(methods.ITSELF):
        published = [methods.of_itself(controller)]
    else:
        document = _document_of(controller, fetch)
        if "assertionMethod" not in document:
            raise UnresolvedKey("Its issuer publishes no keys, so nothing says which are its own.")
        published = list(methods.for_issuing(document, controller))
    for method in published:
        if fits(method):
            return method
    raise KeyFormatError("The key it is signed with is not its issuer's.")


def _document_of(controller: str, fetch: Fetch | None) -> dict[str, Any]:
    """What an issuer serves about itself, or at the address of a key."""
    if not controller.startswith(("did:web:", "https://")):
        raise UnresolvedKey(f"Keys named like {controller[:60]!r} cannot be looked up here.")
    if fetch is None:
        raise UnresolvedKey(
            "The issuer's key has to be looked up on the network, which was not allowed here."
        )
    return _fetch_json(did_web_address(controller) if controller.startswith("did:") else controller, fetch)


def _fetch_json(address: str, fetch: Fetch) -> dict[str, Any]:
    try:
        data = fetch(address)
    except Exception as error:  # whatever a caller's fetch raises means one thing: it is not known
        raise UnresolvedKey(f"The issuer's key at {address[:200]} could not be fetched.") from error
    try:
        return strictjson.parse(data)
    except BadgeError as error:
        raise UnresolvedKey(f"What is served at {address[:200]} is not a DID document: {error}") from error
