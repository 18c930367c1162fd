"""Credentials in pictures: the picture stays what it was, and hostile pictures get a clear answer."""

from __future__ import annotations

import io
import json
import struct
import zlib
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from cairn.engines.openbadges import baking, png, svg
from cairn.engines.openbadges.errors import BakingError
from tests.engines.openbadges.examples import SVG

CREDENTIAL = b'{"id":"urn:x:y"}'


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
DATA = chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND", b"")
ITXT = chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + CREDENTIAL)
STARTS = [b"", png.SIGNATURE, png.SIGNATURE + HEADER, b"<svg ", b"<?xml ", SVG[:150]]
TINY_PNG = png.SIGNATURE + HEADER + DATA + END


texts = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(st.dictionaries(texts, texts, max_size=4))
def test_what_was_baked_is_unbaked(document: dict[str, str]) -> None:
    for carrier, image in (
        ("png", baking.bake_png(TINY_PNG, document)),
        ("svg", baking.bake_svg(SVG, document)),
    ):
        kind, data = baking.unbake(image)
        assert (kind, json.loads(data)) == (carrier, document)


def test_a_baked_png_has_one_plain_itxt_and_the_same_pixels(plain_png: bytes) -> None:
    image = baking.bake_png(plain_png, {"id": "urn:x:y"})
    with Picture.open(io.BytesIO(image)) as baked, Picture.open(io.BytesIO(plain_png)) as plain:
        baked.load()
        assert baked.tobytes() == plain.tobytes()
        assert dict(baked.info) == {**plain.info, "openbadgecredential": '{"id":"urn:x:y"}'}
    assert image.replace(ITXT, b"") == plain_png


def test_a_baked_svg_carries_the_credential_first_and_is_otherwise_the_same() -> None:
    root = ElementTree.fromstring(baking.bake_svg(SVG, {"id": "]]> & <"}))
    first, *rest = list(root)
    assert first.tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert json.loads(first.text or "") == {"id": "]]> & <"}
    assert [element.tag for element in rest] == ["{http://www.w3.org/2000/svg}circle"]
    assert root.attrib == {"viewBox": "0 0 10 10", "aria-label": "a > b"}


@pytest.mark.parametrize(
    "image",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<svg xmlns='http://www.w3.org/2000/svg' />",
        b"\xef\xbb\xbf<!-- <svg> --><s:svg\n xmlns:s='http://www.w3.org/2000/svg' d='/>'\n></s:svg>",
        b"<?xml version='1.0'?><?pi <svg> ?>\n<svg xmlns='http://www.w3.org/2000/svg'>text</svg>",
    ],
)
def test_svgs_written_in_many_ways_take_a_credential(image: bytes) -> None:
    assert svg.unbake(svg.bake(image, CREDENTIAL)) == CREDENTIAL


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (b"", "not a PNG"),
        (b"\xff\xd8\xff\xe0 a photo", "not a PNG"),
        (png.SIGNATURE, "cut off"),
        (png.SIGNATURE + HEADER, "cut off"),
        (png.SIGNATURE + HEADER + b"\xff\xff\xff\xffIDAT", "cut off"),
        (png.SIGNATURE + HEADER + b"\xff\xff\xff\xffIDATxxxxxxxxx", "cut off"),
        (png.SIGNATURE + DATA + END, "begin with one header"),
        (png.SIGNATURE + HEADER + HEADER + END, "begin with one header"),
        (png.SIGNATURE + chunk(b"IHDR", b"short") + END, "begin with one header"),
        (TINY_PNG[:-1] + b"x", "checksum"),
        (TINY_PNG + b"more", "follows the end"),
        (TINY_PNG, "without a credential"),
        (png.SIGNATURE + HEADER + ITXT + ITXT + END, "more than one"),
        (png.SIGNATURE + HEADER + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0x") + END, "compressed"),
        (png.SIGNATURE + HEADER + chunk(b"iTXt", b"openbadgecredential\0\0\0x") + END, "cut off"),
        (png.SIGNATURE + HEADER + chunk(b"iTXt", b"openbadgecredential") + END, "compressed"),
        (png.SIGNATURE + HEADER + chunk(b"tEXt", b"openbadgecredential\0{}") + END, "wrong kind"),
        (png.SIGNATURE + HEADER + chunk(b"tIME", b"") * 50_001 + END, "too many pieces"),
        (png.SIGNATURE + bytes(png.MAX_BYTES), "larger than"),
    ],
    ids=range(19),
)
def test_a_png_that_is_not_sound_gets_a_clear_answer(image: bytes, said: str) -> None:
    with pytest.raises(BakingError, match=said):
        png.unbake(image)


NS = b'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
INNER = b"<openbadges:credential>{}</openbadges:credential>"


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (b"", "not a sound SVG"),
        (b"<svg", "not a sound SVG"),
        (b"<html/>", "not an SVG"),
        (b"<svg/>", "not an SVG"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "document type",
        ),
        (
            b'<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg"/>',
            "document type",
        ),
        (b'<?xml version="1.0" encoding="UTF-16"?><svg/>', "not UTF-8"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"), "not UTF-8"),
        (b"<svg " + NS + b"/>", "without a credential"),
        (b"<svg " + NS + b">" + INNER * 2 + b"</svg>", "more than one"),
        (b"<svg " + NS + b"><g>" + INNER + b"</g></svg>", "directly"),
        (b"<svg " + NS + b"><openbadges:credential><a/></openbadges:credential></svg>", "markup"),
        (b"<svg " + NS + b">" + b"<g>" * 300 + b"</g>" * 300 + b"</svg>", "too deeply"),
        (b"<svg>" + bytes(svg.MAX_BYTES), "larger than"),
    ],
    ids=range(14),
)
def test_an_svg_that_is_not_sound_gets_a_clear_answer(image: bytes, said: str) -> None:
    with pytest.raises(BakingError, match=said):
        svg.unbake(image)


def test_baking_twice_is_refused(plain_png: bytes) -> None:
    once = baking.bake_png(plain_png, {"id": "urn:x:y"})
    with pytest.raises(BakingError, match="already"):
        baking.bake_png(once, {"id": "urn:x:y"})
    once = baking.bake_svg(SVG, {"id": "urn:x:y"})
    with pytest.raises(BakingError, match="already"):
        baking.bake_svg(once, {"id": "urn:x:y"})


def test_an_svg_that_uses_our_name_for_something_else_is_refused() -> None:
    image = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="urn:else"/>'
    with pytest.raises(BakingError, match="something else"):
        baking.bake_svg(image, {})


@settings(deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", png.SIGNATURE, png.SIGNATURE + HEADER, b"<svg ", b"<?xml ", SVG[:150]]),
)
def test_any_bytes_get_an_answer(data: bytes, start: bytes) -> None:
    def answer(image: bytes) -> Any:
        try:
            return baking.unbake(image)
        except BakingError as refused:
            return str(refused)

    assert answer(start + data)
