"""A credential in an SVG: one element right after `<svg>` (OB 3.0, section 5.3.2).

JSON stands in CDATA, a JWT in the attribute `verify`. Open Badges 2.0 (Baking Specification 2.0) has an element
of its own, in which `verify` may also be the address of a hosted assertion. Read with expat directly: a document
type declaration is refused, and with it every entity and anything external.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from cairn.engines.openbadges.errors import BakingError


class Element(NamedTuple):
    """What carries a credential of one standard."""

    prefix: str
    namespace: str
    name: str

    @property
    def expanded(self) -> str:
        return f"{self.namespace} {self.name}"


CREDENTIAL: Final = Element("openbadges", "https://purl.imsglobal.org/ob/v3p0", "credential")
RECORD: Final = Element("clr", "https://purl.imsglobal.org/clr/v2p0", "credential")
ASSERTION: Final = Element("openbadges", "http://openbadges.org", "assertion")
NAMESPACE: Final = CREDENTIAL.namespace
MAX_BYTES: Final = 10_000_000
_MAX_DEPTH: Final = 256
_SVG: Final = "http://www.w3.org/2000/svg svg"
_CARRIERS: Final = {element.expanded: element for element in (CREDENTIAL, RECORD, ASSERTION)}
_NAMESPACES: Final = frozenset(element.namespace.encode() for element in _CARRIERS.values())
_START_TAG: Final = re.compile(rb"""<([^\s/>"'<]+)(?:[^"'<>/]|"[^"]*"|'[^']*'|/(?!>))*(/?)>""")
_ENCODING: Final = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def bake(image: bytes, credential: bytes, *, element: Element = CREDENTIAL, verify: str = "") -> bytes:
    """The image with the credential in it, in place of any it carried.

    `credential` is ASCII JSON, see `strictjson.dump`, or empty where `verify` says it all: a JWT, or the address
    of a hosted assertion. Raises `BakingError` for what is no sound SVG, or uses the
    element's name for something else.
    """
    image = _without_credentials(image)
    tag = _START_TAG.match(image, _Reading(image).root_at)
    if tag is None:
        raise BakingError("The start of the SVG image cannot be read.")
    name, closed = tag.groups()
    start = _declaring(tag.group()[: -2 if closed else -1], element)
    baked = start + b">" + _element(element, credential, verify)
    made = image[: tag.start()] + baked + (b"</" + name + b">" if closed else b"") + image[tag.end() :]
    unbake(made)  # an image that uses our name in a way not foreseen is refused here
    return made


def unbake(image: bytes) -> bytes:
    """The credential in the image: JSON, a JWT, or the address of a hosted assertion.

    Raises `BakingError` when there is not exactly one or the image is not sound.
    """
    found = _Reading(image).found
    if len(found) > 1:
        raise BakingError("The image carries more than one credential, so it is in doubt which one is meant.")
    if not found:
        raise BakingError("The image is an SVG without a credential in it. Ask for the badge's own file.")
    element, verify, text = found[0].element, found[0].verify.strip(), "".join(found[0].text).strip()
    if (
        element is ASSERTION
    ):  # a signed assertion may be repeated in readable form, which is not what was signed
        return (text if text and verify.startswith("http") else verify or text).encode()
    if verify and text:
        raise BakingError(
            "The image carries its credential in two forms, so it is in doubt which one is meant."
        )
    return (verify or text).encode()


def _element(element: Element, credential: bytes, verify: str) -> bytes:
    tag = f"{element.prefix}:{element.name}".encode()
    start = b"<" + tag + (f" verify={quoteattr(verify)}".encode() if verify else b"")
    if not credential:
        return start + b"/>"
    # In JSON `>` stands only inside strings, where it may be written as an escape; so CDATA cannot end early.
    safe = credential.replace(b"]]>", b"]]\\u003e")
    return start + b"><![CDATA[" + safe + b"]]></" + tag + b">"


def _declaring(start: bytes, element: Element) -> bytes:
    """The root's start tag, up to its end, with the element's prefix declared in it."""
    name, namespace = b"xmlns:" + element.prefix.encode(), element.namespace.encode()
    declared = re.search(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", start)
    if declared is None:
        tag = re.match(rb"<[^\s/>]+", start)
        at = tag.end() if tag else len(start)
        return start[:at] + b" " + name + b'="' + namespace + b'"' + start[at:]
    if (declared[1] or declared[2] or b"") not in _NAMESPACES:
        raise BakingError(f"The image uses the name {element.prefix} for something else already.")
    return start[: declared.start()] + b" " + name + b'="' + namespace + b'"' + start[declared.end() :]


def _without_credentials(image: bytes) -> bytes:
    kept, since = [], 0
    for found in _Reading(image).found:
        kept.append(image[since : found.start])
        since = found.end
    return b"".join([*kept, image[since:]])


def _check_encoding(image: bytes) -> None:
    """Only UTF-8, so that places in the bytes mean the same to the parser and to us."""
    declared = _ENCODING.match(image)
    try:
        image.decode()
    except UnicodeDecodeError as error:
        raise BakingError("The SVG image is not UTF-8 text.") from error
    if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise BakingError("The SVG image is not UTF-8 text.")


class _Found:
    """A credential that stands in the image: what it says, and from where to where it stands."""

    def __init__(self, element: Element, verify: str, start: int) -> None:
        self.element, self.verify, self.start, self.end = element, verify, start, start
        self.text: list[str] = []


class _Reading:
    """One pass over an SVG: where its root element begins, and the credentials that stand directly in it."""

    def __init__(self, image: bytes) -> None:
        if len(image) > MAX_BYTES:
            raise BakingError(f"The image is larger than {MAX_BYTES:,} bytes.")
        _check_encoding(image)
        self.root_at = -1
        self.found: list[_Found] = []
        self._image = image
        self._depth = 0
        self._within: _Found | None = None
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
        if self._within is not None:
            raise BakingError("The credential in the image holds markup; it must be JSON in CDATA.")
        if name in _CARRIERS:
            self._open_credential(_CARRIERS[name], attributes)

    def _open_credential(self, element: Element, attributes: dict[str, str]) -> None:
        if self._depth != 2:
            raise BakingError("The credential does not stand directly in the SVG image's root.")
        self._within = _Found(element, attributes.get("verify", ""), self._parser.CurrentByteIndex)
        self.found.append(self._within)

    def _end(self, _name: str) -> None:
        if self._within is not None:
            tag = _START_TAG.match(self._image, self._within.start)
            if tag is None:
                raise BakingError("The start of the credential in the image cannot be read.")
            # An empty element ends with its start tag, otherwise the parser stands at its end tag.
            ends = tag.end() if tag[2] else self._image.index(b">", self._parser.CurrentByteIndex) + 1
            self._within.end = ends
            self._within = None
        self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._within is not None:
            self._within.text.append(text)
