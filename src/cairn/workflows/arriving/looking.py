"""A dry look at an archive: what is in it, what of it verifies here, and what is not hers. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

from cairn.domain.archives.models import Arrival
from cairn.engines import archive
from cairn.engines.archive import ArchiveRefused, Badge, Contents, Limits
from cairn.engines.openbadges.documents import normal_email
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.trust import pinning
from cairn.engines.openbadges.verifying import given_to
from cairn.engines.verdict import Refused, no
from cairn.workflows import addresses, bringing, neighbors, uploading
from cairn.workflows.bringing import Bundle
from cairn.workflows.foreign.judging import Asking, addresses_of, look

MOST_FILES: Final = 20
"""How many of the largest files that may be uploaded an archive may be as large as."""
LARGEST_PAGE: Final = 8_000_000
"""Bytes of an issuer's document or a status list."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one badge of an archive comes to here.

    `overall` and `sentence` are the report's; `hers` says that it was given to an address that she has proved is hers,
    `ours` that it was issued on this very site. `pieces` and `size` in bytes are of its evidence.
    """

    title: str
    issuer: str
    overall: str
    sentence: str
    hers: bool = False
    ours: bool = False
    pieces: int = 0
    size: int = 0

    @property
    def may_be_brought(self) -> bool:
        """Whether bringing it in has a chance at all."""
        return not self.ours and self.overall not in ("invalid", "unreadable")


@contextmanager
def opened(arrival: Arrival) -> Iterator[Contents]:
    """The archive that came, looked through. Raises `ArchiveRefused`."""
    with neighbors.store().as_path(arrival.store_key) as path, path.open("rb") as file:
        yield archive.read(file, limits=Limits(octets=2 * MOST_FILES * uploading.limit()))


def bundle_of(contents: Contents) -> Bundle:
    """The issuers' documents and status lists in it, by the addresses that they themselves say they belong at."""
    pages: dict[str, bytes] = {}
    for known in (*contents.portfolio.issuers, *contents.portfolio.status_lists):
        try:
            pages |= pinning.pages_for([contents.data(known.path, most=LARGEST_PAGE)])
        except (KeyError, BadgeError):  # without it a badge stays in doubt, which its report says
            continue
    return Bundle(pages)


def understood(contents: Contents, arrival: Arrival, *, at: datetime) -> dict[str, Any]:
    """What an archive comes to, as `Arrival.found` keeps it."""
    portfolio, emails = contents.portfolio, addresses_of(arrival.person)
    asking = Asking(None, bundle_of(contents).pages)
    seen = [_seen(contents, badge, asking, emails, at) for badge in portfolio.badges]
    return {
        "holder": portfolio.holder,
        "made_on": portfolio.day,
        "made_by": portfolio.made_by,
        "entries": len(portfolio.entries),
        "badges": [asdict(one) for one in seen],
        "faults": [fault.sentence for fault in contents.faults][:50],
    }


def seen_in(arrival: Arrival) -> list[Seen]:
    """The badges that were found in an archive."""
    return [Seen(**told) for told in arrival.found.get("badges", [])]


def _seen(contents: Contents, badge: Badge, asking: Asking, emails: Sequence[str], at: datetime) -> Seen:
    taken = [one for one in badge.evidence if one.words or one.address or one.path in contents.sound]
    unread = Seen(
        title=badge.title,
        issuer=badge.issuer,
        overall="unreadable",
        sentence="",
        pieces=len(taken),
        size=sum(contents.sound.get(one.path, 0) for one in taken),
    )
    try:
        data = credential_in(contents, badge)
    except Refused as refusal:
        return replace(unread, sentence=refusal.verdict.sentence)
    report = look(data, asking, at=at)
    document = report.document or {}
    return replace(
        unread,
        title=str(document.get("name") or badge.title)[:300],
        overall=report.overall,
        sentence=report.sentence,
        hers=bool(given_to(document, [normal_email(email) for email in emails])),
        ours=str(document.get("id", "")).startswith(addresses.absolute("/")),
    )


def credential_in(contents: Contents, badge: Badge) -> bytes:
    """The signed file of a badge. Raises `Refused` for one that is missing, was changed, or is too large."""
    try:
        return contents.data(badge.credential, most=bringing.LARGEST)
    except KeyError as error:
        told = f"The file of “{badge.title}” is missing from the archive, too large, or not as it was when it was made."
        raise Refused(no("unreadable", told)) from error


def refused_because(problem: ArchiveRefused) -> str:
    """Why an archive is not read, for her who brings it."""
    return f"{problem} Nothing of it was kept."
