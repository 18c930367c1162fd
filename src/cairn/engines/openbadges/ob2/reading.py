"""What an Open Badges 2.0 badge leads to: the assertion, its badge class and its issuer, as they are served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from cairn.engines.openbadges import baking
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import (
    BadgeError,
    DocumentError,
    ProofError,
    UnresolvedKey,
    UnsupportedFile,
)
from cairn.engines.openbadges.jose import jws
from cairn.engines.openbadges.keys.dids import Fetch

Document = Mapping[str, Any]

_ASSERTION: Final = ("recipient", "badge", "issuedOn")
_BADGE_CLASS: Final = ("name", "description", "image", "criteria", "issuer")
_ISSUER: Final = ("name", "url", "email")
_SIGNED: Final = ("SignedBadge", "signed")


@dataclass(frozen=True, slots=True)
class Presented:
    """A badge as somebody holds it: what it says, the address it is hosted at, and the JWS it is signed as."""

    document: Document | None
    address: str
    token: jws.Jws | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The three documents of a badge. The issuer's is always as served."""

    assertion: Document
    badge_class: Document
    issuer: Document

    @property
    def issuer_id(self) -> str:
        return str(self.issuer["id"])

    @property
    def whole(self) -> Document:
        """The assertion with the other two written out in it."""
        return {**self.assertion, "badge": {**self.badge_class, "issuer": self.issuer}}


class Web:
    """What is served at addresses, got by the caller's `fetch`."""

    def __init__(self, fetch: Fetch | None) -> None:
        self._fetch = fetch

    def get(self, address: str) -> Document:
        """The JSON at an address; `UnresolvedKey` when it cannot be had in a way that proves anything."""
        if not address.startswith("https://"):
            raise UnresolvedKey(
                f"What stands at {address[:200]!r} is not served over https, so anybody on the way may change it."
            )
        if self._fetch is None:
            raise UnresolvedKey("Its issuer has to be asked on the network, which was not allowed here.")
        try:
            data = self._fetch(address)
        except Exception as error:  # whatever a caller's fetch raises means one thing: it is not known
            raise UnresolvedKey(f"What is served at {address[:200]} could not be fetched.") from error
        try:
            return strictjson.parse(data)
        except BadgeError as error:
            raise UnresolvedKey(f"What is served at {address[:200]} cannot be read: {error}") from error


def presented(credential: bytes | Document) -> tuple[baking.Carrier, Presented]:
    """Take a file or a document for a badge of this standard.

    Raises `BakingError`, `JsonError` or `ProofError` for what cannot be read, `UnsupportedFile` for a badge of
    another standard.
    """
    if isinstance(credential, Mapping):
        strictjson.measure(credential)
        return "json", _hosted(credential)
    carrier, kind, data = baking.read(credential)
    if kind == "ob2-signed":
        token = jws.read(data)
        said = strictjson.parse(token.payload)
        return carrier, Presented(said, str(said.get("id", "")), token)
    if kind == "ob2-hosted":
        address = data.strip()
        if address.startswith(b"http"):
            return carrier, Presented(None, address.decode(errors="replace"))
        return carrier, _hosted(strictjson.parse(data))
    raise UnsupportedFile("It is not an Open Badges 2.0 badge.")


def _hosted(said: Document) -> Presented:
    if verification(said).get("type") in _SIGNED:
        raise ProofError("It says that it is signed, but its signature is not with it.")
    return Presented(said, str(said.get("id", "")))


def served_assertion(found: Presented, web: Web) -> Document:
    """A hosted assertion as its issuer serves it (OB 2.0, Hosted Verification).

    Raises `ProofError` when the file says something else, `DocumentError` when another assertion is served,
    `UnresolvedKey` when it cannot be had.
    """
    served = web.get(found.address)
    if served.get("id") != found.address:
        raise DocumentError("What is served at its address is another badge.")
    if served.get("revoked") is not True and found.document is not None and dict(found.document) != served:
        raise ProofError(
            "The file says something else than its issuer does. Ask for the badge's current file."
        )
    return served


def chain(assertion: Document, web: Web) -> Chain:
    """The badge class and the issuer an assertion leads to.

    Raises `DocumentError` for what lacks a part the standard asks for, `UnresolvedKey` for what cannot be had.
    """
    _check(assertion, "assertion", ("Assertion",), _ASSERTION)
    badge = assertion["badge"]
    badge_class = badge if isinstance(badge, Mapping) else _served("badge class", badge, web)
    _check(badge_class, "badge class", ("BadgeClass",), _BADGE_CLASS)
    named = badge_class["issuer"]
    # An issuer written out within says of itself what it likes; only what is served at its address counts.
    issuer = _served("issuer", named.get("id") if isinstance(named, Mapping) else named, web)
    _check(issuer, "issuer", ("Issuer", "Profile"), _ISSUER)
    return Chain(assertion, badge_class, issuer)


def verification(document: Document) -> Document:
    """How a document says it is verified, by the name of 2.0 or of 1.1."""
    found = document.get("verification", document.get("verify"))
    return found if isinstance(found, Mapping) else {}


def in_scope(address: str, issuer: Document) -> bool:
    """Whether an issuer's assertions may be served at an address (OB 2.0, VerificationObject).

    By its own `startsWith` or `allowedOrigins`, and otherwise on its own host alone.
    """
    policy, parts = verification(issuer), urlsplit(address)
    starts = list(texts(policy.get("startsWith")))
    if starts:
        return any(address.startswith(start) and urlsplit(start).netloc == parts.netloc for start in starts)
    allowed = list(texts(policy.get("allowedOrigins"))) or [urlsplit(str(issuer["id"])).netloc]
    return parts.netloc in allowed or parts.hostname in allowed


def texts(value: object) -> Iterator[str]:
    """The texts of a member that may hold one or many, an object standing for its id."""
    for entry in value if isinstance(value, list) else [value]:
        named = entry.get("id") if isinstance(entry, Mapping) else entry
        if isinstance(named, str):
            yield named


def _served(what: str, address: object, web: Web) -> Document:
    if not isinstance(address, str):
        raise DocumentError(f"It does not name its {what} by an address.")
    served = web.get(address)
    if served.get("id") != address:
        raise DocumentError(f"What is served at {address[:200]} is not the {what} of this badge.")
    return served


def _check(document: Document, what: str, kinds: tuple[str, ...], needed: tuple[str, ...]) -> None:
    if not any(kind in kinds for kind in texts(document.get("type"))):
        raise DocumentError(f"The {what} does not say that it is one.")
    for name in needed:
        if not document.get(name):
            raise DocumentError(f"The {what} lacks {name!r}.")
