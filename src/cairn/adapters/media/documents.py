"""Documents that are only ever downloaded: Word, OpenDocument and plain text, looked at for traps."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from .kinds import MediaProblem

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
MOST_ENTRIES = 5_000
MOST_UNPACKED = 400 << 20  # bytes
MOST_GROWTH = 200  # times the packed size; text packs about 10 times, the odd empty bitmap 100
MOST_TEXT = 10 << 20  # bytes
_PIECE = 1 << 16

_BOMB = "This document unpacks to far more than a document holds, so it is not opened; save it anew as a PDF."
_DAMAGED = "This document is damaged; open it, save it again and send the new copy."


def packed_document(path: Path) -> str:
    """The media type of a Word or OpenDocument file. Raises `MediaProblem`."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if len(archive.infolist()) > MOST_ENTRIES:
                raise MediaProblem(_BOMB)
            media_type = _type_of(archive, entries)
            _refuse_traps(entries)
            _unpack(archive, limit=min(MOST_UNPACKED, max(path.stat().st_size * MOST_GROWTH, 1 << 20)))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        UnicodeError,
    ):
        raise MediaProblem(_DAMAGED) from None
    return media_type


def plain_text(path: Path) -> None:
    """Raises `MediaProblem` when the file is not plain text in UTF-8."""
    if path.stat().st_size > MOST_TEXT:
        raise MediaProblem("This text is longer than a library; send it as a PDF or in parts.")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise MediaProblem("This text is not in UTF-8; save it as UTF-8 or as a PDF.") from None
    if "\0" in text:
        raise MediaProblem("This file is not plain text, whatever its name says; send it as a PDF.")


def _type_of(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> str:
    if "word/document.xml" in entries and "[Content_Types].xml" in entries:
        return WORD
    first = entries.get("mimetype")
    if first is not None and first.file_size < 200 and archive.read(first) == OPEN_DOCUMENT.encode():
        return OPEN_DOCUMENT
    raise MediaProblem("Archives are not accepted; unpack this one and send the files in it one by one.")


def _refuse_traps(entries: dict[str, zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise MediaProblem("This document is protected by a password; save it without one.")
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in entries):
        raise MediaProblem("This document holds macros, which are never accepted; save it as .docx or PDF.")


def _unpack(archive: zipfile.ZipFile, *, limit: int) -> None:
    """Read everything once, since the sizes that an archive states need not be true."""
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as file:
            while piece := file.read(_PIECE):
                total += len(piece)
                if total > limit:
                    raise MediaProblem(_BOMB)
