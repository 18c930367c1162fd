"""Images with badges in them that somebody tampered with. Of the judges here, only openbadgeslib reads images."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openbadgeslib.verify import verify_badge

from cairn.engines.openbadges import baking, verifying
from cairn.engines.openbadges.baking import png
from cairn.engines.openbadges.verifying.report import Report
from tests.conformance import tokens
from tests.conformance.issued import DID_PAGE, ISSUER, STRANGER, Presented, signed
from tests.conformance.judges import Answer
from tests.conformance.tampering import LIB
from tests.engines.openbadges.examples import NOW, SVG
from tests.engines.openbadges.test_baking import TINY_PNG

KEYWORD: Final = b"openbadgecredential"


@dataclass(frozen=True)
class Image:
    """One row: an image, what Cairn makes of it, and why openbadgeslib lets it pass, where it does."""

    name: str
    make: Callable[[], bytes]
    here: str = "invalid"
    passes: Mapping[str, str] = field(default_factory=dict)


def judged_here(image: bytes) -> Report:
    return verifying.verify(image, now=NOW, fetch=_web().net())


def judged_there(image: bytes) -> Answer:
    found = verify_badge(
        image, resolve_did=True, check_status=True, verify_status_list=False, download=_web().net()
    )
    return Answer(found.valid, "" if found.valid else found.reason or "not valid")


def _web() -> Presented:
    pages = {DID_PAGE: json.dumps(tokens.did_document()), **ISSUER.pages()}
    return Presented("", pages)


def as_text(document: Any) -> bytes:
    return json.dumps(document).encode()


def strangers() -> bytes:
    """A sound badge of somebody else, who has no list."""
    document = STRANGER.unsigned()
    del document["credentialStatus"]
    return as_text(STRANGER.signs(document))


def renamed() -> bytes:
    return as_text({**signed(), "name": "Doctor of Education"})


def itxt(text: bytes, *, packed: bool = False) -> bytes:
    body = KEYWORD + (b"\0\1\0\0\0" + zlib.compress(text) if packed else b"\0\0\0\0\0" + text)
    return chunk(b"iTXt", body)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def in_png(*chunks: bytes) -> bytes:
    """A small PNG with these chunks after its header."""
    place = len(png.SIGNATURE) + 25
    return TINY_PNG[:place] + b"".join(chunks) + TINY_PNG[place:]


def baked_png() -> bytes:
    return baking.bake_png(TINY_PNG, signed())


def baked_svg() -> bytes:
    return baking.bake_svg(SVG, signed())


def in_svg(*elements: bytes) -> bytes:
    """A small SVG with these elements first."""
    root = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
    return root + b"".join(elements) + b"<circle r='5'/></svg>"


def element(text: bytes, attributes: bytes = b"") -> bytes:
    start = b"<openbadges:credential" + attributes + b"><![CDATA["
    return start + text.replace(b"]]>", b"]]\\u003e") + b"]]></openbadges:credential>"


# Why openbadgeslib lets one pass.
TAKES_ONE: Final = "of several badges in one image it takes one"
PACKED: Final = "it unpacks text that Open Badges wants plain"
HALF: Final = "it stops reading an image where it has found a badge"
DEEP: Final = "it looks for a badge in every part of an image"
IMAGES: Final = (
    Image("PNG: the text changed", lambda: in_png(itxt(renamed()))),
    Image(
        "PNG: baked twice, a stranger's first",
        lambda: in_png(itxt(strangers()), itxt(as_text(signed()))),
        passes={LIB: TAKES_ONE},
    ),
    Image(
        "PNG: baked twice, a stranger's last",
        lambda: in_png(itxt(as_text(signed())), itxt(strangers())),
        passes={LIB: TAKES_ONE},
    ),
    Image(
        "PNG: baked twice, the same",
        lambda: in_png(itxt(as_text(signed())), itxt(as_text(signed()))),
        passes={LIB: TAKES_ONE},
    ),
    Image(
        "PNG: another in an older kind of text",
        lambda: in_png(chunk(b"tEXt", KEYWORD + b"\0" + strangers()), itxt(as_text(signed()))),
        passes={LIB: TAKES_ONE},
    ),
    Image("PNG: compressed", lambda: in_png(itxt(as_text(signed()), packed=True)), passes={LIB: PACKED}),
    Image("PNG: a checksum that does not fit", lambda: baked_png().replace(b"2031-11-20", b"2099-11-20")),
    Image("PNG: cut off", lambda: baked_png()[:-30], passes={LIB: HALF}),
    Image("PNG: after its end", lambda: TINY_PNG + itxt(as_text(signed()))),
    Image("SVG: the text changed", lambda: baked_svg().replace(b"2031-11-20", b"2099-11-20")),
    Image(
        "SVG: baked twice",
        lambda: in_svg(element(strangers()), element(as_text(signed()))),
        passes={LIB: TAKES_ONE},
    ),
    Image(
        "SVG: a JWT beside the text",
        lambda: in_svg(element(as_text(signed()), b" verify='" + tokens.token().encode() + b"'")),
        passes={LIB: TAKES_ONE},
    ),
    Image(
        "SVG: the text by an entity",
        lambda: b"<!DOCTYPE svg [<!ENTITY e 'x'>]>" + in_svg(element(as_text(signed()))),
    ),
    Image(
        "SVG: deep inside", lambda: in_svg(b"<g>" + element(as_text(signed())) + b"</g>"), passes={LIB: DEEP}
    ),
)
