"""Signing keys in memory, for tests; with a `seed` the same ones each time."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import algorithms
from .algorithms import Algorithm, PrivateKey
from .store import HeldKey, NewKey, unknown


class MemoryKeys:
    """A `KeyStore` that forgets everything with its process. An RSA key is new in spite of the seed."""

    makes_keys = True

    def __init__(self, seed: str | None = None) -> None:
        self._seed = seed
        self._keys: dict[str, PrivateKey] = {}

    def create(self, algorithm: Algorithm = "Ed25519") -> NewKey:
        if self._seed is None:
            key_ref, private = str(uuid4()), algorithms.generate(algorithm)
        else:
            digest = hashlib.sha512(f"{self._seed} {len(self._keys)}".encode()).digest()
            key_ref, private = str(UUID(bytes=digest[32:48])), _from_seed(algorithm, digest[:32])
        self._keys[key_ref] = private
        return NewKey(key_ref, self.public(key_ref))

    def held(self) -> list[HeldKey]:
        return [
            HeldKey(key_ref, algorithms.algorithm_of(key), self.public(key_ref))
            for key_ref, key in self._keys.items()
        ]

    def public(self, key_ref: str) -> bytes:
        return algorithms.public_bytes(self._key(key_ref).public_key())

    def sign(self, key_ref: str, message: bytes) -> bytes:
        return algorithms.sign(self._key(key_ref), message)

    def check(self) -> None:
        """Nothing can be wrong with keys that were just made."""

    def _key(self, key_ref: str) -> PrivateKey:
        try:
            return self._keys[key_ref]
        except KeyError:
            raise unknown(key_ref) from None


def _from_seed(algorithm: Algorithm, seed: bytes) -> PrivateKey:
    if algorithm == "Ed25519":
        return Ed25519PrivateKey.from_private_bytes(seed)
    if algorithm == "ES256":
        return ec.derive_private_key(int.from_bytes(seed) >> 1, ec.SECP256R1())
    return algorithms.generate(algorithm)
