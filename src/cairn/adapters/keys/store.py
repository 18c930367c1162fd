"""What every keeper of signing keys promises: private keys go in and never come out."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class KeyStoreError(Exception):
    """Anything that a key store refuses or fails to do; the text is a sentence for the operator."""


class KeySettingError(KeyStoreError):
    """The key store cannot be used as it is set up; the text says how to mend it."""


class WrongSecret(KeyStoreError):
    """The secret is not the one that the key was sealed with, or the key's file was changed."""


class UnknownKey(KeyStoreError):
    """There is no key of this reference."""


class NewKey(NamedTuple):
    """A key just made: the reference to sign with, and the 32 bytes of its Ed25519 public key (RFC 8032)."""

    key_ref: str
    public: bytes


class KeyStore(Protocol):
    """A place that keeps Ed25519 keys and signs with them. Every method may raise `KeyStoreError`."""

    def create(self) -> NewKey:
        """Make a key, durably kept before this returns."""
        ...

    def public(self, key_ref: str) -> bytes:
        """The 32 bytes of the public key. Raises `UnknownKey`."""
        ...

    def sign(self, key_ref: str, message: bytes) -> bytes:
        """The signature, 64 bytes. Raises `UnknownKey` or `WrongSecret`."""
        ...

    def check(self) -> None:
        """Raises `KeyStoreError` unless every key can be used to sign."""
        ...


def unknown(key_ref: str) -> UnknownKey:
    return UnknownKey(
        f"There is no signing key {key_ref!r} here; bring back the folder of keys from a backup."
    )
