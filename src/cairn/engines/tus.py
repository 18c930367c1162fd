"""Resumable uploads by the tus protocol, version 1.0.0: what each request may do, by its headers alone.

Core, and the extensions creation, expiration, checksum and termination (https://tus.io/protocols/resumable-upload).
Headers come as a mapping that does not mind upper and lower case. The bytes themselves are the caller's.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

VERSION = "1.0.0"
EXTENSIONS = ("creation", "expiration", "checksum", "termination")
ALGORITHMS = ("sha256", "sha1")
PIECE_TYPE = "application/offset+octet-stream"
_METADATA_LIMIT = 8_192  # characters
_NUMBER = re.compile(r"[0-9]{1,18}")


class TusError(Exception):
    """A request that the protocol refuses: the HTTP `status`, a sentence, and headers of the answer."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = {"Tus-Resumable": VERSION, **(headers or {})}


@dataclass(frozen=True, slots=True)
class Creation:
    """A new upload of `length` bytes; `metadata` is what the client says of it (as `filename`)."""

    length: int
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the client says the piece hashes to."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece to be added at `offset`; at most `room` bytes of it; `checksum` when the client sent one."""

    offset: int
    room: int
    checksum: Checksum | None


@dataclass(slots=True)
class Receiving:
    """The bytes of one piece on their way through: no more than there is room for, and hashed if so asked."""

    piece: Piece
    _digest: hashlib._Hash | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        checksum = self.piece.checksum
        self._digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None

    def through(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks. Raises `TusError` 413 once the upload has all the bytes it was to have."""
        room = self.piece.room
        for chunk in chunks:
            fitting = chunk[:room]
            room -= len(fitting)
            if self._digest is not None:
                self._digest.update(fitting)
            yield fitting
            if len(fitting) < len(chunk):
                raise TusError(
                    413, "The file is longer than was said when its upload began; start a new upload."
                )

    def check(self) -> None:
        """Raises `TusError` 460 when the bytes that went through are not those that the client hashed."""
        checksum = self.piece.checksum
        if checksum and self._digest and not hmac.compare_digest(self._digest.digest(), checksum.digest):
            raise TusError(460, "A piece of the file was damaged on its way; it has to be sent again.")


def method_of(method: str, headers: Mapping[str, str]) -> str:
    """The method that is meant (core, X-HTTP-Method-Override): some networks let only POST through.

    A GET stays what it is, for nobody asks it whether it was forged.
    """
    meant = method.upper()
    return headers.get("X-HTTP-Method-Override", meant).upper() if meant == "POST" else meant


def demand_version(headers: Mapping[str, str]) -> None:
    """Raises `TusError` 412 unless the client speaks our version (core); not asked of OPTIONS."""
    if headers.get("Tus-Resumable") != VERSION:
        raise TusError(
            412, f"Uploads here speak tus {VERSION}; update the program.", {"Tus-Version": VERSION}
        )


def abilities(*, limit: int) -> dict[str, str]:
    """Headers of the answer to OPTIONS; `limit` in bytes."""
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": ",".join(EXTENSIONS),
        "Tus-Max-Size": str(limit),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def creation(headers: Mapping[str, str], *, limit: int) -> Creation:
    """The upload that a POST begins (creation). Raises `TusError` 400, or 413 above `limit` bytes."""
    if "Upload-Defer-Length" in headers:
        raise TusError(400, "The size of the file has to be said when its upload begins.")
    length = _number(headers, "Upload-Length")
    if length > limit:
        raise TusError(
            413,
            f"This file is {in_words(length, up=True)} large; files may be up to {in_words(limit)}. "
            "Shorten or compress it, then try again.",
        )
    return Creation(length, parse_metadata(headers.get("Upload-Metadata", "")))


def piece(headers: Mapping[str, str], *, offset: int, length: int) -> Piece:
    """The piece that a PATCH adds to an upload with `offset` of its `length` bytes (core).

    Raises `TusError`: 415 for another content type, 409 for another offset, 413 for too many bytes, 400.
    """
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != PIECE_TYPE:
        raise TusError(415, f"A piece of an upload is sent as {PIECE_TYPE}.")
    given = _number(headers, "Upload-Offset")
    if given != offset:
        raise TusError(
            409, f"The upload has {offset} bytes so far; go on from there.", progress(offset=offset)
        )
    if headers.get("Content-Length") and _number(headers, "Content-Length") > length - offset:
        raise TusError(413, f"Only {length - offset} bytes are missing from this upload.")
    announced = headers.get("Upload-Checksum")
    return Piece(offset, length - offset, parse_checksum(announced) if announced is not None else None)


def progress(*, offset: int, length: int | None = None, expires: datetime | None = None) -> dict[str, str]:
    """Headers that tell how far an upload is: of the answers to HEAD (with `length`), POST and PATCH."""
    headers = {"Tus-Resumable": VERSION, "Upload-Offset": str(offset), "Cache-Control": "no-store"}
    if length is not None:
        headers["Upload-Length"] = str(length)
    if expires is not None:
        headers["Upload-Expires"] = format_datetime(expires.astimezone(UTC), usegmt=True)
    return headers


def demand_unexpired(*, expires: datetime, at: datetime) -> None:
    """Raises `TusError` 410 from the instant `expires` on (expiration)."""
    if at >= expires:
        raise TusError(410, "This upload was left unfinished for too long; start it again.")


def parse_metadata(header: str) -> dict[str, str]:
    """Upload-Metadata: `key base64` pairs, separated by commas (creation). Raises `TusError` 400."""
    if len(header) > _METADATA_LIMIT:
        raise TusError(400, "The description of the upload is too long.")
    metadata: dict[str, str] = {}
    for pair in header.split(",") if header.strip() else ():
        key, _, value = pair.strip().partition(" ")
        if not key or not key.isascii() or key in metadata:
            raise TusError(400, "Each key of Upload-Metadata has to be there once, in ASCII.")
        try:
            metadata[key] = base64.b64decode(value, validate=True).decode()
        except ValueError:  # of base64 as of UTF-8
            raise TusError(
                400, f"The value of {key!r} in Upload-Metadata is not UTF-8 text in Base64."
            ) from None
    return metadata


def parse_checksum(header: str) -> Checksum:
    """Upload-Checksum: `algorithm base64` (checksum). Raises `TusError` 400."""
    algorithm, _, text = header.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise TusError(400, f"Upload-Checksum may use {' or '.join(ALGORITHMS)}, not {algorithm!r}.")
    try:
        digest = base64.b64decode(text, validate=True)
    except binascii.Error:
        digest = b""
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise TusError(400, f"The checksum is not a {algorithm} digest in Base64.")
    return Checksum(algorithm, digest)


def in_words(size: int, *, up: bool = False) -> str:
    """A size for people, as `1.5 GB`, in steps of 1024; rounded down, or up when `up`."""
    for unit, bytes_each in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= bytes_each:
            tenths = math.ceil(size * 10 / bytes_each) if up else size * 10 // bytes_each
            return f"{tenths / 10:g} {unit}"
    return "1 byte" if size == 1 else f"{size} bytes"


def _number(headers: Mapping[str, str], name: str) -> int:
    text = headers.get(name, "")
    if not _NUMBER.fullmatch(text):
        raise TusError(400, f"The header {name} has to be a whole number of bytes.")
    return int(text)
