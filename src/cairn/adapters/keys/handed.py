"""Signing keys that somebody hands in: files that a secret manager mounts, or environment variables.

Each is an unencrypted private key as PEM (PKCS #8, RFC 5958). A key is known by the fingerprint of its public half, not
by where it came from, so that one that is swapped for another can never sign unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from . import algorithms
from .algorithms import Algorithm, PrivateKey
from .store import HeldKey, KeySettingError, NewKey, unknown

_VARIABLE = "env:"
_LARGEST_BYTES = 64 * 1024


class HandedKeys:
    """A `KeyStore` over `sources`: paths of PEM files or folders of them, and `env:NAME` for variables of `values`.

    They are read once, when first asked for.
    """

    makes_keys = False

    def __init__(self, sources: Sequence[str], values: Mapping[str, str]) -> None:
        self._sources = sources
        self._values = values

    def create(self, algorithm: Algorithm = "Ed25519") -> NewKey:
        raise KeySettingError(
            f"Keys in the environment are not made here. Hand an {algorithm} key in: name its PEM file, or "
            "env:VARIABLE, in CAIRN_HANDED_KEYS."
        )

    def held(self) -> list[HeldKey]:
        return [
            HeldKey(key_ref, algorithms.algorithm_of(key), algorithms.public_bytes(key.public_key()))
            for key_ref, key in self._keys.items()
        ]

    def public(self, key_ref: str) -> bytes:
        return algorithms.public_bytes(self._key(key_ref).public_key())

    def sign(self, key_ref: str, message: bytes) -> bytes:
        return algorithms.sign(self._key(key_ref), message)

    def check(self) -> None:
        if not self._keys:
            raise KeySettingError(
                "No key is handed in. Name its PEM file, or env:VARIABLE, in CAIRN_HANDED_KEYS."
            )

    def _key(self, key_ref: str) -> PrivateKey:
        try:
            return self._keys[key_ref]
        except KeyError:
            raise unknown(key_ref[:16], "hand it in again: see CAIRN_HANDED_KEYS") from None

    @cached_property
    def _keys(self) -> dict[str, PrivateKey]:
        found = {}
        for name, text in self._texts():
            key = _read(name, text)
            public = algorithms.public_bytes(key.public_key())
            found[algorithms.fingerprint(algorithms.algorithm_of(key), public)] = key
        return found

    def _texts(self) -> Iterator[tuple[str, bytes]]:
        for source in self._sources:
            if source.startswith(_VARIABLE):
                name = source.removeprefix(_VARIABLE)
                if not (text := self._values.get(name, "")):
                    raise KeySettingError(
                        f"CAIRN_HANDED_KEYS names the variable {name}, which is not set. Set it."
                    )
                # Some tools cannot keep line breaks in a variable and write them as \n.
                yield f"the variable {name}", text.replace("\\n", "\n").encode()
            else:
                yield from _files(Path(source))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        for file in sorted(path.glob("*.pem")) if path.is_dir() else [path]:
            with file.open("rb") as stream:
                yield str(file), stream.read(_LARGEST_BYTES)
    except OSError as error:
        raise KeySettingError(
            f"CAIRN_HANDED_KEYS names {path}, which cannot be read ({error.strerror}). Mount it, or mend the path."
        ) from error


def _read(name: str, text: bytes) -> PrivateKey:
    try:
        return algorithms.usable(load_pem_private_key(text, password=None))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeySettingError(
            f"There is no key to sign with in {name}. It takes an Ed25519, P-256 or RSA key (2048 bits or more) as "
            "PEM without a password, such as `openssl genpkey -algorithm ed25519` writes."
        ) from error
