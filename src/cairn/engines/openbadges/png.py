"""A credential in a PNG: one uncompressed iTXt chunk `openbadgecredential` (OB 3.0, section 5.3.1).

The chunks are walked by hand (PNG, third edition, sections 5.3 and 11.3.3.4); nothing is decompressed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from cairn.engines.openbadges.errors import BakingError

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
KEYWORD: Final = b"openbadgecredential"
MAX_BYTES: Final = 20_000_000
_MAX_CHUNKS: Final = 50_000
_HEADER_BYTES: Final = 13


def bake(image: bytes, credential: bytes) -> bytes:
    """The image with the credential in it, right after its header.

    Raises `BakingError` for what is no sound PNG, or carries a credential already.
    """
    if find(image) is not None:
        raise BakingError("The image carries a credential already. Start from the plain image.")
    header_end = len(SIGNATURE) + 12 + _HEADER_BYTES
    # keyword, end, not compressed, method, no language, no translated keyword
    return image[:header_end] + _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + credential) + image[header_end:]


def unbake(image: bytes) -> bytes:
    """The credential in the image; `BakingError` when there is none or the image is not sound."""
    found = find(image)
    if found is None:
        raise BakingError("The image is a PNG without a credential in it. Ask for the badge's own file.")
    return found


def find(image: bytes) -> bytes | None:
    """The credential in the image, or None; `BakingError` when the image is not a sound PNG."""
    found: list[bytes] = []
    for kind, body in _chunks(image):
        if kind in (b"tEXt", b"zTXt") and body.partition(b"\0")[0] == KEYWORD:
            raise BakingError("The credential stands in the wrong kind of text chunk; it must be an iTXt.")
        if kind == b"iTXt" and body.partition(b"\0")[0] == KEYWORD:
            found.append(_text(body))
    if len(found) > 1:
        raise BakingError("The image carries more than one credential, so it is in doubt which one is meant.")
    return found[0] if found else None


def _text(body: bytes) -> bytes:
    rest = body[len(KEYWORD) + 1 :]
    if rest[:1] != b"\0":
        raise BakingError("The credential in the image is compressed, which Open Badges does not allow.")
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise BakingError("The text chunk of the image is cut off.")
    return parts[2]


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    if len(image) > MAX_BYTES:
        raise BakingError(f"The image is larger than {MAX_BYTES:,} bytes.")
    if not image.startswith(SIGNATURE):
        raise BakingError("The file is not a PNG image.")
    place, count, kind = len(SIGNATURE), 0, b""
    while kind != b"IEND":
        kind, body, place = _chunk_at(image, place)
        if (count == 0) != (kind == b"IHDR") or (kind == b"IHDR" and len(body) != _HEADER_BYTES):
            raise BakingError("The PNG image does not begin with one header.")
        count += 1
        if count > _MAX_CHUNKS:
            raise BakingError("The PNG image is made of too many pieces.")
        yield kind, body
    if place != len(image):
        raise BakingError("Something follows the end of the PNG image.")


def _chunk_at(image: bytes, place: int) -> tuple[bytes, bytes, int]:
    """Kind and body of the chunk at a place, and where the next begins."""
    if place + 12 > len(image):
        raise BakingError("The PNG image is cut off.")
    length, kind = struct.unpack_from(">I4s", image, place)
    end = place + 8 + length
    if end + 4 > len(image):
        raise BakingError("The PNG image is cut off.")
    body = image[place + 8 : end]
    if struct.unpack_from(">I", image, end)[0] != zlib.crc32(kind + body):
        raise BakingError("The PNG image is damaged: a checksum does not fit.")
    return kind, body, end + 4


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
