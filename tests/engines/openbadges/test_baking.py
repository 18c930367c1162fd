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

from cairn.engines.openbadges import baking
from cairn.engines.openbadges.baking import png, svg
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
        (png.SIGNATURE + HEADER + ITXT + chunk(b"tEXt", b"openbadges\0{}") + END, "more than one"),
        (png.SIGNATURE + HEADER + chunk(b"zTXt", b"openbadges\0\0x") + END, "wrong kind"),
        (png.SIGNATURE + HEADER + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0x") + END, "compressed"),
        (png.SIGNATURE + HEADER + chunk(b"iTXt", b"openbadgecredential\0\0\0x") + END, "cut off"),
        (png.SIGNATURE + HEADER + chunk(b"iTXt", b"openbadgecredential") + END, "compressed"),
        (png.SIGNATURE + HEADER + chunk(b"tEXt", b"openbadgecredential\0{}") + END, "wrong kind"),
        (png.SIGNATURE + HEADER + chunk(b"tIME", b"") * 50_001 + END, "too many pieces"),
        (png.SIGNATURE + bytes(png.MAX_BYTES), "larger than"),
    ],
    ids=range(21),
)
def test_a_png_that_is_not_sound_gets_a_clear_answer(image: bytes, said: str) -> None:
    with pytest.raises(BakingError, match=said):
        png.unbake(image)


NS = b'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
INNER = b"<openbadges:credential>{}</openbadges:credential>"
VERIFY = b'<openbadges:credential verify="a.b.c"/>'


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
        (b"<svg " + NS + b">" + VERIFY + INNER + b"</svg>", "more than one"),
        (
            b"<svg " + NS + b">" + VERIFY.replace(b"/>", b">{}</openbadges:credential>") + b"</svg>",
            "two forms",
        ),
        (b"<svg " + NS + b"><g>" + INNER + b"</g></svg>", "directly"),
        (b"<svg " + NS + b"><openbadges:credential><a/></openbadges:credential></svg>", "markup"),
        (b"<svg " + NS + b">" + b"<g>" * 300 + b"</g>" * 300 + b"</svg>", "too deeply"),
        (b"<svg>" + bytes(svg.MAX_BYTES), "larger than"),
    ],
    ids=range(16),
)
def test_an_svg_that_is_not_sound_gets_a_clear_answer(image: bytes, said: str) -> None:
    with pytest.raises(BakingError, match=said):
        svg.unbake(image)


JWT = "eyJhbGciOiJFUzI1NiJ9.eyJ0eXBlIjpbIk9wZW5CYWRnZUNyZWRlbnRpYWwiXX0.AAAA"
JWS = "eyJhbGciOiJSUzI1NiJ9.eyJ0eXBlIjoiQXNzZXJ0aW9uIiwiYmFkZ2UiOiJ1cm46eCJ9.AAAA"
ASSERTION = {"id": "https://e.org/a?x=1&y=2", "type": "Assertion", "badge": "https://e.org/b"}
KINDS: list[tuple[str, dict[str, Any] | str]] = [
    ("ob3-json", {"type": ["VerifiableCredential", "OpenBadgeCredential"]}),
    ("ob3-jwt", JWT),
    ("clr-json", {"type": ["VerifiableCredential", "ClrCredential"]}),
    ("ob2-hosted", ASSERTION),
    ("ob2-hosted", "https://e.org/a?x=1&y=2"),
    ("ob2-signed", JWS),
]


@pytest.mark.parametrize(("kind", "credential"), KINDS, ids=range(len(KINDS)))
def test_each_kind_is_found_again_and_replaces_what_an_image_carried(
    plain_png: bytes, kind: str, credential: dict[str, Any] | str
) -> None:
    text = credential if isinstance(credential, str) else json.dumps(credential, separators=(",", ":"))
    for carrier, once, plain in (
        ("png", baking.bake_png(plain_png, credential), plain_png),
        ("svg", baking.bake_svg(SVG, credential), SVG),
    ):
        assert baking.read(once) == (carrier, kind, text.encode())
        bake = baking.bake_png if carrier == "png" else baking.bake_svg
        for _, earlier in KINDS:
            again = bake(bake(plain, earlier), credential)
            assert baking.read(again) == (carrier, kind, text.encode())
        if carrier == "png":
            assert again == once
    assert baking.read(text.encode()).kind == kind


def test_a_jwt_stands_in_an_attribute_and_a_hosted_assertion_beside_its_address() -> None:
    def first(image: bytes) -> tuple[str, dict[str, str], str | None]:
        element = next(iter(ElementTree.fromstring(image)))
        return element.tag, element.attrib, element.text

    three, two = "{https://purl.imsglobal.org/ob/v3p0}credential", "{http://openbadges.org}assertion"
    assert first(baking.bake_svg(SVG, JWT)) == (three, {"verify": JWT}, None)
    tag, attributes, text = first(baking.bake_svg(SVG, ASSERTION))
    assert (tag, attributes, json.loads(text or "")) == (two, {"verify": ASSERTION["id"]}, ASSERTION)


def test_an_assertion_in_a_text_chunk_of_old_is_found() -> None:
    old = chunk(b"tEXt", b"openbadges\0https://e.org/a")
    found = baking.read(png.SIGNATURE + HEADER + old + DATA + END)
    assert found == ("png", "ob2-hosted", b"https://e.org/a")


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
