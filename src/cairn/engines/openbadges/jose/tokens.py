"""Credentials as a JWT: Open Badges 3.0, section 8.2, and where it leaves room, VC-JOSE-COSE 1.0.

The payload is the credential itself; beside its own terms it says `iss`, `jti`, `sub`, `nbf` and `exp`, each of
which must agree with the credential.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import floor
from typing import Any, Final

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import instant_text, read_instant
from cairn.engines.openbadges.documents.parties import issuer_id, subject_id
from cairn.engines.openbadges.errors import DocumentError, JsonError, ProofError, UnsupportedFile
from cairn.engines.openbadges.jose import jws
from cairn.engines.openbadges.jose.jws import Jws, looks_like
from cairn.engines.openbadges.keys import JwtSigner, PublicKey
from cairn.engines.openbadges.keys.methods import ITSELF, Method

__all__ = [
    "MEDIA_TYPE",
    "KeyName",
    "Token",
    "check",
    "check_claims",
    "key_name",
    "looks_like",
    "read",
    "sign",
]

MEDIA_TYPE: Final = "text/plain"
"""As Open Badges 3.0, section 6.2.2, serves them."""

_CLAIMS: Final = ("iss", "jti", "sub", "nbf", "exp", "iat", "aud")
_OLD_FORM: Final = ("vc", "vp")
_TYPES: Final = (None, "jwt", "vc+jwt")
_CONTENT_TYPES: Final = (None, "vc", "vc+ld+json")


@dataclass(frozen=True, slots=True)
class Token:
    """A JWT taken apart: the credential in it, and what the token says beside. Nothing is checked yet."""

    jws: Jws
    claims: Mapping[str, Any]
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeyName:
    """How a token names its key: by an identifier, by a hint that its issuer understands, or by the key itself.

    At least one of them is there. The key itself says nothing of whose it is.
    """

    method_id: str | None
    hint: str | None
    key: PublicKey | None

    def fits(self, method: Method) -> bool:
        """Whether a method is the one meant."""
        return (
            self.method_id in (None, method.id)
            and (self.hint is None or method.answers_to(self.hint))
            and self.key in (None, method.key)
        )


def sign(document: Mapping[str, Any], *, signer: JwtSigner) -> str:
    """An unsigned credential, or one with proofs in it, as a JWT (Open Badges 3.0, section 8.2.5).

    Raises `DocumentError` for a credential that lacks what a JWT has to say, `JsonError` for one that is not plain
    bounded JSON, `KeyFormatError` for a key that JWTs are not issued with, `ProofError` when the signer's key is
    not the issuer's.
    """
    claims = _claims_of(document)
    owner = signer.verification_method.partition("#")[0]
    if owner != claims["iss"] and not owner.startswith("https://"):
        raise ProofError("The signer's key is not the key of the credential's issuer.")
    if taken := sorted(set(_CLAIMS + _OLD_FORM) & document.keys()):
        raise DocumentError(f"The credential uses the name {taken[0]!r}, which a JWT needs for itself.")
    strictjson.measure(document)
    payload = strictjson.dump({**document, **claims})
    return jws.sign(payload, signer=signer, header={**_named(signer), "typ": "JWT"})


def _named(signer: JwtSigner) -> dict[str, Any]:
    """`kid` must lead to the key as a JWK (8.2.3); an issuer that is a key brings the key along instead."""
    if signer.verification_method.startswith(ITSELF):
        return {"jwk": signer.public.jwk}
    return {"kid": signer.verification_method}


def _claims_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the token has to say beside the credential (8.2.4.1)."""
    starts, issuer, subject = (
        read_instant(document.get("validFrom")),
        issuer_id(document),
        subject_id(document),
    )
    if starts is None or issuer is None or subject is None or not isinstance(document.get("id"), str):
        raise DocumentError("A JWT needs a credential with id, validFrom, and ids for issuer and subject.")
    claims = {"iss": issuer, "jti": document["id"], "sub": subject, "nbf": floor(starts.timestamp())}
    if "validUntil" not in document:
        return claims
    ends = read_instant(document["validUntil"])
    if ends is None:
        raise DocumentError("The credential's validUntil is not an instant with a time zone.")
    return {**claims, "exp": floor(ends.timestamp())}


def read(data: bytes) -> Token:
    """Take a JWT apart. The document is the payload without the token's own claims.

    Raises what `jws.read` raises, and `UnsupportedFile` for the form of VC 1.1, with the credential in `vc`.
    """
    token = jws.read(data)
    _check_media(token.header)
    payload = strictjson.parse(token.payload)
    if "@context" not in payload and "vc" in payload:
        raise UnsupportedFile("The badge is a JWT of an older form (VC 1.1), which is not read here.")
    # VC-JOSE-COSE, section 3.1.1: the claims vc and vp must not be present.
    if any(name in payload for name in _OLD_FORM):
        raise ProofError(
            "The JWT holds a second credential in vc or vp, so it is in doubt which one is meant."
        )
    claims: dict[str, Any] = {name: payload.pop(name) for name in _CLAIMS if name in payload}
    return Token(token, claims, _with_end(payload, claims))


def _check_media(header: Mapping[str, Any]) -> None:
    """Open Badges 3.0, 8.2.3: `typ` is JWT or absent; VC-JOSE-COSE, 3.1.1: `vc+jwt`, and `vc` as `cty`."""
    kinds = [header.get(name) for name in ("typ", "cty")]
    typ, cty = [
        kind.lower().removeprefix("application/") if isinstance(kind, str) else kind for kind in kinds
    ]
    if typ not in _TYPES or cty not in _CONTENT_TYPES:
        raise ProofError("The JWT says that it is something other than a credential.")


def _with_end(document: dict[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
    """8.2.6.1: `exp` sets the credential's `validUntil` where it has none."""
    if "exp" not in claims or "validUntil" in document:
        return document
    try:
        ends = datetime.fromtimestamp(floor(claims["exp"]), UTC)
        return {**document, "validUntil": instant_text(ends)}
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise JsonError("The date the JWT ends on (exp) cannot be read.") from error


def key_name(token: Token) -> KeyName:
    """How a token names its key (8.2.3); `ProofError` when it does not, `KeyFormatError` for a wrong `jwk`."""
    kid, jwk = token.jws.header.get("kid"), token.jws.header.get("jwk")
    if kid is None and jwk is None:
        raise ProofError("The JWT does not name the key it was signed with.")
    if jwk is not None and not isinstance(jwk, dict):
        raise ProofError("The key in the JWT's header cannot be read.")
    key = None if jwk is None else PublicKey.from_jwk(jwk)
    absolute = kid is not None and ":" in kid
    return KeyName(method_id=kid if absolute else None, hint=None if absolute else kid, key=key)


def check_claims(token: Token) -> None:
    """Raise `ProofError` unless what the token says beside the credential agrees with it (8.2.6.1).

    `sub` is required of whoever signs; a token without it is read where its subject has no identifier either.
    """
    claims, document = token.claims, token.document
    expected = {"iss": issuer_id(document), "jti": document.get("id"), "sub": subject_id(document)}
    for name, value in expected.items():
        if claims.get(name) != value or (value is None and name != "sub"):
            raise ProofError(f"The JWT says something else than the credential in it ({name}).")
    if not _same_second(claims.get("nbf"), document.get("validFrom")):
        raise ProofError("The JWT says something else than the credential in it (nbf).")
    if "validUntil" in document and not _same_second(claims.get("exp"), document["validUntil"]):
        raise ProofError("The JWT says something else than the credential in it (exp).")


def _same_second(number: object, text: object) -> bool:
    """Whether a NumericDate (RFC 7519, section 2) and a credential's date name the same second."""
    instant = read_instant(text)
    if instant is None or isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return floor(number) == floor(instant.timestamp())


def check(token: Token, *, now: datetime, look_up: Callable[[KeyName], Method]) -> Method:
    """The method a token was signed with, when its key signed it and holds at `now` (8.2.6).

    `look_up` is asked last, and answers for whose key it gives. Raises `ProofError`, and what `look_up` does.
    """
    check_claims(token)
    name = key_name(token)
    if name.key is not None:
        jws.check_signature(token.jws, name.key)
    method = look_up(name)
    if not name.fits(method):
        raise ProofError("The JWT brings along another key than the one it names.")
    if name.key is None:
        jws.check_signature(token.jws, method.key)
    method.check_dates(now)
    return method
