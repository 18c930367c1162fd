"""What every store of files promises, and the ways in which it says no.

A key is opaque: one folder for the organization, one name for the file, nothing a person typed. A file comes
in one piece (`put`) or in pieces over time (`append` until `finish`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

PIECE = 1 << 18  # bytes handed on at a time when reading: large enough to be fast, small enough to hold many

_PART = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_KEY = re.compile(rf"({_PART})/({_PART}(?:\.[a-z0-9]{{1,16}})?)")


class StoreError(Exception):
    """Anything that a store refuses or fails to do; the text is a sentence for people."""


class StoreSettingError(StoreError):
    """The address of the store cannot be used; the text says how to mend it."""


class WrongKey(StoreError):
    """The key is not of the form that `key_for` makes."""


class NotStored(StoreError):
    """Nothing is kept under this key."""


class AlreadyStored(StoreError):
    """The upload is finished; a finished file never grows."""


class UploadBusy(StoreError):
    """Another request is adding to the same upload at this moment."""


class StoreFull(StoreError):
    """There is no room left."""


class StoreUnreachable(StoreError):
    """The neighbor that keeps the files does not answer, or refuses us."""


class WrongOffset(StoreError):
    """The piece does not begin where the upload ends; `expected` bytes are there already."""

    def __init__(self, given: int, expected: int) -> None:
        super().__init__(f"The upload has {expected} bytes so far, so it cannot go on at byte {given}.")
        self.given = given
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Stored:
    """What a finished file is: SHA-256 as 64 hexadecimal digits, and its size in bytes."""

    sha256: str
    size: int


class Store(Protocol):
    """A place that keeps files. Every method may raise `WrongKey`, and `StoreError` when the place fails."""

    def append(
        self, key: str, offset: int, chunks: Iterable[bytes], check: Callable[[], None] | None = None
    ) -> int:
        """Add `chunks` to the upload `key` at byte `offset`; its size in bytes afterwards, durably kept.

        The first piece (offset 0) begins the upload. When `chunks` raises, what came before is kept and the
        error goes on. With `check`, the piece counts only if `check()`, called after the last chunk, returns;
        else all of the piece is dropped. Raises `WrongOffset`, `UploadBusy`, `AlreadyStored`.
        """
        ...

    def uploaded(self, key: str) -> int:
        """Bytes of an unfinished upload that are kept; 0 when it has not begun."""
        ...

    def finish(self, key: str) -> Stored:
        """Turn the upload into a kept file. Safe to repeat. Raises `NotStored` when there was no upload."""
        ...

    def put(self, key: str, stream: BinaryIO | Iterable[bytes]) -> Stored:
        """Keep a whole file, in place of one of the same key; readers see the old or the new, never a mix."""
        ...

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start`, `length` of them at most (all when None). Raises `NotStored` at once."""
        ...

    def as_path(self, key: str) -> AbstractContextManager[Path]:
        """The file on this machine's disk, only to read and only within the context. Raises `NotStored`."""
        ...

    def size(self, key: str) -> int:
        """Size in bytes of a kept file. Raises `NotStored`."""
        ...

    def exists(self, key: str) -> bool:
        """Whether a finished file is kept under `key`."""
        ...

    def delete(self, key: str) -> None:
        """Remove the file and any unfinished upload; doing so twice is no error."""
        ...


def key_for(*, organization: UUID, file: UUID, rendition: str = "") -> str:
    """The key of a file, or of a `rendition` of it (letters and digits, as `poster`)."""
    return checked(f"{organization}/{file}{'.' + rendition if rendition else ''}")


def parts_of(key: str) -> tuple[str, str]:
    """The organization's folder and the file's name. Raises `WrongKey`, so no path can be smuggled in."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise WrongKey("A storage key is ORGANIZATION/FILE in lower-case letters, digits and hyphens.")
    return match[1], match[2]


def checked(key: str) -> str:
    """The same key. Raises `WrongKey`."""
    parts_of(key)
    return key


def pieces(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of an open file, or of an iterable of bytes, piece by piece."""
    read = getattr(stream, "read", None)
    if read is None:
        yield from stream
        return
    while piece := read(PIECE):
        yield piece


def not_stored(key: str) -> NotStored:
    return NotStored(f"Nothing is stored under {key}.")


def already_stored(key: str) -> AlreadyStored:
    return AlreadyStored(f"The upload {key} is finished; start a new one to send other content.")


def busy(key: str) -> UploadBusy:
    return UploadBusy(f"The upload {key} is being added to by another request; try again in a moment.")
