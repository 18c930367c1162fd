"""Keeping files: in a folder, in S3, or in memory."""

from .opening import open_store, prove
from .store import (
    AlreadyStored,
    NotStored,
    Store,
    Stored,
    StoreError,
    StoreFull,
    StoreSettingError,
    StoreUnreachable,
    UploadBusy,
    WrongKey,
    WrongOffset,
    key_for,
)

__all__ = [
    "AlreadyStored",
    "NotStored",
    "Store",
    "StoreError",
    "StoreFull",
    "StoreSettingError",
    "StoreUnreachable",
    "Stored",
    "UploadBusy",
    "WrongKey",
    "WrongOffset",
    "key_for",
    "open_store",
    "prove",
]
