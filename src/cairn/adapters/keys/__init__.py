"""Keeping signing keys, and signing with them."""

from .fake import MemoryKeys
from .folder import FolderKeys
from .store import KeySettingError, KeyStore, KeyStoreError, NewKey, UnknownKey, WrongSecret

__all__ = [
    "FolderKeys",
    "KeySettingError",
    "KeyStore",
    "KeyStoreError",
    "MemoryKeys",
    "NewKey",
    "UnknownKey",
    "WrongSecret",
]
