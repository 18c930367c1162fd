"""Credentials in pictures and files: writing them, and finding out what a file is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from cairn.engines.openbadges import jws, png, strictjson, svg

Carrier = Literal["json", "jwt", "png", "svg"]

MEDIA_TYPE: Final = "application/vc+ld+json"


def to_json(document: Mapping[str, Any]) -> bytes:
    """A signed credential as the bytes of its file."""
    return strictjson.dump(dict(document))


def bake_png(image: bytes, document: Mapping[str, Any]) -> bytes:
    """A PNG image with a signed credential in it; `BakingError` when the image cannot take it."""
    return png.bake(image, strictjson.dump(dict(document)))


def bake_svg(image: bytes, document: Mapping[str, Any]) -> bytes:
    """An SVG image with a signed credential in it; `BakingError` when the image cannot take it."""
    return svg.bake(image, strictjson.dump(dict(document), ascii_only=True))


def carrier_of(data: bytes) -> Carrier:
    """What kind of file this is meant to be, by its first bytes; JSON when it is neither image nor JWT."""
    if data.startswith((png.SIGNATURE[:4], b"\xff\xd8")):
        return "png"
    if data[:256].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "svg"
    return "jwt" if jws.looks_like(data) else "json"


def unbake(data: bytes) -> tuple[Carrier, bytes]:
    """What kind of file this is and the credential in it, as JSON or as a JWT.

    Raises `BakingError` for an image without one.
    """
    carrier = carrier_of(data)
    if carrier == "png":
        data = png.unbake(data)
    elif carrier == "svg":
        data = svg.unbake(data)
    return carrier, data
