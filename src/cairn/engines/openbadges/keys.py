"""Ed25519 keys: made, written as Multikey, named by `did:key`, used to sign and to check.

Multikey: the letter `z`, then base58btc of a two-byte mark and the 32 bytes of the key
(W3C Controlled Identifiers 1.0, section 2.2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cairn.engines.openbadges.errors import KeyFormatError

_PUBLIC_MARK: Final = bytes.fromhex("ed01")
_SECRET_MARK: Final = bytes.fromhex("8026")
_KEY_BYTES: Final = 32
_LONGEST_TEXT: Final = 60


class Signer(Protocol):
    """Whatever can sign with one Ed25519 key: a key in memory, a file, a hardware module."""

    @property
    def verification_method(self) -> str:
        """The identifier under which the public key is found, such as `did:key:z6Mk...#z6Mk...`."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature over `data`."""
        ...


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key, as 32 bytes."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != _KEY_BYTES:
            raise KeyFormatError(f"An Ed25519 public key has 32 bytes, not {len(self.raw)}.")

    @property
    def multikey(self) -> str:
        """The key as Multikey text, `z6Mk...`."""
        return _multibase(_PUBLIC_MARK + self.raw)

    @property
    def did(self) -> str:
        """The key as an identifier that needs no host, `did:key:z6Mk...`."""
        return f"did:key:{self.multikey}"

    @property
    def did_key_method(self) -> str:
        """The one verification method of `did`, `did:key:z6Mk...#z6Mk...`."""
        return f"{self.did}#{self.multikey}"

    def holds(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` is this key's over `data` (RFC 8032)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True

    @classmethod
    def from_multikey(cls, text: str) -> PublicKey:
        """Read Multikey text; `KeyFormatError` for what is not an Ed25519 public key."""
        return cls(_unmark(text, _PUBLIC_MARK, "public"))


@dataclass(frozen=True, slots=True, repr=False)
class SecretKey:
    """An Ed25519 secret key, as the 32 bytes of its seed. Its text form never shows them."""

    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != _KEY_BYTES:
            raise KeyFormatError(f"An Ed25519 secret key has 32 bytes, not {len(self.seed)}.")

    def __repr__(self) -> str:
        return f"SecretKey(of {self.public.multikey})"

    @classmethod
    def generate(cls) -> SecretKey:
        """A new key from the system's random source."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_multikey(cls, text: str) -> SecretKey:
        """Read secret Multikey text, `z3u2...`; `KeyFormatError` for anything else."""
        return cls(_unmark(text, _SECRET_MARK, "secret"))

    @property
    def multikey(self) -> str:
        """The secret as Multikey text, for storing; handle as the secret it is."""
        return _multibase(_SECRET_MARK + self.seed)

    @property
    def public(self) -> PublicKey:
        return PublicKey(Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(data)


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A `Signer` over a key in memory."""

    secret: SecretKey
    verification_method: str

    def sign(self, data: bytes) -> bytes:
        return self.secret.sign(data)

    @classmethod
    def for_did_key(cls, secret: SecretKey) -> KeySigner:
        """A signer whose issuer is the key itself (`did:key`)."""
        return cls(secret, secret.public.did_key_method)


def _multibase(raw: bytes) -> str:
    return "z" + str(base58.b58encode(raw), "ascii")


def _unmark(text: str, mark: bytes, kind: str) -> bytes:
    if len(text) > _LONGEST_TEXT or not text.startswith("z"):
        raise KeyFormatError(f"{text[:12]!r} is not an Ed25519 {kind} key written as Multikey.")
    try:
        raw = base58.b58decode(text[1:])
    except ValueError as error:
        raise KeyFormatError(f"The {kind} key is not base58.") from error
    if raw[: len(mark)] != mark:
        raise KeyFormatError(f"The key is not an Ed25519 {kind} key.")
    return raw[len(mark) :]
