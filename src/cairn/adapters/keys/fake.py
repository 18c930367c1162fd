"""Signing keys in memory, for tests; with a `seed` the same ones each time."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .store import NewKey, unknown


class MemoryKeys:
    """A `KeyStore` that forgets everything with its process."""

    def __init__(self, seed: str | None = None) -> None:
        self._seed = seed
        self._keys: dict[str, Ed25519PrivateKey] = {}

    def create(self) -> NewKey:
        if self._seed is None:
            key_ref, private = str(uuid4()), Ed25519PrivateKey.generate()
        else:
            digest = hashlib.sha512(f"{self._seed} {len(self._keys)}".encode()).digest()
            key_ref, private = (
                str(UUID(bytes=digest[32:48])),
                Ed25519PrivateKey.from_private_bytes(digest[:32]),
            )
        self._keys[key_ref] = private
        return NewKey(key_ref, self.public(key_ref))

    def public(self, key_ref: str) -> bytes:
        return self._key(key_ref).public_key().public_bytes_raw()

    def sign(self, key_ref: str, message: bytes) -> bytes:
        return self._key(key_ref).sign(message)

    def check(self) -> None:
        """Nothing can be wrong with keys that were just made."""

    def _key(self, key_ref: str) -> Ed25519PrivateKey:
        try:
            return self._keys[key_ref]
        except KeyError:
            raise unknown(key_ref) from None
