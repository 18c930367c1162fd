"""Signing keys in a folder, each sealed in a file of its own.

A file is JSON: the public key, and the private one under AES-256-GCM (NIST SP 800-38D) with a key that HKDF-SHA256
(RFC 5869) derives from the operator's secret and a salt of the file. Reference, kind and public key are authenticated
with it, so that files cannot be swapped unnoticed. The first version knew Ed25519 keys alone and told no kind.
"""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.keys import PublicKey, primitives
from cairn.engines.openbadges.keys.primitives import KeyKind, NativeSecret

from .store import KINDS, HeldKey, KeySettingError, KeyStoreError, WrongSecret, unknown

SHORTEST_SECRET = 32  # characters: HKDF stretches nothing, so the secret itself has to be beyond guessing
_FIRST, _VERSION = 1, 2
_REF = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SALT, _NONCE = 16, 12  # bytes
_PARTS: Final = ("public", "salt", "nonce", "sealed")


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A file of a key as it was read."""

    key_ref: str
    version: int
    public: PublicKey
    salt: bytes
    nonce: bytes
    sealed: bytes

    @property
    def bound(self) -> bytes:
        return _bound(self.key_ref, self.public, told=self.version > _FIRST)


class FolderKeys:
    """A `KeyStore` in `root`, made (mode 0700) when absent. Raises `KeySettingError`."""

    makes_keys = True

    def __init__(self, root: Path, secret: str) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise KeySettingError(
                f"The secret for signing keys is shorter than {SHORTEST_SECRET} characters; "
                "set a long random one and keep it apart from the keys."
            )
        self.root = root
        self._secret = secret.encode()
        self._unsealed: dict[str, NativeSecret] = {}
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise KeySettingError(
                f"The folder of keys {root} cannot be made ({error.strerror}); create it, or choose another."
            ) from error

    def create(self, kind: KeyKind = "Ed25519") -> HeldKey:
        key_ref, secret = str(uuid4()), primitives.generate(kind)
        private = primitives.secret_key(kind, secret, checked=True)
        public = PublicKey(primitives.public_bytes(private.public_key())[1], kind)
        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        sealed = self._cipher(salt).encrypt(nonce, secret, _bound(key_ref, public))
        parts = {"public": public.raw, "salt": salt, "nonce": nonce, "sealed": sealed}
        content = {name: base64.b64encode(part).decode() for name, part in parts.items()}
        try:
            self._write(key_ref, json.dumps({"version": _VERSION, "kind": kind, **content}))
        except OSError as error:
            raise KeyStoreError(f"The key could not be kept in {self.root} ({error.strerror}).") from error
        self._unsealed[key_ref] = private
        return HeldKey(key_ref, public)

    def public(self, key_ref: str) -> PublicKey:
        return self._read(key_ref).public

    def held(self) -> list[HeldKey]:
        files = [self._read(path.stem) for path in sorted(self.root.glob("*.json"))]
        return [HeldKey(file.key_ref, file.public) for file in files]

    def sign(self, key_ref: str, message: bytes) -> bytes:
        private = self._unsealed.get(key_ref)
        if private is None:
            private = self._unsealed[key_ref] = self._unseal(key_ref)
        return primitives.sign(private, message)

    def check(self) -> None:
        for path in sorted(self.root.glob("*.json")):
            self._unseal(path.stem)

    def _unseal(self, key_ref: str) -> NativeSecret:
        file = self._read(key_ref)
        try:
            secret = self._cipher(file.salt).decrypt(file.nonce, file.sealed, file.bound)
        except InvalidTag:
            raise WrongSecret(
                f"The signing key {key_ref} cannot be opened: the secret is not the one it was made with, or its "
                "file was changed. Set the earlier secret again, or bring back the file from a backup."
            ) from None
        return primitives.secret_key(file.public.kind, secret, checked=True)

    def _read(self, key_ref: str) -> _Sealed:
        path = self._path(key_ref)
        try:
            shared = path.stat().st_mode & 0o077
            content = json.loads(path.read_text(encoding="utf-8"))
            version = {_FIRST: _FIRST, _VERSION: _VERSION}[content["version"]]
            kind = "Ed25519" if version == _FIRST else KINDS[KINDS.index(content["kind"])]
            public, salt, nonce, sealed = (base64.b64decode(content[name]) for name in _PARTS)
            file = _Sealed(key_ref, version, PublicKey(public, kind), salt, nonce, sealed)
        except FileNotFoundError:
            raise unknown(key_ref) from None
        except (OSError, ValueError, KeyError, AttributeError, TypeError, KeyFormatError) as error:
            raise KeyStoreError(
                f"The file of the signing key {key_ref} cannot be read; bring it back from a backup."
            ) from error
        if shared:
            raise KeySettingError(f"Others may read the signing key {path}; run: chmod 600 {path}")
        return file

    def _write(self, key_ref: str, content: str) -> None:
        path = self._path(key_ref)
        arriving = path.with_suffix(".new")
        with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        arriving.rename(path)
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _path(self, key_ref: str) -> Path:
        if not _REF.fullmatch(key_ref):
            raise unknown(key_ref)
        return self.root / f"{key_ref}.json"

    def _cipher(self, salt: bytes) -> AESGCM:
        derive = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"cairn signing key, version 1")
        return AESGCM(derive.derive(self._secret))


def _bound(key_ref: str, public: PublicKey, *, told: bool = True) -> bytes:
    return b" ".join([key_ref.encode(), *([public.kind.encode()] if told else []), public.raw])
