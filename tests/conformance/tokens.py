"""Badges as JWT, and the table of tamperings with them. Of the judges here, only openbadgeslib reads JWT."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from cairn.engines.openbadges import jose
from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey, dids
from tests.conformance.issued import DID_PAGE, DID_WEB, INDEX, WEB_ISSUER, Document, Presented
from tests.conformance.tampering import LIB, Tampering

HOLDER: Final = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
ES: Final = SecretKey(bytes(range(1, 33)), "P-256")
EVIL: Final = SecretKey(b"e" * 32, "P-256")
HEADER, PAYLOAD, SIGNATURE = range(3)


@cache
def rsa() -> SecretKey:
    """Made once, for making one takes long."""
    return SecretKey.generate("RSA")


def signers() -> dict[str, KeySigner]:
    """The keys that the issuer signs JWTs with, beside that of its lists and JSON files."""
    return {kind: KeySigner(secret, f"{DID_WEB}#{kind}") for kind, secret in (("es", ES), ("rs", rsa()))}


def did_document() -> Document:
    keys = [dids.DatedKey("2026-08-01", WEB_ISSUER.signer.secret.public)]
    keys += [dids.DatedKey(kind, signer.public) for kind, signer in signers().items()]
    return dids.did_document(DID_WEB, keys)


def badge(**changes: Any) -> Document:
    document = WEB_ISSUER.unsigned()
    document["credentialSubject"]["id"] = HOLDER
    return {**document, **changes}


@cache
def token(kind: str = "es") -> str:
    return jose.sign(badge(), signer=signers()[kind])


def presented(text: str, *set_indexes: int, page: Document | None = None) -> Presented:
    """A token while its issuer's list has these places set, and its DID document is as it is or another."""
    pages = WEB_ISSUER.pages(WEB_ISSUER.listing(3, *set_indexes))
    return Presented(text, {**pages, DID_PAGE: json.dumps(page or did_document())})


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def with_part(which: int, change: Callable[[bytes], bytes], kind: str = "es") -> Callable[[], Presented]:
    """The issued token with one of its three parts changed, and the others as they were."""

    def make() -> Presented:
        parts = token(kind).split(".")
        parts[which] = encoded(change(decoded(parts[which])))
        return presented(".".join(parts))

    return make


def replacing(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert data.count(old) == 1
        return data.replace(old, new)

    return change


def resigned(sign: Callable[[bytes], bytes], **header: Any) -> Callable[[], Presented]:
    """The issued payload under another header, signed anew by whoever `sign` is."""

    def make() -> Presented:
        start = encoded(json.dumps(header).encode()) + "." + token().split(".")[PAYLOAD]
        return presented(f"{start}.{encoded(sign(start.encode()))}")

    return make


def by_the_issuer(change: Callable[[Document], object]) -> Callable[[], Presented]:
    """A payload changed and signed with the issuer's own key: a slip, or a way to say two things at once."""

    def make() -> Presented:
        header, payload, _ = token().split(".")
        content = json.loads(decoded(payload))
        change(content)
        start = f"{header}.{encoded(json.dumps(content).encode())}"
        return presented(f"{start}.{encoded(ES.sign(start.encode()))}")

    return make


def mac(secret: bytes) -> Callable[[bytes], bytes]:
    return lambda data: hmac.new(secret, data, hashlib.sha256).digest()


def unsigned(_: bytes) -> bytes:
    return b""


def short_der(signature: bytes) -> bytes:
    """ECDSA's two numbers as ASN.1 writes them, which JOSE forbids."""
    r, s = (b"\0" + signature[at : at + 32] for at in (0, 32))
    body = b"\x02\x21" + r + b"\x02\x21" + s
    return b"\x30" + bytes([len(body)]) + body


def _swapped_key() -> Presented:
    page = did_document()
    page["verificationMethod"][1]["publicKeyJwk"] = PublicKey(EVIL.public.raw, "P-256").jwk
    return presented(token(), page=page)


def _revoked_key() -> Presented:
    page = did_document()
    page["verificationMethod"][1]["revoked"] = "2026-11-01T00:00:00Z"
    return presented(token(), page=page)


KID: Final = f"{DID_WEB}#es"
MINE: Final = f"did:key:{EVIL.public.multikey}#{EVIL.public.multikey}"
OTHER_DATES: Final = "it takes the dates from the credential, and does not compare the token's with them"
OLD_FORM: Final = "it reads the credential, and takes no notice of a second one in the token"
REVOKED_KEY: Final = "it does not look at the day on which a key was revoked"

TOKENS: Final = (
    Tampering("JWT: alg none, no signature", resigned(unsigned, alg="none", typ="JWT", kid=KID)),
    Tampering("JWT: alg nOnE", resigned(unsigned, alg="nOnE", typ="JWT", kid=KID), here="unknown"),
    Tampering("JWT: no signature", with_part(SIGNATURE, unsigned)),
    Tampering(
        "JWT: keyed with the issuer's PEM", resigned(mac(ES.public.pem), alg="HS256", typ="JWT", kid=KID)
    ),
    Tampering(
        "JWT: keyed with the issuer's JWK",
        resigned(mac(json.dumps(ES.public.jwk).encode()), alg="HS256", typ="JWT", kid=KID),
    ),
    Tampering("JWT: another algorithm's name", resigned(ES.sign, alg="RS256", typ="JWT", kid=KID)),
    Tampering("JWT: signed by a stranger", resigned(EVIL.sign, alg="ES256", typ="JWT", kid=KID)),
    Tampering("JWT: a stranger's key named", resigned(EVIL.sign, alg="ES256", typ="JWT", kid=MINE)),
    Tampering(
        "JWT: a stranger's key along", resigned(EVIL.sign, alg="ES256", typ="JWT", jwk=EVIL.public.jwk)
    ),
    Tampering(
        "JWT: a stranger's key beside the issuer's name",
        resigned(EVIL.sign, alg="ES256", typ="JWT", kid=KID, jwk=EVIL.public.jwk),
    ),
    Tampering(
        "JWT: a key to be fetched",
        resigned(EVIL.sign, alg="ES256", typ="JWT", kid=KID, jku="https://evil.example"),
    ),
    Tampering(
        "JWT: its name", with_part(PAYLOAD, replacing(b'"description":"Awarded', b'"description":"Doctor'))
    ),
    Tampering("JWT: its end", with_part(PAYLOAD, replacing(b"2031-11-20", b"2099-11-20"))),
    Tampering(
        "JWT: one bit of the signature", with_part(SIGNATURE, lambda raw: bytes([raw[0] ^ 1]) + raw[1:])
    ),
    Tampering(
        "JWT: one bit of an RSA signature",
        with_part(SIGNATURE, lambda raw: bytes([raw[0] ^ 1]) + raw[1:], "rs"),
    ),
    Tampering("JWT: a signature as ASN.1", with_part(SIGNATURE, short_der)),
    Tampering("JWT: a part added", lambda: presented(token() + ".e30")),
    Tampering(
        "JWT: another issuer claimed", by_the_issuer(lambda claims: claims.update(iss="did:web:evil.example"))
    ),
    Tampering("JWT: another badge claimed", by_the_issuer(lambda claims: claims.update(jti="urn:uuid:else"))),
    Tampering(
        "JWT: another holder claimed", by_the_issuer(lambda claims: claims.update(sub="did:web:evil.example"))
    ),
    Tampering(
        "JWT: another beginning claimed",
        by_the_issuer(lambda claims: claims.update(nbf=0)),
        passes={LIB: OTHER_DATES},
    ),
    Tampering(
        "JWT: another end claimed",
        by_the_issuer(lambda claims: claims.update(exp=4_000_000_000)),
        passes={LIB: OTHER_DATES},
    ),
    Tampering(
        "JWT: a second credential within",
        by_the_issuer(lambda claims: claims.update(vc={"id": "urn:x"})),
        passes={LIB: OLD_FORM},
    ),
    Tampering("JWT: revoked", lambda: presented(token(), INDEX), here="revoked"),
    Tampering("JWT: another key in the issuer's document", _swapped_key),
    Tampering("JWT: the issuer's key revoked", _revoked_key, passes={LIB: REVOKED_KEY}),
)
