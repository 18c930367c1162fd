"""A credential in an SVG: one `<openbadges:credential>` right after `<svg>`, JSON in CDATA (OB 3.0, section
5.3.2).

Read with expat directly. A document type declaration is refused, and with it every entity and anything
external.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from cairn.engines.openbadges.errors import BakingError, UnsupportedFile

NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
MAX_BYTES: Final = 10_000_000
_MAX_DEPTH: Final = 256
_SVG: Final = "http://www.w3.org/2000/svg svg"
_CREDENTIAL: Final = f"{NAMESPACE} credential"
_START_TAG: Final = re.compile(rb"""<([^\s/>"'<]+)(?:[^"'<>/]|"[^"]*"|'[^']*'|/(?!>))*(/?)>""")
_ENCODING: Final = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def bake(image: bytes, credential: bytes) -> bytes:
    """The image with the credential in it. `credential` is ASCII JSON, see `strictjson.dump`.

    Raises `BakingError` for what is no sound SVG, or carries a credential already.
    """
    reading = _Reading(image)
    if reading.credentials:
        raise BakingError("The image carries a credential already. Start from the plain image.")
    tag = _START_TAG.match(image, reading.root_at)
    if tag is None:
        raise BakingError("The start of the SVG image cannot be read.")
    if b"xmlns:openbadges" in tag.group():
        raise BakingError("The image uses the name openbadges for something else already.")
    # In JSON `>` stands only inside strings, where it may be written as an escape; so CDATA cannot end early.
    safe = credential.replace(b"]]>", b"]]\\u003e")
    element = b"<openbadges:credential><![CDATA[" + safe + b"]]></openbadges:credential>"
    name, closed = tag.groups()
    start = image[: tag.end(1)] + b' xmlns:openbadges="' + NAMESPACE.encode() + b'"'
    if closed:
        inner = image[tag.end(1) : tag.end() - 2] + b">" + element + b"</" + name + b">"
    else:
        inner = image[tag.end(1) : tag.end()] + element
    return start + inner + image[tag.end() :]


def unbake(image: bytes) -> bytes:
    """The credential in the image; `BakingError` when there is none or the image is not sound."""
    reading = _Reading(image)
    if len(reading.credentials) > 1:
        raise BakingError("The image carries more than one credential, so it is in doubt which one is meant.")
    if not reading.credentials:
        raise BakingError("The image is an SVG without a credential in it. Ask for the badge's own file.")
    return reading.credentials[0].strip().encode()


def _check_encoding(image: bytes) -> None:
    """Only UTF-8, so that places in the bytes mean the same to the parser and to us."""
    declared = _ENCODING.match(image)
    try:
        image.decode()
    except UnicodeDecodeError as error:
        raise BakingError("The SVG image is not UTF-8 text.") from error
    if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise BakingError("The SVG image is not UTF-8 text.")


class _Reading:
    """One pass over an SVG: where its root element begins, and the credentials that stand directly in it."""

    def __init__(self, image: bytes) -> None:
        if len(image) > MAX_BYTES:
            raise BakingError(f"The image is larger than {MAX_BYTES:,} bytes.")
        _check_encoding(image)
        self.root_at = -1
        self.credentials: list[str] = []
        self._depth = 0
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        try:
            self._parser.Parse(image, True)
        except expat.ExpatError as error:
            raise BakingError(f"The file is not a sound SVG image: {error}.") from error

    def _doctype(self, *_: object) -> None:
        raise BakingError(
            "The SVG image declares a document type, which may hide other content; it is refused."
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            if name != _SVG:
                raise BakingError("The file is XML, but not an SVG image.")
            self.root_at = self._parser.CurrentByteIndex
        if self._depth > _MAX_DEPTH:
            raise BakingError("The SVG image is nested too deeply.")
        if self._text is not None:
            raise BakingError("The credential in the image holds markup; it must be JSON in CDATA.")
        if name == _CREDENTIAL:
            self._open_credential(attributes)

    def _open_credential(self, attributes: dict[str, str]) -> None:
        if self._depth != 2:
            raise BakingError("The credential does not stand directly in the SVG image's root.")
        if "verify" in attributes:
            raise UnsupportedFile("The image carries its badge as a JWT, which cannot be checked here.")
        self._text = []

    def _end(self, _name: str) -> None:
        if self._depth == 2 and self._text is not None:
            self.credentials.append("".join(self._text))
            self._text = None
        self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
