"""Strategies that spoil what was sound: documents, texts, images, status lists."""

from __future__ import annotations

import copy
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cairn.engines.openbadges.baking import png
from tests.engines.openbadges.changing import Path, leaves, objects, reached

# `FUZZ=20000 ./dev test tests/engines/openbadges/test_fuzzing.py` looks longer, and each time elsewhere.
LONGER = int(os.environ.get("FUZZ", "0"))

KEYWORDS = ["@id", "@type", "@graph", "@included", "@reverse", "@context", "@value", "@list", "@set", "@nest"]
TERMS = [
    *("id", "type", "name", "description", "issuer", "validFrom", "validUntil", "credentialStatus", "proof"),
    *("credentialSubject", "achievement", "evidence", "image", "endorsement", "result", "identifier"),
    "https://schema.org/name",
    "https://www.w3.org/2018/credentials#validUntil",
    "cred:credentialStatus",
]

plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(TERMS + KEYWORDS),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(TERMS + KEYWORDS) | st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


def fuzz(examples: int) -> Callable[[Any], Any]:
    """Settings of a fuzz test: few and always the same mutants, or as many as asked for."""
    return settings(
        max_examples=LONGER or examples,
        derandomize=not LONGER,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def spoiled(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """The document with one to three places spoiled; now and then nothing has changed."""
    made = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        draw(st.sampled_from([_another_value, _left_out, _moved, _added, _renamed, _wrapped]))(draw, made)
    return made


def _place(draw: st.DrawFn, document: dict[str, Any], paths: list[Path]) -> tuple[Any, Any]:
    """What holds one of the places, and the key or index of it there."""
    path = draw(st.sampled_from(paths))
    return reached(document, path[:-1]), path[-1]


def _members(document: dict[str, Any]) -> list[Path]:
    inner = [path for path in objects(document) if path]
    return [*leaves(document), *inner, *((key,) for key in document)] or [("id",)]


def _a_part(draw: st.DrawFn, document: dict[str, Any]) -> Any:
    """A copy of any part of the document, or something made up."""
    paths = [*leaves(document), *objects(document)]
    part = (
        st.sampled_from(paths).map(lambda path: copy.deepcopy(reached(document, path)))
        if paths
        else st.nothing()
    )
    return draw(part | plain_values)


def _another_value(draw: st.DrawFn, document: dict[str, Any]) -> None:
    place, key = _place(draw, document, _members(document))
    if isinstance(place, list) or key in place:
        place[key] = _a_part(draw, document)


def _left_out(draw: st.DrawFn, document: dict[str, Any]) -> None:
    place, key = _place(draw, document, _members(document))
    if isinstance(place, list) or key in place:
        del place[key]


def _moved(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """A member or item goes to another place of the document."""
    place, key = _place(draw, document, _members(document))
    if isinstance(place, list) or key in place:
        part = place.pop(key)
        reached(document, draw(st.sampled_from(list(objects(document)))))[draw(st.sampled_from(TERMS))] = part


def _added(draw: st.DrawFn, document: dict[str, Any]) -> None:
    target = reached(document, draw(st.sampled_from(list(objects(document)))))
    target[draw(st.sampled_from(TERMS + KEYWORDS))] = _a_part(draw, document)


def _renamed(draw: st.DrawFn, document: dict[str, Any]) -> None:
    target = reached(document, draw(st.sampled_from(list(objects(document)))))
    if target:
        target[draw(st.sampled_from(TERMS + KEYWORDS))] = target.pop(draw(st.sampled_from(sorted(target))))


def _wrapped(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """One as a set of one, a set of one as one: much the same to JSON-LD."""
    place, key = _place(draw, document, _members(document))
    if isinstance(place, list) or key in place:
        value = place[key]
        choices = [[value], [value, value], {"@set": [value]}, {"@graph": [value]}, {"@value": value}]
        place[key] = draw(
            st.sampled_from([*choices, value[0] if isinstance(value, list) and value else value])
        )


@st.composite
def garbled(draw: st.DrawFn, data: bytes, pieces: list[bytes]) -> bytes:
    """Bytes with one to three cuts, repetitions, exchanges or insertions of the pieces."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 400)))
        piece = draw(st.sampled_from([b"", data[start:end] * 2, *pieces]) | st.binary(max_size=3))
        data = data[:start] + piece + data[end:]
    return data


@st.composite
def rechunked(draw: st.DrawFn, image: bytes) -> bytes:
    """A PNG whose chunks were cut, doubled, exchanged, renamed or garbled, with checksums that fit again."""
    chunks: list[list[Any]] = [list(chunk) for chunk in _chunks(image)]
    for _ in range(draw(st.integers(1, 3))):
        index = draw(st.integers(0, len(chunks) - 1))
        change = draw(st.sampled_from(["out", "double", "kind", "body", "first", "last"]))
        chunk: list[Any] = list(chunks[index])
        if change in ("out", "first", "last") and len(chunks) > 1:
            del chunks[index]
        if change == "kind":
            chunks[index][0] = draw(st.sampled_from([b"iTXt", b"tEXt", b"zTXt", b"IDAT", b"IEND", b"IHDR"]))
        elif change == "body":
            chunks[index][1] = draw(garbled(chunk[1], [b"\0", b"openbadgecredential\0\0\0\0\0"]))
        elif change in ("double", "first", "last"):
            chunks.insert({"double": index, "first": 0, "last": len(chunks)}[change], chunk)
    return png.SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(png.SIGNATURE)
    while place < len(image):
        length, kind = struct.unpack_from(">I4s", image, place)
        yield kind, image[place + 8 : place + 8 + length]
        place += 12 + length
