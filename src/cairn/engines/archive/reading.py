"""Reading an archive that a stranger may have made: everything is bounded, nothing is unpacked to a disk.

Hashes show what was damaged on the way. They show nothing of who made it: that is for the credentials to prove.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal

from cairn.engines.archive import layout, portfolio
from cairn.engines.archive.errors import ArchiveRefused
from cairn.engines.archive.portfolio import Portfolio

_PIECE: Final = 1 << 18
_LARGEST_READ: Final = 16 * 1024 * 1024
_NOT_AN_ARCHIVE: Final = "The file is not a ZIP archive that can be read. Give the archive as it was made."
_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most: files, bytes unpacked in all, and how many times its packed size one may be."""

    files: int = 10_000
    octets: int = 50 * 1024**3
    ratio: int = 200
    unasked: int = 1 << 20
    """Below so many bytes the ratio is not asked: short texts that repeat themselves pack very well."""


USUAL: Final = Limits()
Flaw = Literal["missing", "changed", "unlisted"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one file of an archive that can be read all the same."""

    path: str
    flaw: Flaw

    @property
    def sentence(self) -> str:
        return {
            "missing": f"{self.path} is listed in the archive, but is not in it.",
            "changed": f"{self.path} is not as it was when the archive was made.",
            "unlisted": f"{self.path} is in the archive, but is not listed in it.",
        }[self.flaw]


class Contents:
    """An archive that was looked through. `sound` holds the size in bytes of each file that is as it was listed."""

    def __init__(
        self, packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], faults: list[Fault]
    ) -> None:
        self._packed = packed
        self.faults = tuple(faults)
        flawed = {fault.path for fault in faults}
        self._entries = {path: entry for path, entry in entries.items() if path not in flawed}
        self.sound = {path: entry.file_size for path, entry in self._entries.items()}
        self.portfolio: Portfolio = portfolio.read(_whole(packed, entries, layout.CONTENTS))

    def open(self, path: str) -> Iterator[bytes]:
        """The bytes of a sound file, in pieces. Raises `KeyError` for any other."""
        return _pieces(self._packed, self._entries[path])

    def data(self, path: str, *, most: int) -> bytes:
        """A sound file of at most so many bytes, as a whole. Raises `KeyError` for any other."""
        if self.sound[path] > most:
            raise KeyError(path)
        return b"".join(self.open(path))


def read(file: BinaryIO, *, limits: Limits = USUAL) -> Contents:
    """Look a whole archive through, every byte once; the file stays open for as long as its contents are used.

    Raises `ArchiveRefused` for what is no portfolio archive, or could harm whoever unpacks it.
    """
    try:
        packed = zipfile.ZipFile(_Bounded(file))
        entries = _entries(packed, _length(file), limits)
        return Contents(packed, entries, _faults(packed, entries))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ArchiveRefused("zip", _NOT_AN_ARCHIVE) from error
    except (ValueError, OverflowError, UnicodeError) as error:
        if isinstance(error, ArchiveRefused):
            raise
        raise ArchiveRefused("zip", _NOT_AN_ARCHIVE) from error


class _Bounded:
    """A file of which nobody reads much at once: a list of files could else be as large as the archive itself."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(_LARGEST_READ + 1 if size < 0 else min(size, _LARGEST_READ + 1))
        if len(data) > _LARGEST_READ:
            raise ArchiveRefused("size", "The archive's list of files is larger than any portfolio's is.")
        return data

    def seekable(self) -> bool:
        return True


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _entries(packed: zipfile.ZipFile, length: int, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The files by their path in the archive's one folder, none of which could do harm."""
    listed = [entry for entry in packed.infolist() if not _is_folder(entry)]
    if len(listed) > limits.files:
        raise ArchiveRefused("files", f"The archive holds more than {limits.files:,} files.")
    if sum(entry.file_size for entry in listed) > limits.octets:
        raise ArchiveRefused(
            "size", f"Unpacked, the archive is larger than {limits.octets / 1024**3:.0f} GB."
        )
    # Files that lie over each other would unpack to any size.
    if sum(entry.compress_size for entry in listed) > length:
        raise ArchiveRefused("overlap", "Files in the archive lie over each other.")
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in listed:
        name = layout.checked_name(entry.orig_filename)
        _check(entry, limits)
        if name.lower() in found:
            raise ArchiveRefused("twice", f"{name[:80]} is in the archive twice.")
        found[name.lower()] = entry
    return _in_their_folder({entry.filename: entry for entry in found.values()})


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """A folder by itself, as other programs write it when they pack anew, holds nothing."""
    if not entry.is_dir():
        return False
    layout.checked_name(entry.orig_filename.removesuffix("/"))
    return entry.file_size == 0


def _check(entry: zipfile.ZipInfo, limits: Limits) -> None:
    mode = entry.external_attr >> 16
    if entry.is_dir() or (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
        raise ArchiveRefused("link", f"{entry.filename[:80]} in the archive is a link or no plain file.")
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
        raise ArchiveRefused(
            "packed", f"{entry.filename[:80]} is locked, or packed in a way that is not read."
        )
    if entry.file_size > max(limits.unasked, limits.ratio * entry.compress_size):
        raise ArchiveRefused(
            "ratio", f"{entry.filename[:80]} unpacks to more than {limits.ratio} times its size."
        )


def _in_their_folder(entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """RFC 8493, section 4.2: one folder at the top. Packed anew without it, the archive is read as well."""
    folder = "" if layout.BAGIT in entries else f"{next(iter(entries), '').partition('/')[0]}/"
    if f"{folder}{layout.BAGIT}" not in entries or not all(name.startswith(folder) for name in entries):
        raise ArchiveRefused("bag", "The file is a ZIP archive, but not one of a portfolio.")
    return {name.removeprefix(folder): entry for name, entry in entries.items()}


def _faults(packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> list[Fault]:
    """Every file that differs from what the manifests say of it; the one manifest that nothing lists apart."""
    for needed in (layout.CONTENTS, layout.MANIFEST, layout.TAG_MANIFEST):
        if needed not in entries:
            raise ArchiveRefused("bag", f"The archive has no {needed}, so it is no archive of a portfolio.")
    listed = {
        path: digest
        for of in (layout.TAG_MANIFEST, layout.MANIFEST)
        for path, digest in layout.read_manifest(_whole(packed, entries, of)).items()
        if path.startswith(layout.PAYLOAD) == (of == layout.MANIFEST)
    }
    faults = [Fault(path, "missing") for path in listed if path not in entries]
    for path, entry in entries.items():
        if path == layout.TAG_MANIFEST:
            continue
        if path not in listed:
            faults.append(Fault(path, "unlisted"))
        elif _digest(packed, entry) != listed[path]:
            faults.append(Fault(path, "changed"))
    return sorted(faults, key=lambda fault: fault.path)


def _digest(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """The SHA-256 of a file in hex; of one whose bytes do not unpack there is none."""
    digest = hashlib.sha256()
    try:
        for piece in _pieces(packed, entry):
            digest.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return ""
    return digest.hexdigest()


def _whole(packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], path: str) -> bytes:
    if entries[path].file_size > _LARGEST_READ:
        raise ArchiveRefused("size", f"The archive's {path} is larger than any portfolio's is.")
    return b"".join(_pieces(packed, entries[path]))


def _pieces(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece
