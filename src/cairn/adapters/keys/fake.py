"""Signing keys in memory, for tests; with a `seed` the same ones each time."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from cairn.engines.openbadges.keys import PublicKey, SecretKey
from cairn.engines.openbadges.keys.primitives import KeyKind

from .store import HeldKey, unknown


class MemoryKeys:
    """A `KeyStore` that forgets everything with its process. An RSA key is new in spite of the seed."""

    makes_keys = True

    def __init__(self, seed: str | None = None) -> None:
        self._seed = seed
        self._keys: dict[str, SecretKey] = {}

    def create(self, kind: KeyKind = "Ed25519") -> HeldKey:
        digest = hashlib.sha512(f"{self._seed} {len(self._keys)}".encode()).digest()
        known = self._seed is not None
        key_ref = str(UUID(bytes=digest[32:48])) if known else str(uuid4())
        seeded = known and kind != "RSA"
        self._keys[key_ref] = SecretKey(digest[:32], kind) if seeded else SecretKey.generate(kind)
        return HeldKey(key_ref, self.public(key_ref))

    def held(self) -> list[HeldKey]:
        return [HeldKey(key_ref, key.public) for key_ref, key in self._keys.items()]

    def public(self, key_ref: str) -> PublicKey:
        return self._key(key_ref).public

    def sign(self, key_ref: str, message: bytes) -> bytes:
        return self._key(key_ref).sign(message)

    def check(self) -> None:
        """Nothing can be wrong with keys that were just made."""

    def _key(self, key_ref: str) -> SecretKey:
        try:
            return self._keys[key_ref]
        except KeyError:
            raise unknown(key_ref) from None
