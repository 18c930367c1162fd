"""From an issuer's own document to an entry of a register, and what was handed in to the pages it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import BadgeError, DocumentError
from cairn.engines.openbadges.keys import dids, methods
from cairn.engines.openbadges.trust.grounds import KnownIssuer, PinnedKey

_LONGEST: Final = 200


def entry_from(data: bytes, *, name: str, source: str, at: datetime) -> KnownIssuer:
    """An issuer's document, a DID document or a profile that lists its keys, as an entry pinned `at` an instant.

    Raises `JsonError`, `DocumentError` or `KeyFormatError` for a document that lists no keys for issuing.
    """
    document = strictjson.parse(data)
    issuer = document.get("id")
    if not isinstance(issuer, str) or not issuer.startswith(("did:", "https://")):
        raise DocumentError("The document does not say whose it is: it has no id.")
    found = list(methods.for_issuing(document, issuer))
    if not found:
        raise DocumentError("The document lists no keys for issuing credentials that can be read here.")
    keys = (PinnedKey(one.id, one.key, until=one.expires, revoked=one.revoked) for one in found)
    return KnownIssuer(issuer, name or _called(document, issuer), tuple(keys), at, source)


def _called(document: Mapping[str, Any], issuer: str) -> str:
    """What a document calls its issuer; a DID document has no name, so its identifier serves."""
    name = document.get("name")
    return name[:_LONGEST] if isinstance(name, str) and name.strip() else issuer[:_LONGEST]


def page_of(issuer: str) -> str:
    """The address at which an issuer serves its document; `KeyFormatError` when it has none."""
    return issuer if issuer.startswith("https://") else dids.did_web_address(issuer)


def pages_for(files: Iterable[bytes]) -> dict[str, bytes]:
    """Issuers' documents and status lists that were handed in, by the addresses at which they would be served.

    Raises `BadgeError` for a file that does not say what it is.
    """
    pages = {}
    for data in files:
        identifier = strictjson.parse(data).get("id")
        if not isinstance(identifier, str):
            raise DocumentError("The file does not say where it belongs: it has no id.")
        try:
            address = identifier if identifier.startswith("http://") else page_of(identifier)
        except BadgeError as error:
            raise DocumentError(f"{identifier[:120]!r} is no address that a page is served at.") from error
        pages[address] = data
    return pages
