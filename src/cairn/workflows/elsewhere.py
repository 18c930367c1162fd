"""Badges and issuers of other sites: looked up through the one door, where this installation does that at all."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from cairn.adapters.links import REASONS, Fetcher, Rules, Shut
from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.trust import pinning
from cairn.engines.verdict import Refused, no

SECONDS = 6.0
"""So long a visitor waits for all that one badge leads to."""
NOT_HERE = (
    "This site looks nothing up elsewhere. Download the badge there, or the issuer's page, and choose the file "
    "here."
)
A_PAGE = (
    "There is a web page at this address, and no badge. Download the badge there, and choose the file here."
)


def is_asked() -> bool:
    """Whether this installation looks badges and issuers of other sites up."""
    return bool(settings.LOOK_UP_BADGES)


def fetcher(seconds: float = SECONDS) -> Fetcher | None:
    """A way to other sites for one visit; None where this installation does not look there."""
    if not is_asked():
        return None
    rules = Rules(
        agent=f"Cairn verify (+{settings.PUBLIC_URL})",
        redirects=3,
        inside=bool(settings.LINKS_MAY_LEAD_INSIDE),
    )
    return Fetcher(rules, seconds)


def badge_at(address: str, fetch: Fetcher | None) -> bytes:
    """What another site serves as a badge; raises `Refused` with what to do instead."""
    found = _page(address, fetch and fetch.anywhere)
    if found[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise Refused(no("a_page", A_PAGE))
    return found


def document_of(issuer: str, fetch: Fetcher | None) -> bytes:
    """The document an issuer serves about itself; raises `Refused`."""
    try:
        address = pinning.page_of(issuer)
    except KeyFormatError as error:
        raise Refused(no("no_address", f"{error} Give one that begins with did:web: or https://.")) from error
    return _page(address, fetch)


def _page(address: str, fetch: Callable[[str], bytes] | None) -> bytes:
    if fetch is None:
        raise Refused(no("elsewhere", NOT_HERE))
    try:
        return fetch(address)
    except Shut as shut:
        raise Refused(no("not_fetched", f"{address[:200]} cannot be read. {REASONS[shut.why]}")) from shut
