"""From the operator's setting to a store."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from uuid import UUID

from .fake import MemoryStore
from .folder import FolderStore
from .store import Store, StoreError, StoreSettingError, key_for

FORMS = "file:///absolute/folder, s3://bucket/prefix?endpoint=https://...&region=..., or memory:"
_OPTIONS = {"endpoint", "region"}
_TRIAL = key_for(organization=UUID(int=0), file=UUID(int=0), rendition="trial")


def open_store(url: str) -> Store:
    """The store at `url`, in one of the `FORMS`; S3 credentials come from the usual AWS variables.

    Raises `StoreSettingError` with how to mend the setting. Nothing is asked of a remote service yet: see
    `prove`.
    """
    address = urlsplit(url)
    if address.scheme == "file":
        return FolderStore(_folder(url, address))
    if address.scheme == "s3":
        return _s3(url, address)
    if url == "memory:":
        return MemoryStore()
    raise StoreSettingError(f"The storage address {url!r} is not understood; write {FORMS}.")


def prove(store: Store) -> None:
    """Write, read and delete a few bytes. Raises `StoreSettingError` when that fails."""
    try:
        stored = store.put(_TRIAL, [b"cairn"])
        back = b"".join(store.open(_TRIAL))
        store.delete(_TRIAL)
    except (StoreError, OSError) as error:
        raise StoreSettingError(f"The storage does not take files: {error}") from error
    if back != b"cairn" or stored.size != len(back):
        raise StoreSettingError("The storage gives back other bytes than it was given; choose another one.")


def _folder(url: str, address: SplitResult) -> Path:
    if address.netloc not in ("", "localhost") or not address.path.startswith("/") or address.query:
        raise StoreSettingError(
            f"The storage address {url!r} names no absolute folder; write three slashes: file:///absolute/folder."
        )
    return Path(unquote(address.path))


def _s3(url: str, address: SplitResult) -> Store:
    options = dict(parse_qsl(address.query, keep_blank_values=True))
    if unknown := sorted(options.keys() - _OPTIONS):
        raise StoreSettingError(
            f"The storage address has an unknown option {unknown[0]!r}; possible are endpoint and region."
        )
    endpoint = options.get("endpoint") or None
    if endpoint is not None and urlsplit(endpoint).scheme not in ("http", "https"):
        raise StoreSettingError(
            f"The endpoint {endpoint!r} of the storage must begin with https:// or http://."
        )
    if not address.netloc:
        raise StoreSettingError(f"The storage address {url!r} names no bucket; write s3://bucket/prefix.")
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError:
        raise StoreSettingError(
            "S3 storage needs one more package: pip install 'cairn-credentials[s3]', or store in a folder."
        ) from None
    from .s3 import S3Store

    config = Config(
        connect_timeout=10,
        read_timeout=60,
        retries={"total_max_attempts": 4, "mode": "standard"},
        request_checksum_calculation="when_required",  # many a compatible service knows no newer checksums
        response_checksum_validation="when_required",
    )
    try:
        client = boto3.client(
            "s3", endpoint_url=endpoint, region_name=options.get("region") or None, config=config
        )
    except (BotoCoreError, ValueError) as error:
        raise StoreSettingError(f"The storage address {url!r} cannot be used: {error}") from error
    return S3Store(client, address.netloc, unquote(address.path))
