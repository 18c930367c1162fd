"""Signing keys that somebody hands in: files that a secret manager mounts, or environment variables.

Each is an unencrypted private key as PEM (PKCS #8, RFC 5958). A key is known by the thumbprint of its public half (RFC
7638), not by where it came from, so that one that is swapped for another can never sign unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.keys import PublicKey, SecretKey
from cairn.engines.openbadges.keys.primitives import KeyKind

from .store import KINDS, HeldKey, KeySettingError, unknown

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

    def create(self, kind: KeyKind = "Ed25519") -> HeldKey:
        raise KeySettingError(
            f"Keys in the environment are not made here. Hand in one of the kind {kind}: name its PEM file, or "
            "env:VARIABLE, in CAIRN_HANDED_KEYS."
        )

    def held(self) -> list[HeldKey]:
        return [HeldKey(key_ref, key.public) for key_ref, key in self._keys.items()]

    def public(self, key_ref: str) -> PublicKey:
        return self._key(key_ref).public

    def sign(self, key_ref: str, message: bytes) -> bytes:
        return self._key(key_ref).sign(message)

    def check(self) -> None:
        if not self._keys:
            raise KeySettingError(
                "No key is handed in. Name its PEM file, or env:VARIABLE, in CAIRN_HANDED_KEYS."
            )

    def _key(self, key_ref: str) -> SecretKey:
        try:
            return self._keys[key_ref]
        except KeyError:
            raise unknown(key_ref[:16], "hand it in again: see CAIRN_HANDED_KEYS") from None

    @cached_property
    def _keys(self) -> dict[str, SecretKey]:
        read = [_read(name, text) for name, text in self._texts()]
        return {key.public.thumbprint: key for key in read}

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


def _read(name: str, text: bytes) -> SecretKey:
    try:
        key = SecretKey.from_pem(text)
        if key.kind in KINDS:
            return key
    except KeyFormatError:
        pass
    raise KeySettingError(
        f"There is no key to sign with in {name}. It takes an Ed25519, P-256 or RSA key (2048 bits or more) as PEM "
        "without a password, such as `openssl genpkey -algorithm ed25519` writes."
    )
