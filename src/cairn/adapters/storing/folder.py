"""Files in a folder of this machine.

`kept/ORGANIZATION/ab/FILE` are whole files; `coming/ORGANIZATION/ab/FILE` are uploads under way, each
locked while it is written. A `.hold` beside an upload is a note to drop everything after that byte: it stands
there while a piece that must still prove its checksum is being received.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from .store import (
    PIECE,
    Stored,
    StoreFull,
    StoreSettingError,
    WrongOffset,
    already_stored,
    busy,
    checked,
    not_stored,
    parts_of,
    pieces,
)


class FolderStore:
    """A `Store` in `root`, which is made (mode 0700) when absent. Raises `StoreSettingError`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            for area in ("kept", "coming"):
                (root / area).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreSettingError(
                f"The storage folder {root} cannot be made ({error.strerror}); create it, or choose another."
            ) from error
        if not os.access(root / "coming", os.W_OK | os.X_OK):
            raise StoreSettingError(
                f"The storage folder {root} cannot be written to; give this user the right or choose another."
            )

    def append(
        self, key: str, offset: int, chunks: Iterable[bytes], check: Callable[[], None] | None = None
    ) -> int:
        if self._kept(key).exists():
            raise already_stored(key)
        if offset and not self._coming(key).exists():
            raise WrongOffset(offset, 0)
        with self._locked(key) as file:
            size = self._settle(key, file)
            if not size:
                _settle_folder(self._coming(key).parent)
            if offset != size:
                raise WrongOffset(offset, size)
            if check is None:
                return _receive(file, chunks)
            return self._receive_on_probation(key, file, chunks, check)

    def uploaded(self, key: str) -> int:
        try:
            size = self._coming(key).stat().st_size
        except FileNotFoundError:
            return 0
        held = self._held(key)
        return size if held is None else min(size, held)

    def finish(self, key: str) -> Stored:
        coming, kept = self._coming(key), self._kept(key)
        if not coming.exists():
            if not kept.exists():
                raise not_stored(key)
            return _described(kept)
        with self._locked(key) as file:
            self._settle(key, file)
            os.fsync(file.fileno())
            stored = _described(coming)
            _make_folder(kept.parent)
            coming.rename(kept)
            _settle_folder(kept.parent)
        return stored

    def put(self, key: str, stream: BinaryIO | Iterable[bytes]) -> Stored:
        kept = self._kept(key)
        arriving = self.root / "coming" / f"{uuid4()}.new"
        digest, size = hashlib.sha256(), 0
        try:
            with _private(arriving) as file, _room():
                for piece in pieces(stream):
                    digest.update(piece)
                    size += file.write(piece)
                os.fsync(file.fileno())
            _make_folder(kept.parent)
            arriving.rename(kept)
        finally:
            arriving.unlink(missing_ok=True)
        _settle_folder(kept.parent)
        return Stored(digest.hexdigest(), size)

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        try:
            file = self._kept(key).open("rb")
        except FileNotFoundError:
            raise not_stored(key) from None
        return _slice(file, start, length)

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        path = self._kept(key)
        if not path.exists():
            raise not_stored(key)
        yield path

    def size(self, key: str) -> int:
        try:
            return self._kept(key).stat().st_size
        except FileNotFoundError:
            raise not_stored(key) from None

    def exists(self, key: str) -> bool:
        return self._kept(key).exists()

    def delete(self, key: str) -> None:
        for path in (self._hold(key), self._coming(key), self._kept(key)):
            path.unlink(missing_ok=True)

    def _place(self, area: str, key: str) -> Path:
        organization, name = parts_of(key)
        return self.root / area / organization / name[:2] / name

    def _kept(self, key: str) -> Path:
        return self._place("kept", checked(key))

    def _coming(self, key: str) -> Path:
        return self._place("coming", checked(key))

    def _hold(self, key: str) -> Path:
        coming = self._coming(key)
        return coming.with_name(coming.name + ".hold")

    def _held(self, key: str) -> int | None:
        with suppress(FileNotFoundError):
            return int(self._hold(key).read_text())
        return None

    @contextmanager
    def _locked(self, key: str) -> Iterator[BinaryIO]:
        """The upload's file, locked. The kernel frees the lock of a process that dies: none grows stale."""
        path = self._coming(key)
        _make_folder(path.parent)
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy(key) from None
            if not _same_file(path, file):  # finished or deleted between opening and locking
                raise busy(key)
            with _room():
                yield file

    def _settle(self, key: str, file: BinaryIO) -> int:
        """Drop what never proved its checksum, go to the end, and say where that is."""
        held = self._held(key)
        if held is not None:
            file.truncate(min(held, os.fstat(file.fileno()).st_size))
            self._hold(key).unlink()
        return file.seek(0, os.SEEK_END)

    def _receive_on_probation(
        self, key: str, file: BinaryIO, chunks: Iterable[bytes], check: Callable[[], None]
    ) -> int:
        start = file.tell()
        hold = self._hold(key)
        note = hold.with_name(hold.name + ".new")
        note.write_text(str(start))
        note.rename(hold)
        try:
            size = _receive(file, chunks)
            check()
        except BaseException:
            file.truncate(start)
            raise
        finally:
            hold.unlink(missing_ok=True)
        return size


def _receive(file: BinaryIO, chunks: Iterable[bytes]) -> int:
    """Write the chunks durably, also those before an interruption; the size afterwards."""
    try:
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                left = left[file.write(left) :]
    finally:
        os.fdatasync(file.fileno())
    return file.tell()


def _described(path: Path) -> Stored:
    with path.open("rb") as file:
        return Stored(hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size)


def _slice(file: BinaryIO, start: int, length: int | None) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = length if length is not None else max(0, os.fstat(file.fileno()).st_size - start)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _same_file(path: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _make_folder(path: Path) -> None:
    """Make an organization's folder and the one in it, so that both survive a power cut."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _settle_folder(path.parent)
        _settle_folder(path.parent.parent)


def _settle_folder(path: Path) -> None:
    """Make the names in a folder survive a power cut, as fsync does for what is in a file."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull("There is no room left for files; the operator has to add some.") from error
        raise
