"""A credential in a PNG: one uncompressed iTXt chunk, named by what it carries (OB 3.0, section 5.3.1).

Open Badges 3.0 names it `openbadgecredential`, CLR 2.0 `clrcredential`, Open Badges 2.0 `openbadges` (Baking
Specification 2.0), for which older issuers used a tEXt chunk. The chunks are walked by hand (PNG, third edition,
sections 5.3 and 11.3.3.4); nothing is decompressed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from cairn.engines.openbadges.errors import BakingError

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CREDENTIAL: Final = b"openbadgecredential"
RECORD: Final = b"clrcredential"
ASSERTION: Final = b"openbadges"
KEYWORDS: Final = (CREDENTIAL, RECORD, ASSERTION)
MAX_BYTES: Final = 20_000_000
_MAX_CHUNKS: Final = 50_000
_HEADER_BYTES: Final = 13
_TEXTS: Final = (b"iTXt", b"tEXt", b"zTXt")


class _Chunk(NamedTuple):
    """One piece of the image: what it is, what it holds, and where it stands with its frame."""

    kind: bytes
    body: bytes
    start: int
    end: int

    @property
    def keyword(self) -> bytes:
        return self.body.partition(b"\0")[0] if self.kind in _TEXTS else b""


def bake(image: bytes, credential: bytes, *, keyword: bytes = CREDENTIAL) -> bytes:
    """The image with the credential in it, right after its header, in place of any it carried.

    Raises `BakingError` for what is no sound PNG.
    """
    kept, since = [], 0
    for chunk in _chunks(image):
        if chunk.keyword in KEYWORDS:
            kept.append(image[since : chunk.start])
            since = chunk.end
    plain = b"".join([*kept, image[since:]])
    header_end = len(SIGNATURE) + 12 + _HEADER_BYTES
    # keyword, end, not compressed, method, no language, no translated keyword
    return plain[:header_end] + _framed(b"iTXt", keyword + b"\0\0\0\0\0" + credential) + plain[header_end:]


def unbake(image: bytes) -> bytes:
    """The credential in the image; `BakingError` when there is not exactly one or the image is not sound."""
    found = [_text(chunk) for chunk in _chunks(image) if chunk.keyword in KEYWORDS]
    if not found:
        raise BakingError("The image is a PNG without a credential in it. Ask for the badge's own file.")
    if len(found) > 1:
        raise BakingError("The image carries more than one credential, so it is in doubt which one is meant.")
    return found[0]


def _text(chunk: _Chunk) -> bytes:
    rest = chunk.body[len(chunk.keyword) + 1 :]
    if chunk.kind == b"tEXt" and chunk.keyword == ASSERTION:
        return rest
    if chunk.kind != b"iTXt":
        raise BakingError("The credential stands in the wrong kind of text chunk; it must be an iTXt.")
    if rest[:1] != b"\0":
        raise BakingError("The credential in the image is compressed, which Open Badges does not allow.")
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise BakingError("The text chunk of the image is cut off.")
    return parts[2]


def _chunks(image: bytes) -> Iterator[_Chunk]:
    if len(image) > MAX_BYTES:
        raise BakingError(f"The image is larger than {MAX_BYTES:,} bytes.")
    if not image.startswith(SIGNATURE):
        raise BakingError("The file is not a PNG image.")
    place, count, kind = len(SIGNATURE), 0, b""
    while kind != b"IEND":
        chunk = _chunk_at(image, place)
        kind, place = chunk.kind, chunk.end
        if (count == 0) != (kind == b"IHDR") or (kind == b"IHDR" and len(chunk.body) != _HEADER_BYTES):
            raise BakingError("The PNG image does not begin with one header.")
        count += 1
        if count > _MAX_CHUNKS:
            raise BakingError("The PNG image is made of too many pieces.")
        yield chunk
    if place != len(image):
        raise BakingError("Something follows the end of the PNG image.")


def _chunk_at(image: bytes, place: int) -> _Chunk:
    if place + 12 > len(image):
        raise BakingError("The PNG image is cut off.")
    length, kind = struct.unpack_from(">I4s", image, place)
    end = place + 8 + length
    if end + 4 > len(image):
        raise BakingError("The PNG image is cut off.")
    body = image[place + 8 : end]
    if struct.unpack_from(">I", image, end)[0] != zlib.crc32(kind + body):
        raise BakingError("The PNG image is damaged: a checksum does not fit.")
    return _Chunk(kind, body, place, end + 4)


def _framed(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
