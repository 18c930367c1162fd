"""Compact JWS (RFC 7515) as credentials may use them: few headers, few algorithms, one spelling.

joserfc encodes, decodes and checks; which tokens are looked at at all is decided here. Open Badges 3.0, section
8.2.3, allows the headers `alg`, `kid`, `jwk` and `typ`; VC-JOSE-COSE, section 3.1.1, adds `cty`. So nothing may
be `crit`, no payload unencoded (`b64`), and no key fetched from an address the token names (`jku`, `x5u`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jws as jose
from joserfc.errors import JoseError
from joserfc.registry import JWS_HEADER_REGISTRY
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import KeyFormatError, ProofError, UnsupportedProof
from cairn.engines.openbadges.keys import JwtSigner, PublicKey

ISSUED: Final = ("ES256", "RS256")
"""The algorithms the certification of Open Badges 3.0 accepts; others are read, but not signed with."""

_READ: Final[Mapping[str, str]] = {
    "ES256": "P-256",
    "ES384": "P-384",
    "RS256": "RSA",
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
}
_AS_READ: Final = {"EdDSA": "Ed25519"}
_HEADERS: Final = ("alg", "kid", "jwk", "typ", "cty")
_COMPACT: Final = re.compile(rb"\s*([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\s*")
_SELECTIVE: Final = re.compile(rb"\s*[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+~[A-Za-z0-9_.~-]*\s*")
_LONGEST: Final = strictjson.MAX_BYTES * 4 // 3 + 20_000
_LONGEST_HEADER: Final = 8_000
_LONGEST_SIGNATURE: Final = 2_048


@dataclass(frozen=True, slots=True)
class Jws:
    """A token taken apart. Nothing is known yet of whether its signature holds."""

    text: str
    header: Mapping[str, Any]
    payload: bytes

    @property
    def algorithm(self) -> str:
        return str(self.header["alg"])


class _Strict(jose.JWSRegistry):
    """What joserfc may do here. `EdDSA` is checked as Ed25519, the one curve there is (RFC 9864, 2.2)."""

    def __init__(self, algorithm: str) -> None:
        super().__init__(algorithms=[algorithm])
        self.header_registry = {name: JWS_HEADER_REGISTRY[name] for name in _HEADERS}
        known = jose.JWSRegistry.algorithms
        self.algorithms = {name: known[_AS_READ.get(name, name)] for name in _READ}
        self.max_header_length = _LONGEST_HEADER
        self.max_payload_length = _LONGEST
        self.max_signature_length = _LONGEST_SIGNATURE


def looks_like(data: bytes) -> bool:
    """Whether bytes are written as a compact JWS, or as one with parts to be disclosed (SD-JWT)."""
    return len(data) <= _LONGEST and bool(_COMPACT.fullmatch(data) or _SELECTIVE.fullmatch(data))


def read(data: bytes) -> Jws:
    """Take a token apart. Surrounding space is no part of it.

    Raises `ProofError` for what is no such token or may not be used here, `UnsupportedProof` for an algorithm
    that is not read here and for an SD-JWT, `JsonError` for a header that is not plain JSON.
    """
    if len(data) <= _LONGEST and _SELECTIVE.fullmatch(data):
        raise UnsupportedProof(
            "The badge is an SD-JWT, which shows parts of itself; those are not checked here."
        )
    found = _COMPACT.fullmatch(data) if len(data) <= _LONGEST else None
    if found is None or len(found[1]) > _LONGEST_HEADER:
        raise ProofError("It is not written as a JWT is: three parts of base64url text with dots between.")
    header, payload, _ = (_decoded(part) for part in found.groups())
    made = Jws(b".".join(found.groups()).decode(), strictjson.parse(header), payload)
    _check_header(made.header)
    return made


def _decoded(part: bytes) -> bytes:
    try:
        return urlsafe_b64decode(part)
    except ValueError as error:
        raise ProofError("A part of the JWT is not base64url text in its one spelling.") from error


def _check_header(header: Mapping[str, Any]) -> None:
    if extra := sorted(header.keys() - set(_HEADERS)):
        raise ProofError(f"The JWT's header holds {extra[0][:60]!r}, which no badge may use.")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm == "none" or algorithm.startswith("HS"):
        raise ProofError("The JWT is not signed with a key of its own, so anybody may have written it.")
    if algorithm not in _READ:
        raise UnsupportedProof(
            f"JWTs signed by {algorithm[:60]!r} are not checked here, only {', '.join(_READ)}."
        )
    if not all(isinstance(header[name], str) for name in header if name != "jwk"):
        raise ProofError("The JWT's header cannot be read.")


def check_signature(token: Jws, key: PublicKey) -> None:
    """Raise `ProofError` unless `key` signed the token (RFC 7515, section 5.2).

    The key decides how the signature is read, never the token (RFC 8725, sections 2.1 and 3.1).
    """
    if _READ[token.algorithm] != key.kind:
        raise ProofError(f"The JWT says {token.algorithm}, but the key is of the kind {key.kind}.")
    try:
        jose.deserialize_compact(token.text, key.for_jose, registry=_Strict(token.algorithm))
    except (JoseError, ValueError) as error:
        raise ProofError(
            "The signature does not fit: it was changed after signing, or was signed by another key."
        ) from error


def sign(payload: bytes, *, signer: JwtSigner, header: Mapping[str, Any]) -> str:
    """A token over `payload`; `header` lacks `alg`, which the signer's key decides.

    Raises `KeyFormatError` for a key that JWTs are not issued with, `ProofError` when what the signer gives is
    not its key's signature.
    """
    algorithm = signer.public.algorithm
    if algorithm not in ISSUED:
        raise KeyFormatError(
            f"JWTs are issued with keys on P-256 or RSA keys, not with {signer.public.kind}."
        )
    protected = strictjson.dump({"alg": algorithm, **header}, ascii_only=True)
    signed = urlsafe_b64encode(protected) + b"." + urlsafe_b64encode(payload)
    made = signed + b"." + urlsafe_b64encode(signer.sign(signed))
    token = read(made)
    check_signature(token, signer.public)
    return token.text
