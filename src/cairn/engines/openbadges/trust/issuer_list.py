"""A register of known issuers as a file that can be handed on: signed by whoever vouches for what is in it.

It is a JSON document with a proof by `eddsa-jcs-2022` (VC Data Integrity EdDSA Cryptosuites 1.0, section 3.3), which
needs no vocabulary of its own. Keys are written as in DID documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import base58

from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import instant_text, read_instant
from cairn.engines.openbadges.errors import DocumentError, ProofError
from cairn.engines.openbadges.keys import PublicKey, Signer, dids
from cairn.engines.openbadges.keys.dids import Fetch, Resolve
from cairn.engines.openbadges.keys.methods import Method
from cairn.engines.openbadges.proofs.suites import DATA_INTEGRITY, Secured
from cairn.engines.openbadges.trust.grounds import KnownIssuer, PinnedKey

TYPE: Final = "KnownIssuersList"
SUITE: Final = "eddsa-jcs-2022"
MAX_ISSUERS: Final = 500
MAX_KEYS: Final = 50
_CONTEXT: Final = "https://w3id.org/security/data-integrity/v2"
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class IssuerList:
    """A list as its publisher vouches for it. A newer list with the same `id` replaces this one."""

    id: str
    name: str
    publisher: str
    publisher_name: str
    published: datetime
    issuers: tuple[KnownIssuer, ...]


class Listed:
    """The issuers of lists as `KnownIssuers`."""

    def __init__(self, issuers: Iterable[KnownIssuer]) -> None:
        self._entries: dict[str, list[KnownIssuer]] = {}
        for issuer in issuers:
            self._entries.setdefault(issuer.id, []).append(issuer)

    def entries_of(self, issuer: str) -> Sequence[KnownIssuer]:
        """Every entry for an issuer's identifier."""
        return self._entries.get(issuer, [])


def write(listed: IssuerList, *, signer: Signer) -> dict[str, Any]:
    """The list as a signed document; the signer's key is an Ed25519 key of its publisher."""
    document = {
        "@context": [_CONTEXT],
        "type": TYPE,
        "id": listed.id,
        "name": listed.name,
        "publisher": {"id": listed.publisher, "name": listed.publisher_name},
        "published": instant_text(listed.published),
        "issuers": [_entry(issuer) for issuer in listed.issuers],
    }
    options = {
        "type": DATA_INTEGRITY,
        "cryptosuite": SUITE,
        "created": instant_text(listed.published),
        "verificationMethod": signer.verification_method,
        "proofPurpose": proofs.PURPOSE,
    }
    signature = signer.sign(Secured(document).signing_input(options))
    return {**document, "proof": {**options, "proofValue": "z" + base58.b58encode(signature).decode()}}


def _entry(issuer: KnownIssuer) -> dict[str, Any]:
    return {
        "id": issuer.id,
        "name": issuer.name,
        "pinned": instant_text(issuer.pinned_on),
        "source": issuer.source,
        "keys": [_key(key) for key in issuer.keys],
    }


def _key(pinned: PinnedKey) -> dict[str, Any]:
    dates = {"from": pinned.since, "until": pinned.until, "revoked": pinned.revoked}
    written: dict[str, Any] = {"id": pinned.method_id}
    if pinned.key.kind == "RSA":
        written["publicKeyJwk"] = pinned.key.jwk
    else:
        written["publicKeyMultibase"] = pinned.key.multikey
    return written | {name: instant_text(date) for name, date in dates.items() if date is not None}


def read(
    data: bytes, *, now: datetime, fetch: Fetch | None = None, resolve: Resolve | None = None
) -> tuple[IssuerList, Method]:
    """A list and the key of its publisher that signed it, which the reader may believe or not.

    Raises `JsonError`, `DocumentError` for what is no such list, `ProofError` for one that is not signed by its
    publisher as it stands, `UnresolvedKey` when that key cannot be looked up.
    """
    document = strictjson.parse(data)
    if document.get("type") != TYPE:
        raise DocumentError("The file is not a list of known issuers.")
    publisher = _object(document, "publisher")
    listed = IssuerList(
        id=_text(document, "id"),
        name=_text(document, "name"),
        publisher=_text(publisher, "id"),
        publisher_name=_text(publisher, "name"),
        published=_date(document, "published"),
        issuers=tuple(_issuer(entry) for entry in _objects(document, "issuers", MAX_ISSUERS)),
    )
    return listed, _signed_by(document, listed.publisher, now, fetch, resolve)


def _signed_by(
    document: Mapping[str, Any], publisher: str, now: datetime, fetch: Fetch | None, resolve: Resolve | None
) -> Method:
    found = proofs.proofs_of(document)
    if len(found) != 1:
        raise ProofError("The list is not signed, or more than once.")

    def look_up(method_id: str) -> Method:
        if method_id.partition("#")[0] != publisher:
            raise ProofError("The list is signed with a key that is not its publisher's.")
        return dids.look_up(method_id, fetch=fetch, resolve=resolve)

    return proofs.check(found[0], Secured(document), now=now, look_up=look_up)


def _issuer(entry: Mapping[str, Any]) -> KnownIssuer:
    return KnownIssuer(
        id=_text(entry, "id"),
        name=_text(entry, "name"),
        keys=tuple(_pinned(key) for key in _objects(entry, "keys", MAX_KEYS)),
        pinned_on=_date(entry, "pinned"),
        source=_text(entry, "source"),
    )


def _pinned(entry: Mapping[str, Any]) -> PinnedKey:
    multikey, jwk = entry.get("publicKeyMultibase"), entry.get("publicKeyJwk")
    if isinstance(multikey, str) and jwk is None:
        key = PublicKey.from_multikey(multikey)
    elif isinstance(jwk, dict) and multikey is None:
        key = PublicKey.from_jwk(jwk)
    else:
        raise DocumentError("A key in the list is not written once, as Multikey or as JWK.")
    since, until, revoked = (_maybe_date(entry, name) for name in ("from", "until", "revoked"))
    if since is not None and until is not None and until < since:
        raise DocumentError("A key in the list ends before it begins.")
    return PinnedKey(_text(entry, "id"), key, since, until, revoked)


def _text(entry: Mapping[str, Any], name: str) -> str:
    found = entry.get(name)
    if not isinstance(found, str) or not found.strip() or len(found) > _LONGEST:
        raise DocumentError(f"The list lacks {name!r} somewhere, or it is longer than {_LONGEST} letters.")
    return found


def _date(entry: Mapping[str, Any], name: str) -> datetime:
    found = _maybe_date(entry, name)
    if found is None:
        raise DocumentError(f"The list lacks the date {name!r} somewhere.")
    return found


def _maybe_date(entry: Mapping[str, Any], name: str) -> datetime | None:
    if name not in entry:
        return None
    found = read_instant(entry[name])
    if found is None:
        raise DocumentError(f"A date {name!r} in the list cannot be read, or has no time zone.")
    return found


def _object(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = entry.get(name)
    if not isinstance(found, dict):
        raise DocumentError(f"The list lacks its {name!r}.")
    return found


def _objects(entry: Mapping[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    found = entry.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found) or len(found) > most:
        raise DocumentError(f"{name!r} of the list cannot be read, or holds more than {most}.")
    if name == "keys" and not found:
        raise DocumentError("An issuer in the list has no keys.")
    return found
