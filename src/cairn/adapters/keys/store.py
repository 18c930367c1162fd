"""What every keeper of signing keys promises: private keys never come out."""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.openbadges.keys.primitives import KeyKind

KINDS: Final[tuple[KeyKind, ...]] = ("Ed25519", "P-256", "RSA")
"""What issuers sign with: badges; credentials as JWT (ES256); Open Badges 2.0 (RS256)."""


class KeyStoreError(Exception):
    """Anything that a key store refuses or fails to do; the text is a sentence for the operator."""


class KeySettingError(KeyStoreError):
    """The key store cannot be used as it is set up; the text says how to mend it."""


class WrongSecret(KeyStoreError):
    """The secret is not the one that the key was sealed with, or the key's file was changed."""


class UnknownKey(KeyStoreError):
    """There is no key of this reference."""


class HeldKey(NamedTuple):
    """A key of a store: the reference to sign with, and its public half."""

    key_ref: str
    public: PublicKey


class KeyStore(Protocol):
    """A place that keeps keys and signs with them. Every method may raise `KeyStoreError`."""

    @property
    def makes_keys(self) -> bool:
        """Whether `create` can make keys, or they are put there by somebody else."""
        ...

    def create(self, kind: KeyKind = "Ed25519") -> HeldKey:
        """Make a key, durably kept before this returns. One that nobody comes to use does no harm."""
        ...

    def held(self) -> list[HeldKey]:
        """Every key of the place, in an order that stays."""
        ...

    def public(self, key_ref: str) -> PublicKey:
        """The public key. Raises `UnknownKey`."""
        ...

    def sign(self, key_ref: str, message: bytes) -> bytes:
        """The raw signature (see `primitives`). Raises `UnknownKey` or `WrongSecret`."""
        ...

    def check(self) -> None:
        """Raises `KeyStoreError` unless every key can be used to sign."""
        ...


def unknown(key_ref: str, mend: str = "bring back the folder of keys from a backup") -> UnknownKey:
    return UnknownKey(f"There is no signing key {key_ref!r} here; {mend}.")
