"""Keys: made, written as Multikey, JWK or PEM, named by `did:key` or `did:jwk`, used to sign and to check.

Multikey: the letter `z`, then base58btc of a two-byte mark and the bytes of the key (W3C Controlled
Identifiers 1.0, section 2.2.2). JWK: RFC 7517 and 7518; thumbprints RFC 7638.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

import base58
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from joserfc import jwk as jose_keys
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64encode

from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.keys import primitives
from cairn.engines.openbadges.keys.primitives import KeyKind

Algorithm = Literal["EdDSA", "ES256", "ES384", "RS256"]
"""What JOSE calls the way a key of each kind signs (RFC 7518 section 3.1, RFC 8037 section 3.1)."""

_ALGORITHMS: Final[Mapping[KeyKind, Algorithm]] = {
    "Ed25519": "EdDSA",
    "P-256": "ES256",
    "P-384": "ES384",
    "RSA": "RS256",
}
_MARKS: Final[Mapping[KeyKind, tuple[bytes, bytes]]] = {
    "Ed25519": (bytes.fromhex("ed01"), bytes.fromhex("8026")),
    "P-256": (bytes.fromhex("8024"), bytes.fromhex("8626")),
    "P-384": (bytes.fromhex("8124"), bytes.fromhex("8726")),
}
"""The marks of public and of secret keys; RSA has none."""

_LONGEST_MULTIKEY: Final = 80
_SECRET_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class Signer(Protocol):
    """Whatever can sign with one key: a key in memory, a file, a hardware module."""

    @property
    def verification_method(self) -> str:
        """The identifier under which the public key is found, such as `did:key:z6Mk...#z6Mk...`."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The raw signature over `data`: 64 bytes for Ed25519 and P-256 (r, then s), 256 and more for RSA."""
        ...


class JwtSigner(Signer, Protocol):
    """A `Signer` that says what its public key is, which decides how a JWT is signed."""

    @property
    def public(self) -> PublicKey:
        """The public key that belongs to the signatures."""
        ...


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key as bytes (see `primitives` for the bytes of each kind)."""

    raw: bytes
    kind: KeyKind = "Ed25519"

    def __post_init__(self) -> None:
        primitives.public_key(self.kind, self.raw)

    @property
    def algorithm(self) -> Algorithm:
        """What JOSE calls signing with such a key."""
        return _ALGORITHMS[self.kind]

    @property
    def multikey(self) -> str:
        """The key as Multikey text, `z6Mk...`, `zDn...`, `z82...`; `KeyFormatError` for RSA."""
        return _marked(self.raw, self.kind, 0)

    @property
    def jwk(self) -> dict[str, str]:
        """The key as a JWK of its required members alone."""
        members = self.for_jose.as_dict(private=False)
        return {name: str(value) for name, value in members.items() if name in _REQUIRED[self.kind]}

    @property
    def for_jose(self) -> jose_keys.Key:
        """The key as joserfc takes it."""
        native = primitives.public_key(self.kind, self.raw)
        if isinstance(native, RSAPublicKey):
            return jose_keys.RSAKey.import_key(native)
        if isinstance(native, EllipticCurvePublicKey):
            return jose_keys.ECKey.import_key(native)
        return jose_keys.OKPKey.import_key(native)

    @property
    def thumbprint(self) -> str:
        """The SHA-256 thumbprint of the JWK (RFC 7638)."""
        return jose_keys.thumbprint(dict(self.jwk))

    @property
    def did(self) -> str:
        """The key as an identifier that needs no host: `did:key`, or `did:jwk` for RSA."""
        if self.kind != "RSA":
            return f"did:key:{self.multikey}"
        text = json.dumps(self.jwk, separators=(",", ":"), sort_keys=True).encode()
        return f"did:jwk:{urlsafe_b64encode(text).decode()}"

    @property
    def did_key_method(self) -> str:
        """The one verification method of `did`, such as `did:key:z6Mk...#z6Mk...`."""
        return f"{self.did}#0" if self.kind == "RSA" else f"{self.did}#{self.multikey}"

    @property
    def pem(self) -> bytes:
        """The key as PEM (SubjectPublicKeyInfo)."""
        native = primitives.public_key(self.kind, self.raw)
        return native.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)

    def holds(self, signature: bytes, data: bytes) -> bool:
        """Whether the raw `signature` is this key's over `data` (RFC 8032, FIPS 186-5, RFC 8017)."""
        return primitives.holds(primitives.public_key(self.kind, self.raw), signature, data)

    @classmethod
    def from_multikey(cls, text: str) -> PublicKey:
        """Read Multikey text; `KeyFormatError` for what is not a public key of a kind used here."""
        kind, raw = _unmarked(text, 0)
        return cls(raw, kind)

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> PublicKey:
        """Read a public JWK; `KeyFormatError` for any other, and for one that holds a secret."""
        if shown := sorted(_SECRET_MEMBERS & jwk.keys()):
            raise KeyFormatError(f"The key shows its secret ({shown[0]}), so anybody can sign with it.")
        if jwk.get("use", "sig") != "sig":
            raise KeyFormatError("The key is not for signatures (its use is not sig).")
        key = cls._imported(jwk)
        required = {name: jwk.get(name) for name in _REQUIRED[key.kind]}
        # One key, one spelling: numbers have their full length and no more (RFC 7518, 6.2.1.2 and 6.3.1).
        if key.jwk != required or jwk.get("alg", key.algorithm) != key.algorithm:
            raise KeyFormatError("The key is not written as a JWK is, or is for another algorithm.")
        return key

    @classmethod
    def _imported(cls, jwk: Mapping[str, Any]) -> PublicKey:
        kept = {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}
        if kept.get("kty") == "RSA":
            primitives.check_rsa_bits(len(str(kept.get("n"))) * 6 // 8 * 8)
        try:
            native = jose_keys.import_key(kept).raw_value
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm) as error:
            raise KeyFormatError("The key is not a JWK that can be read here.") from error
        kind, raw = primitives.public_bytes(native)
        return cls(raw, kind)

    @classmethod
    def from_pem(cls, pem: bytes) -> PublicKey:
        """Read a PEM public key; `KeyFormatError` for anything else."""
        try:
            native = forms.load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyFormatError("The text is not a PEM public key.") from error
        kind, raw = primitives.public_bytes(native)
        return cls(raw, kind)


@dataclass(frozen=True, slots=True, repr=False)
class SecretKey:
    """A secret key as bytes (see `primitives`). Its text form never shows them."""

    seed: bytes
    kind: KeyKind = "Ed25519"

    def __post_init__(self) -> None:
        primitives.secret_key(self.kind, self.seed)

    def __repr__(self) -> str:
        return f"SecretKey(of {self.public.thumbprint})"

    @classmethod
    def generate(cls, kind: KeyKind = "Ed25519") -> SecretKey:
        """A new key from the system's random source; RSA with 3,072 bits."""
        return cls(primitives.generate(kind), kind)

    @classmethod
    def from_multikey(cls, text: str) -> SecretKey:
        """Read secret Multikey text, such as `z3u2...`; `KeyFormatError` for anything else."""
        kind, raw = _unmarked(text, 1)
        return cls(raw, kind)

    @classmethod
    def from_pem(cls, pem: bytes, *, password: bytes | None = None) -> SecretKey:
        """Read a PEM secret key, such as OpenSSL writes; `KeyFormatError` for anything else."""
        try:
            native = forms.load_pem_private_key(pem, password)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyFormatError("The text is not a PEM secret key, or its password is another.") from error
        kind, raw = primitives.secret_bytes(native)
        return cls(raw, kind)

    @property
    def multikey(self) -> str:
        """The secret as Multikey text, for storing; handle as the secret it is."""
        return _marked(self.seed, self.kind, 1)

    @property
    def public(self) -> PublicKey:
        kind, raw = primitives.public_bytes(self._native().public_key())
        return PublicKey(raw, kind)

    def pem(self, *, password: bytes) -> bytes:
        """The secret as PEM (PKCS#8), encrypted under `password`."""
        protection = forms.BestAvailableEncryption(password)
        return self._native().private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, protection)

    def sign(self, data: bytes) -> bytes:
        """The raw signature over `data`."""
        return primitives.sign(self._native(), data)

    def _native(self) -> primitives.NativeSecret:
        return primitives.secret_key(self.kind, self.seed, checked=True)


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A `JwtSigner` over a key in memory."""

    secret: SecretKey
    verification_method: str

    @property
    def public(self) -> PublicKey:
        return self.secret.public

    def sign(self, data: bytes) -> bytes:
        return self.secret.sign(data)

    @classmethod
    def for_did_key(cls, secret: SecretKey) -> KeySigner:
        """A signer whose issuer is the key itself (`did:key`, or `did:jwk` for RSA)."""
        return cls(secret, secret.public.did_key_method)


_REQUIRED: Final[Mapping[KeyKind, tuple[str, ...]]] = {
    "Ed25519": ("crv", "kty", "x"),
    "P-256": ("crv", "kty", "x", "y"),
    "P-384": ("crv", "kty", "x", "y"),
    "RSA": ("e", "kty", "n"),
}


def _marked(raw: bytes, kind: KeyKind, which: Literal[0, 1]) -> str:
    if kind not in _MARKS:
        raise KeyFormatError("Multikey knows no RSA keys. Write the key as a JWK.")
    return "z" + str(base58.b58encode(_MARKS[kind][which] + raw), "ascii")


def _unmarked(text: str, which: Literal[0, 1]) -> tuple[KeyKind, bytes]:
    if len(text) > _LONGEST_MULTIKEY or not text.startswith("z"):
        raise KeyFormatError(f"The {_NAMES[which]} key is not written as Multikey (z and base58 text).")
    try:
        raw = base58.b58decode(text[1:])
    except ValueError as error:
        raise KeyFormatError(f"The {_NAMES[which]} key is not base58.") from error
    for kind, marks in _MARKS.items():
        # Decoding is lenient about surrounding space; only the one spelling of a key is accepted.
        if raw[:2] == marks[which] and _marked(raw[2:], kind, which) == text:
            return kind, raw[2:]
    raise KeyFormatError(f"The key is not an Ed25519, P-256 or P-384 {_NAMES[which]} key.")


_NAMES: Final = ("public", "secret")
