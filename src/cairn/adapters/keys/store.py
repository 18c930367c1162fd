"""What every keeper of signing keys promises: private keys never come out."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from .algorithms import Algorithm


class KeyStoreError(Exception):
    """Anything that a key store refuses or fails to do; the text is a sentence for the operator."""


class KeySettingError(KeyStoreError):
    """The key store cannot be used as it is set up; the text says how to mend it."""


class WrongSecret(KeyStoreError):
    """The secret is not the one that the key was sealed with, or the key's file was changed."""


class UnknownKey(KeyStoreError):
    """There is no key of this reference."""


class NewKey(NamedTuple):
    """A key of a store: the reference to sign with, and its public half as `algorithms.public_bytes` writes it."""

    key_ref: str
    public: bytes


class HeldKey(NamedTuple):
    """A key that lies in a store, whether or not an issuer signs with it."""

    key_ref: str
    algorithm: Algorithm
    public: bytes


class KeyStore(Protocol):
    """A place that keeps keys and signs with them. Every method may raise `KeyStoreError`."""

    @property
    def makes_keys(self) -> bool:
        """Whether `create` can make keys, or they are put there by somebody else."""
        ...

    def create(self, algorithm: Algorithm = "Ed25519") -> NewKey:
        """Make a key, durably kept before this returns. One that nobody comes to use does no harm."""
        ...

    def held(self) -> list[HeldKey]:
        """Every key of the place, in an order that stays."""
        ...

    def public(self, key_ref: str) -> bytes:
        """The public key. Raises `UnknownKey`."""
        ...

    def sign(self, key_ref: str, message: bytes) -> bytes:
        """The signature, as `algorithms.sign` writes it. Raises `UnknownKey` or `WrongSecret`."""
        ...

    def check(self) -> None:
        """Raises `KeyStoreError` unless every key can be used to sign."""
        ...


def unknown(key_ref: str, mend: str = "bring back the folder of keys from a backup") -> UnknownKey:
    return UnknownKey(f"There is no signing key {key_ref!r} here; {mend}.")
