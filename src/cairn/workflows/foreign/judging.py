"""Judging a badge from elsewhere: its issuer is asked, and what it was judged by is kept for a time without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from allauth.account.models import EmailAddress

from cairn.adapters.links import Fetcher
from cairn.domain.foreign.operations import Judged
from cairn.domain.people.models import Person
from cairn.engines.openbadges.documents import normal_email
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.trust import pinning
from cairn.engines.openbadges.verifying import given_to
from cairn.engines.openbadges.verifying.report import Report
from cairn.workflows import verifying
from cairn.workflows.foreign.reading import Document, kept, text_of

MOST_PAGES: Final = 12
LARGEST_PAGE: Final = 400_000


class Asking:
    """A way to other sites that remembers what they said, and which of them were silent.

    `pages`, by address, were handed in along with a badge; they stand in for what cannot be had.
    """

    def __init__(self, fetch: Fetcher | None, pages: Mapping[str, bytes]) -> None:
        self._fetch = fetch
        self.pages = _Seen(pages)
        self.said: dict[str, bytes] = {}
        self.silent: set[str] = set()

    def __call__(self, address: str) -> bytes:
        """The page at an address; raises whatever stands in the way."""
        if self._fetch is None:
            raise LookupError(address)
        try:
            self.said[address] = self._fetch(address)
        except Exception:
            self.silent.add(address)
            raise
        return self.said[address]

    def seconds_left(self) -> float:
        """Seconds until nothing more is begun."""
        return self._fetch.seconds_left() if self._fetch is not None else 1.0

    def of(self, document: Document) -> dict[str, str]:
        """The pages that a document was judged by, as texts."""
        found = {**self.pages.seen, **self.said}
        named, page = text_of(document), _page_of(document)
        needed = [address for address in found if address == page or f'"{address}"' in named]
        return dict(_texts((address, found[address]) for address in needed[:MOST_PAGES]))


class _Seen(Mapping[str, bytes]):
    """Pages, of which those that were asked for are remembered."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages = pages
        self.seen: dict[str, bytes] = {}

    def __getitem__(self, address: str) -> bytes:
        self.seen[address] = self._pages[address]
        return self.seen[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def _texts(pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    for address, data in pages:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        if len(text) <= LARGEST_PAGE and "\0" not in text:
            yield address, text


def _page_of(document: Document) -> str:
    try:
        return pinning.page_of(issuer_id(document) or "")
    except KeyFormatError:
        return ""


def look(credential: bytes | Document, asking: Asking, *, at: datetime) -> Report:
    """The report on a file, a text or a document; without anybody asked whose it is."""
    return verifying.verify(
        credential, at=at, elsewhere=asking, pages=asking.pages, time_left=asking.seconds_left
    )


def addresses_of(person: Person) -> list[str]:
    """The e-mail addresses that she has proved are hers."""
    rows = EmailAddress.objects.filter(user=person, verified=True).order_by("pk")
    return [normal_email(email) for email in rows.values_list("email", flat=True)]


def judged(report: Report, asking: Asking, emails: Iterable[str]) -> Judged:
    """What a report comes to, with the address among `emails` that the badge was given to."""
    document = report.document or {}
    trust = report.trust
    silent = bool(asking.silent) and (report.standing == "unknown" or not report.confirmed)
    told: dict[str, Any] = kept(report.to_json())
    return Judged(
        standing=report.standing,
        confirmed=report.confirmed,
        ground=trust.ground if trust is not None else "",
        genuine=report.genuine,
        report=told,
        given_to=given_to(document, emails) or "",
        pages=asking.of(document),
        asked=bool(asking.said) and not silent,
        silent=silent,
    )
