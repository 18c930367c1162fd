"""Keeping signing keys, and signing with them."""

from .algorithms import ALGORITHMS, Algorithm, fingerprint, holds, pem
from .fake import MemoryKeys
from .folder import FolderKeys
from .handed import HandedKeys
from .hardware import TokenKeys
from .store import HeldKey, KeySettingError, KeyStore, KeyStoreError, NewKey, UnknownKey, WrongSecret

__all__ = [
    "ALGORITHMS",
    "Algorithm",
    "FolderKeys",
    "HandedKeys",
    "HeldKey",
    "KeySettingError",
    "KeyStore",
    "KeyStoreError",
    "MemoryKeys",
    "NewKey",
    "TokenKeys",
    "UnknownKey",
    "WrongSecret",
    "fingerprint",
    "holds",
    "pem",
]
