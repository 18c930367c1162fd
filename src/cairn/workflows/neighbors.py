"""The neighbors that workflows hand to the domain: the file store and the key store, as the settings say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cairn.adapters.keys import FolderKeys, KeyStore
from cairn.adapters.storing import Store, open_store


@lru_cache(maxsize=4)
def _store(url: str) -> Store:
    return open_store(url)


def store() -> Store:
    """Where files are kept."""
    return _store(settings.STORAGE_URL)


@lru_cache(maxsize=4)
def _keys(folder: str, secret: str) -> KeyStore:
    return FolderKeys(Path(folder), secret)


def keys() -> KeyStore:
    """Where private signing keys are kept."""
    return _keys(str(settings.KEYS_FOLDER), settings.SECRET_KEY)
