"""The picture of a badge from elsewhere, drawn anew: no byte of a stranger's picture is ever served."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cairn.adapters.media import MediaProblem, emblem
from cairn.engines.openbadges import baking
from cairn.workflows.foreign.reading import Document, images_in

LARGEST: Final = 2_000_000
_WITHIN: Final = ("data:image/png;base64,", "data:image/svg+xml;base64,", "data:image/jpeg;base64,")


def picture_of(data: bytes, document: Document) -> bytes:
    """A small PNG of the picture that a badge came in or holds; empty where it has none that can be drawn."""
    if baking.carrier_of(data) in ("png", "svg"):
        return _drawn(data)
    return picture_in(document)


def picture_in(document: Document) -> bytes:
    """A small PNG of the picture that a badge's document holds; empty where it only names one elsewhere."""
    return next((drawn for held in _held(document) if (drawn := _drawn(held))), b"")


def _held(document: Document) -> Iterator[bytes]:
    for image in images_in(document):
        address = image.get("id") if isinstance(image, Mapping) else image
        if isinstance(address, str) and len(address) <= LARGEST and address.startswith(_WITHIN):
            try:
                yield b64decode(address.partition(",")[2], validate=True)
            except (binascii.Error, ValueError):
                continue


def _drawn(data: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "came"), Path(folder, "drawn")
        source.write_bytes(data)
        try:
            emblem(source, target)
        except MediaProblem:
            return b""  # the badge is no worse for it
        return target.read_bytes()
