"""Verification methods: what a document says of a key (W3C Controlled Identifiers 1.0, section 2.2).

Read are Multikey (and its forerunner `Ed25519VerificationKey2020`), `JsonWebKey` and `JsonWebKey2020`, and
where an address holds no more than the key, a bare JWK or a set of them (Open Badges 3.0, section 8.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from joserfc.util import urlsafe_b64decode

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import read_instant
from cairn.engines.openbadges.errors import BadgeError, KeyFormatError, ProofError
from cairn.engines.openbadges.keys.pairs import PublicKey

MAX_METHODS: Final = 200
MAX_DID: Final = 2_000
ITSELF: Final = ("did:key:", "did:jwk:")
"""How identifiers begin that are a key themselves and need no document."""

_SECRETS: Final = ("secretKeyMultibase", "privateKeyMultibase", "secretKeyJwk", "privateKeyJwk")
_REVOKED: Final = "The issuer has revoked the key this was signed with, so it proves nothing any more."


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method as looked up: whose it is, its key, and when it stopped holding, if it did.

    `controller` is None where no more than the key is published; then its address alone says whose it is.
    """

    id: str
    controller: str | None
    key: PublicKey
    expires: datetime | None = None
    revoked: datetime | None = None

    def answers_to(self, hint: str) -> bool:
        """Whether a short name means this key: the fragment of its identifier, or its JWK thumbprint.

        VC-JOSE-COSE, section 4.2.1: a `kid` that is no address is read beside the issuer's identifier.
        """
        return hint.removeprefix("#") == self.id.partition("#")[2] or hint == self.key.thumbprint

    def check_dates(self, now: datetime) -> None:
        """Raise `ProofError` when its controller has revoked the key or let it expire by `now`.

        Controlled Identifiers 1.0, section 2.2: neither is to be accepted, however old the signature.
        """
        if self.revoked is not None and self.revoked <= now:
            raise ProofError(_REVOKED)
        if self.expires is not None and self.expires <= now:
            raise ProofError("The key this was signed with has expired.")


def of_itself(identifier: str) -> Method:
    """The one method of a `did:key` or a `did:jwk`; `KeyFormatError` for any other identifier.

    `identifier` may be the identifier or its method's. did:key 0.9, section 3.1; did:jwk, section "Read".
    """
    did, _, fragment = identifier.partition("#")
    if did.startswith("did:key:"):
        key = PublicKey.from_multikey(did.removeprefix("did:key:"))
        name = key.multikey
    else:
        key, name = _did_jwk(did), "0"
    if fragment not in ("", name):
        raise KeyFormatError(
            "An identifier that is a key has one verification method, named by the key itself."
        )
    return Method(id=f"{did}#{name}", controller=did, key=key)


def _did_jwk(did: str) -> PublicKey:
    if not did.startswith("did:jwk:") or len(did) > MAX_DID:
        raise KeyFormatError(f"{did[:60]!r} is not a did:key or a did:jwk.")
    try:
        return PublicKey.from_jwk(strictjson.parse(urlsafe_b64decode(did.removeprefix("did:jwk:").encode())))
    except KeyFormatError:
        raise
    except ValueError as error:
        raise KeyFormatError("The did:jwk holds no key that can be read.") from error


def named(document: Mapping[str, Any], method_id: str) -> Method:
    """The method with this identifier in what is served for it; `KeyFormatError` when it does not hold.

    That is its controller's document, which must allow it for issuing, or the method itself, or a bare JWK.
    """
    base = method_id.partition("#")[0]
    if base.startswith("https://") and ("kty" in document or "keys" in document):
        return Method(id=method_id, controller=None, key=_bare_key(document, method_id))
    if document.get("id") == method_id and document.get("controller") is not None:
        return _read(document, method_id)
    for entry in _for_issuing(document, base):
        if _id_of(entry, base) == method_id:
            return _read(entry, method_id)
    if any("revoked" in entry for entry in _published(document, method_id)):
        raise KeyFormatError(_REVOKED)
    if not _allows(document, method_id):
        raise KeyFormatError("The issuer's document does not allow this key for issuing credentials.")
    raise KeyFormatError(f"The issuer's document holds no key named {method_id[:200]}.")


def for_issuing(document: Mapping[str, Any], controller: str) -> Iterator[Method]:
    """The methods a controller's document allows for issuing, without those that cannot be read here."""
    for entry in _for_issuing(document, controller):
        try:
            yield _read(entry, str(_id_of(entry, controller)))
        except BadgeError:
            continue


def _for_issuing(document: Mapping[str, Any], controller: str) -> Iterator[dict[str, Any]]:
    """The entries `assertionMethod` holds or names (Controlled Identifiers 1.0, section 2.3.2)."""
    if document.get("id") != controller:
        raise KeyFormatError(f"The document served for {controller[:200]} is about something else.")
    allowed = _entries(document, "assertionMethod")
    known = {_id_of(entry, controller): entry for entry in reversed(_entries(document, "verificationMethod"))}
    for entry in allowed:
        found = entry if isinstance(entry, dict) else known.get(_id_of(entry, controller))
        if isinstance(found, dict):
            yield found


def _published(document: Mapping[str, Any], method_id: str) -> Iterator[dict[str, Any]]:
    base = method_id.partition("#")[0]
    for entry in _entries(document, "verificationMethod"):
        if isinstance(entry, dict) and _id_of(entry, base) == method_id:
            yield entry


def _allows(document: Mapping[str, Any], method_id: str) -> bool:
    base = method_id.partition("#")[0]
    return any(_id_of(entry, base) == method_id for entry in _entries(document, "assertionMethod"))


def _id_of(entry: str | dict[str, Any], controller: str) -> str | None:
    found = entry if isinstance(entry, str) else entry.get("id")
    if not isinstance(found, str):
        return None
    return controller + found if found.startswith("#") else found


def _entries(document: Mapping[str, Any], relation: str) -> list[Any]:
    entries = document.get(relation, [])
    if not isinstance(entries, list) or len(entries) > MAX_METHODS:
        raise KeyFormatError(f"{relation} of the issuer's document cannot be read.")
    return [entry for entry in entries if isinstance(entry, str | dict)]


def _read(entry: Mapping[str, Any], method_id: str) -> Method:
    controller = entry.get("controller")
    if not isinstance(controller, str):
        raise KeyFormatError(f"The key {method_id[:200]} lacks its controller.")
    if any(name in entry for name in _SECRETS):
        raise KeyFormatError("The key is published together with its secret, so anybody can sign with it.")
    return Method(
        id=method_id,
        controller=controller,
        key=_key_of(entry, method_id),
        expires=_date(entry, "expires"),
        revoked=_date(entry, "revoked"),
    )


def _key_of(entry: Mapping[str, Any], method_id: str) -> PublicKey:
    multikey, jwk = entry.get("publicKeyMultibase"), entry.get("publicKeyJwk")
    if isinstance(multikey, str) and jwk is None:
        return PublicKey.from_multikey(multikey)
    if isinstance(jwk, dict) and multikey is None:
        return PublicKey.from_jwk(jwk)
    raise KeyFormatError(f"The key {method_id[:200]} is not written once, as Multikey or as JWK.")


def _bare_key(document: Mapping[str, Any], method_id: str) -> PublicKey:
    """A JWK, or that of a set which bears the name asked for (RFC 7517, sections 4.5 and 5)."""
    if "kty" in document:
        return PublicKey.from_jwk(document)
    names = (method_id, method_id.partition("#")[2])
    found = [key for key in _entries(document, "keys") if isinstance(key, dict) and key.get("kid") in names]
    if len(found) != 1:
        raise KeyFormatError(f"What is served for {method_id[:200]} does not hold one key of that name.")
    return PublicKey.from_jwk(found[0])


def _date(entry: Mapping[str, Any], name: str) -> datetime | None:
    if name not in entry:
        return None
    found = read_instant(entry[name])
    if found is None:
        raise KeyFormatError(f"The date {name!r} of the issuer's key cannot be read.")
    return found
