"""Credentials in pictures and files: writing them, and finding out what a file is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from cairn.engines.openbadges.baking import png, svg
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.jose import jws

Carrier = Literal["json", "jwt", "png", "svg"]
Kind = Literal["ob3-json", "ob3-jwt", "clr-json", "clr-jwt", "ob2-hosted", "ob2-signed"]
"""Of which standard a credential is, and how it is secured. What tells of nothing else is taken for Open
Badges 3.0, whose verifier then says what is wrong with it.
"""

MEDIA_TYPE: Final = "application/vc+ld+json"

_PLACES: Final = {
    "ob3": (png.CREDENTIAL, svg.CREDENTIAL),
    "clr": (png.RECORD, svg.RECORD),
    "ob2": (png.ASSERTION, svg.ASSERTION),
}


class Unbaked(NamedTuple):
    """What a file carries: what kind of file it is, what kind of credential, and the credential's own bytes.

    The bytes are JSON, a JWT or JWS, or the address of a hosted Open Badges 2.0 assertion.
    """

    carrier: Carrier
    kind: Kind
    data: bytes


def to_json(document: Mapping[str, Any]) -> bytes:
    """A signed credential as the bytes of its file."""
    return strictjson.dump(dict(document))


def bake_png(image: bytes, credential: Mapping[str, Any] | str) -> bytes:
    """A PNG image with a credential in it: a document, or a JWT or JWS as text. One it carried is replaced.

    Raises `BakingError` when the image cannot take it.
    """
    text = credential.encode() if isinstance(credential, str) else strictjson.dump(dict(credential))
    keyword, _ = _PLACES[_standard(kind_of(text))]
    return png.bake(image, text, keyword=keyword)


def bake_svg(image: bytes, credential: Mapping[str, Any] | str) -> bytes:
    """An SVG image with a credential in it: a document, or a JWT or JWS as text. One it carried is replaced.

    Raises `BakingError` when the image cannot take it.
    """
    if isinstance(credential, str):
        _, element = _PLACES[_standard(kind_of(credential.encode()))]
        return svg.bake(image, b"", element=element, verify=credential)
    text = strictjson.dump(dict(credential), ascii_only=True)
    standard = _standard(kind_of(text))
    # Readers of Open Badges 2.0 find a hosted assertion by the address in the attribute.
    address = str(credential.get("id", "")) if standard == "ob2" else ""
    return svg.bake(image, text, element=_PLACES[standard][1], verify=address)


def carrier_of(data: bytes) -> Carrier:
    """What kind of file this is meant to be, by its first bytes; JSON when it is neither image nor JWT."""
    if data.startswith((png.SIGNATURE[:4], b"\xff\xd8")):
        return "png"
    if data[:256].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "svg"
    return "jwt" if jws.looks_like(data) else "json"


def kind_of(credential: bytes) -> Kind:
    """What kind of credential some bytes are, by what they say of themselves. Nothing of it is checked."""
    if credential.lstrip().startswith((b"https://", b"http://")):
        return "ob2-hosted"
    signed = jws.looks_like(credential)
    try:
        said = strictjson.parse(jws.read(credential).payload if signed else credential)
    except BadgeError:  # whoever judges it says so with the right words
        return "ob3-jwt" if signed else "ob3-json"
    types = said.get("type")
    named = types if isinstance(types, list) else [types]
    if "ClrCredential" in named:
        return "clr-jwt" if signed else "clr-json"
    if "credentialSubject" not in said and ("Assertion" in named or "badge" in said):
        return "ob2-signed" if signed else "ob2-hosted"
    return "ob3-jwt" if signed else "ob3-json"


def read(data: bytes) -> Unbaked:
    """What a file is and what it carries.

    Raises `BakingError` for an image that is not sound, or does not carry exactly one credential.
    """
    carrier = carrier_of(data)
    if carrier == "png":
        data = png.unbake(data)
    elif carrier == "svg":
        data = svg.unbake(data)
    return Unbaked(carrier, kind_of(data), data)


def unbake(data: bytes) -> tuple[Carrier, bytes]:
    """The same without the kind, for whoever looks at the credential anyway."""
    found = read(data)
    return found.carrier, found.data


def _standard(kind: Kind) -> str:
    return kind.partition("-")[0]
