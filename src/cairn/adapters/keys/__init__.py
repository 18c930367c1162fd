"""Keeping signing keys, and signing with them."""

from .fake import MemoryKeys
from .folder import FolderKeys
from .handed import HandedKeys
from .hardware import TokenKeys
from .store import KINDS, HeldKey, KeySettingError, KeyStore, KeyStoreError, UnknownKey, WrongSecret

__all__ = [
    "KINDS",
    "FolderKeys",
    "HandedKeys",
    "HeldKey",
    "KeySettingError",
    "KeyStore",
    "KeyStoreError",
    "MemoryKeys",
    "TokenKeys",
    "UnknownKey",
    "WrongSecret",
]
