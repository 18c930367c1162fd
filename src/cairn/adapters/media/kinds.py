"""What a file is, by its first bytes alone: its name and what the browser says of it count for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import filetype

HEAD = 8_192  # bytes that are enough to tell


class Kind(StrEnum):
    """What a file can be used as."""

    VIDEO = "video"
    AUDIO = "audio"
    IMAGE = "image"
    PDF = "pdf"
    DOCUMENT = "document"
    CODE = "code"
    REFUSED = "refused"


class MediaProblem(Exception):
    """A file that cannot be used; the text is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What to try to read the file as; `reader` is the one FFmpeg format it is opened with, if any."""

    kind: Kind
    media_type: str
    reader: str = ""


_MOVIES = {
    "video/mp4": "mov",
    "video/x-m4v": "mov",
    "video/3gpp": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "video/x-matroska": "matroska",
    "video/x-msvideo": "avi",
    "video/mpeg": "mpeg",
}
_SOUNDS = {
    "audio/mpeg": "mp3",
    "audio/mp4": "mov",
    "audio/ogg": "ogg",
    "audio/x-wav": "wav",
    "audio/x-flac": "flac",
    "audio/aac": "aac",
}
_IMAGES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\x00asm",
)
_TEXT_NAMES = {".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}

_PROGRAM = "This file is a program, which is never accepted; send a video, picture, PDF or document."
_ACTIVE = (
    "This file is a web page or drawing that can hold code (HTML, XML or SVG); save it as a PDF or picture."
)
_UNKNOWN = (
    "This kind of file is not accepted; send a video, sound, picture (JPEG, PNG, WebP or GIF), PDF, "
    "Word (.docx), OpenDocument (.odt) or plain text (.txt or .md)."
)
_OLD_WORD = "This is an old Office file; save it as .docx or PDF, then send that."
_HEIC = (
    "This picture is in a format that few programs can show (HEIC or AVIF); save it as JPEG, then send that."
)


def guess(head: bytes, declared_name: str) -> Guess:
    """What a file that begins with `head` looks like. Raises `MediaProblem` for what is never accepted."""
    if not head:
        raise MediaProblem("The file is empty.")
    if head.startswith(_PROGRAMS):
        raise MediaProblem(_PROGRAM)
    if head.startswith(b"%PDF-"):
        return Guess(Kind.PDF, "application/pdf")
    if head.startswith(b"PK\x03\x04"):
        return Guess(Kind.DOCUMENT, "application/zip")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise MediaProblem(_OLD_WORD)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return _of_quicktime_family(head)
    return _of_media(head) or _of_text(head, declared_name)


def _of_quicktime_family(head: bytes) -> Guess:
    """MP4, QuickTime and their kin share one structure, told apart by a brand (ISO/IEC 14496-12, 4.3)."""
    brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
    if brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"):
        raise MediaProblem(_HEIC)
    if brand in (b"M4A ", b"M4B "):
        return Guess(Kind.AUDIO, "audio/mp4", "mov")
    return Guess(Kind.VIDEO, "video/quicktime" if brand == b"qt  " else "video/mp4", "mov")


def _of_media(head: bytes) -> Guess | None:
    found = filetype.guess(head)
    media_type: str = found.mime if found else ""
    if media_type in _MOVIES:
        return Guess(Kind.VIDEO, media_type, _MOVIES[media_type])
    if media_type in _SOUNDS:
        return Guess(Kind.AUDIO, media_type, _SOUNDS[media_type])
    if media_type in _IMAGES:
        return Guess(Kind.IMAGE, media_type)
    if media_type:
        raise MediaProblem(_UNKNOWN)
    return None


def _of_text(head: bytes, declared_name: str) -> Guess:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and start[1:2] in b"!?/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        raise MediaProblem(_ACTIVE)
    stem, dot, ending = declared_name.rpartition(".")
    media_type = _TEXT_NAMES.get(f"{dot}{ending}".lower()) if stem else None
    if media_type is None or b"\0" in head:
        raise MediaProblem(_UNKNOWN)
    return Guess(Kind.DOCUMENT, media_type)
