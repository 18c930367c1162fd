"""What goes along so that a badge can be checked when its issuer is gone: documents and lists as they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cairn.engines.archive import Known
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import read_instant
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.trust import pinning
from cairn.workflows import verifying

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page and since when it is known to say what it says."""

    data: bytes
    known_at: datetime


class Bundle:
    """The pages that credentials point at: our own as they are served now, others as they were when they came."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self.issuers: dict[str, tuple[Known, bytes]] = {}
        self.lists: dict[str, tuple[Known, bytes]] = {}

    def add(self, document: Document, pages: Mapping[str, Page]) -> None:
        """Take what is known for one credential. `pages`, by address, came along with it."""
        issuer = issuer_id(document) or ""
        for address in _issuers_page(issuer):
            self._take(self.issuers, issuer, address, pages, "issuers", _name_of(document))
        for address in _status_lists(document):
            self._take(self.lists, address, address, pages, "status", "")

    def _take(
        self,
        kept: dict[str, tuple[Known, bytes]],
        identity: str,
        address: str,
        pages: Mapping[str, Page],
        folder: str,
        name: str,
    ) -> None:
        if identity not in kept and (page := self._page(address, pages)) is not None:
            path = f"data/{folder}/{len(kept) + 1:03}.json"
            known_at = min(page.known_at, signed_at(page.data) or page.known_at)
            known = Known(id=identity, path=path, known_at=known_at.isoformat(), name=name[:300])
            kept[identity] = (known, page.data)

    def _page(self, address: str, pages: Mapping[str, Page]) -> Page | None:
        try:
            return Page(verifying.served(address, self._at), self._at)
        except LookupError:
            return pages.get(address)


def signed_at(data: bytes) -> datetime | None:
    """When a page says that it was signed: a list that came along may be older than its coming."""
    try:
        found = strictjson.parse(data).get("proof", [])
    except BadgeError:
        return None
    dates = (
        read_instant(one.get("created"))
        for one in (found if isinstance(found, list) else [found])
        if isinstance(one, Mapping)
    )
    return min((date for date in dates if date is not None), default=None)


def _issuers_page(issuer: str) -> Iterator[str]:
    """Where an issuer serves its document; one that is its own key has none."""
    try:
        yield pinning.page_of(issuer)
    except BadgeError:
        return


def _status_lists(document: Document) -> Iterator[str]:
    found = document.get("credentialStatus", [])
    for entry in found if isinstance(found, list) else [found]:
        address = entry.get("statusListCredential") if isinstance(entry, Mapping) else None
        if isinstance(address, str):
            yield address


def _name_of(document: Document) -> str:
    issuer = document.get("issuer")
    name = issuer.get("name") if isinstance(issuer, Mapping) else None
    return name if isinstance(name, str) else ""
