"""Writing an archive piece by piece: never more of it is held than one piece and the list of what was written."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cairn.engines.archive import layout
from cairn.engines.archive.page import page
from cairn.engines.archive.portfolio import Portfolio

FAST, SMALL = 1, 6
"""How hard to compress: what is compressed by its own kind gains nothing, but every program unpacks it."""
_LARGEST_HELD: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written: its path below `data/`, its bytes piece by piece, and its size in bytes."""

    path: str
    pieces: Iterable[bytes]
    size: int
    compressed: bool = False
    """Whether its own form is compressed already, as a video's is."""

    @classmethod
    def of(cls, path: str, data: bytes) -> File:
        """A file that is at hand as a whole."""
        return cls(path, [data], len(data))


def write(portfolio: Portfolio, files: Iterable[File], *, name: str) -> Iterator[bytes]:
    """The archive's bytes, in pieces; `name` is that of its one folder. The same again gives the same bytes.

    Raises `ArchiveRefused` for a path that may not stand in an archive, whatever `files` raises, and `ValueError` for a
    file that is not of the size it was said to be, or of which the portfolio says nothing.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as packed:  # type: ignore[call-overload]  # it writes, and that is enough
        bag = _Bag(packed, outlet, layout.checked_name(name), datetime.fromisoformat(portfolio.made_at))
        for file in files:
            yield from bag.put(
                layout.PAYLOAD + file.path, file.pieces, file.size, FAST if file.compressed else SMALL
            )
        payload, octets = dict(bag.digests), bag.octets
        bag.digests.clear()
        tags = {
            layout.BAGIT: layout.DECLARATION.encode(),
            layout.INFO: _info(portfolio, octets, len(payload)),
            layout.CONTENTS: json.dumps(portfolio.to_json(), ensure_ascii=False, indent=1).encode(),
            layout.PAGE: page(portfolio).encode(),
            layout.MANIFEST: layout.manifest(payload),
        }
        for path, data in tags.items():
            yield from bag.put(path, [data], len(data), SMALL)
        listed = layout.manifest(bag.digests)
        yield from bag.put(layout.TAG_MANIFEST, [listed], len(listed), SMALL)
    yield outlet.taken()


def _info(portfolio: Portfolio, octets: int, count: int) -> bytes:
    """RFC 8493, section 2.2.2: Payload-Oxum tells at a glance whether something is missing."""
    said = {
        "Source-Organization": portfolio.made_by,
        "External-Description": f"Portfolio of {portfolio.holder}",
        "Bagging-Date": portfolio.day,
        "Payload-Oxum": f"{octets}.{count}",
    }
    return "".join(f"{name}: {' '.join(words.split())}\n" for name, words in said.items() if words).encode()


class _Outlet:
    """A file that cannot be sought: what is written to it waits here until it is taken."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """What waits is taken, not flushed."""

    @property
    def full(self) -> bool:
        return len(self._waiting) >= _LARGEST_HELD

    def taken(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


class _Bag:
    """The files written so far: SHA-256 by path, and how many bytes they are together."""

    def __init__(self, packed: zipfile.ZipFile, outlet: _Outlet, folder: str, made: datetime) -> None:
        self.digests: dict[str, str] = {}
        self.octets = 0
        self._packed, self._outlet, self._folder = packed, outlet, folder
        self._stamp = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)

    def put(self, path: str, pieces: Iterable[bytes], size: int, level: int) -> Iterator[bytes]:
        digest, written = hashlib.sha256(), 0
        with self._packed.open(self._entry(path, size, level), "w") as entry:
            for piece in pieces:
                digest.update(piece)
                written += entry.write(piece)
                if self._outlet.full:
                    yield self._outlet.taken()
        if written != size:
            raise ValueError(f"{path} was said to be of {size} bytes, and is of {written}.")
        self.digests[path] = digest.hexdigest()
        self.octets += written

    def _entry(self, path: str, size: int, level: int) -> zipfile.ZipInfo:
        if path in self.digests:
            raise ValueError(f"{path} is written twice.")
        entry = zipfile.ZipInfo(f"{self._folder}/{layout.checked_name(path)}", self._stamp)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry._compresslevel = level  # type: ignore[attr-defined]  # its name in Python 3.11; public from 3.13 on
        entry.external_attr = 0o644 << 16
        entry.file_size = size
        return entry
