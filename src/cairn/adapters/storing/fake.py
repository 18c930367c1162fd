"""Files in memory, for tests and for trying things out; held to the same tests as the real stores."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .store import PIECE, Stored, WrongOffset, already_stored, busy, checked, not_stored, pieces


class MemoryStore:
    """A `Store` that forgets everything with its process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._coming: dict[str, bytearray] = {}
        self._busy: set[str] = set()

    def append(
        self, key: str, offset: int, chunks: Iterable[bytes], check: Callable[[], None] | None = None
    ) -> int:
        if checked(key) in self._kept:
            raise already_stored(key)
        if key in self._busy:
            raise busy(key)
        if offset != self.uploaded(key):
            raise WrongOffset(offset, self.uploaded(key))
        coming = self._coming.setdefault(key, bytearray())
        self._busy.add(key)
        try:
            return _receive(coming, chunks, check)
        finally:
            self._busy.discard(key)

    def uploaded(self, key: str) -> int:
        return len(self._coming.get(checked(key), b""))

    def finish(self, key: str) -> Stored:
        if checked(key) in self._busy:
            raise busy(key)
        if key in self._coming:
            self._kept[key] = bytes(self._coming.pop(key))
        return _described(self._content(key))

    def put(self, key: str, stream: BinaryIO | Iterable[bytes]) -> Stored:
        content = b"".join(pieces(stream))
        self._kept[checked(key)] = content
        return _described(content)

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        content = self._content(key)
        wanted = content[start : None if length is None else start + length]
        return (wanted[at : at + PIECE] for at in range(0, len(wanted), PIECE))

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        content = self._content(key)
        with tempfile.NamedTemporaryFile(prefix="cairn-") as copy:
            copy.write(content)
            copy.flush()
            yield Path(copy.name)

    def size(self, key: str) -> int:
        return len(self._content(key))

    def exists(self, key: str) -> bool:
        return checked(key) in self._kept

    def delete(self, key: str) -> None:
        self._coming.pop(checked(key), None)
        self._kept.pop(key, None)

    def _content(self, key: str) -> bytes:
        try:
            return self._kept[checked(key)]
        except KeyError:
            raise not_stored(key) from None


def _receive(coming: bytearray, chunks: Iterable[bytes], check: Callable[[], None] | None) -> int:
    start = len(coming)
    try:
        for chunk in chunks:
            coming += chunk
        if check is not None:
            check()
    except BaseException:
        if check is not None:
            del coming[start:]
        raise
    return len(coming)


def _described(content: bytes) -> Stored:
    return Stored(hashlib.sha256(content).hexdigest(), len(content))
