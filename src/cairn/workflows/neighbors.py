"""The neighbors that workflows hand to the domain: the file store and the key stores, as the settings say."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cairn.adapters.keys import FolderKeys, HandedKeys, KeyStore, TokenKeys
from cairn.adapters.storing import Store, open_store


@lru_cache(maxsize=4)
def _store(url: str) -> Store:
    return open_store(url)


def store() -> Store:
    """Where files are kept."""
    return _store(settings.STORAGE_URL)


@lru_cache(maxsize=4)
def _folder(folder: str, secret: str) -> KeyStore:
    return FolderKeys(Path(folder), secret)


@lru_cache(maxsize=4)
def _handed(sources: str) -> KeyStore:
    return HandedKeys(sources.split(), os.environ)


@lru_cache(maxsize=4)
def _token(library: str, token: str, pin: str) -> KeyStore:
    return TokenKeys(library, token, pin)


def keys(place: str = "") -> KeyStore:
    """Where the private keys of a place are kept; of the place for new keys when none is named."""
    place = place or settings.KEY_PLACE
    if place == "environment":
        return _handed(settings.HANDED_KEYS)
    if place == "pkcs11":
        return _token(settings.PKCS11_LIBRARY, settings.PKCS11_TOKEN, settings.PKCS11_PIN)
    return _folder(str(settings.KEYS_FOLDER), settings.SECRET_KEY)
