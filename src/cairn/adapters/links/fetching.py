"""A page of another site that is read in earnest: a badge, its issuer's keys, a status list."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue
from time import monotonic
from urllib.parse import urldefrag, urljoin, urlsplit

from cairn.adapters.links.asking import Wish, ask
from cairn.adapters.links.doors import Rules, Shut, door_of
from cairn.adapters.links.looking import FOR_NOW, GONE, TO_STAY

MOST_BYTES = 4_000_000
ACCEPT = (
    "application/vc+ld+json, application/ld+json, application/did+json, application/json, text/plain, "
    "image/png, image/svg+xml"
)
REASONS = {
    "odd": "That is no web address.",
    "private": "That address lies in a private network, which is not asked.",
    "nameless": "There is no site of that name.",
    "silent": "The site does not answer in time.",
    "certificate": "The site's certificate cannot be trusted.",
    "large": "What is served there is larger than a badge may be.",
    "circling": "The address leads from one redirect to the next.",
    "elsewhere": "The address leads on to another site, whose word is not this one's.",
    "downgrade": "The site leads from a protected address to an unprotected one.",
    "gone": "There is nothing at that address.",
    "trouble": "The site answers, but does not serve the page.",
}
"""What stood in the way, by `Shut.why`."""


class Fetcher:
    """Fetches pages through the one door, all of them together within `seconds`."""

    def __init__(self, rules: Rules, seconds: float) -> None:
        self._rules = rules
        self._until = monotonic() + seconds

    def seconds_left(self) -> float:
        """Seconds until nothing more is fetched; below zero after that."""
        return self._until - monotonic()

    def __call__(self, address: str) -> bytes:
        """The page that the site of an address answers for; raises `Shut`, with a `why` of `REASONS`.

        A redirect to another site is not followed: on many sites anybody may write where a link leads on to.
        """
        return self._fetched(address, roaming=False)

    def anywhere(self, address: str) -> bytes:
        """The page that an address leads to, be it on another site; raises as a call does."""
        return self._fetched(address, roaming=True)

    def _fetched(self, address: str, *, roaming: bool) -> bytes:
        seconds = min(self._rules.seconds, self.seconds_left())
        if seconds <= 0:
            raise Shut("silent")
        return _in_time(
            lambda: _page(address, replace(self._rules, seconds=seconds), roaming=roaming), seconds
        )


def _in_time(work: Callable[[], bytes], seconds: float) -> bytes:
    """What the work gives; `Shut` (`silent`) when it takes longer. Looking a host up knows no limit of its own."""
    told: SimpleQueue[bytes | Exception] = SimpleQueue()

    def run() -> None:
        try:
            told.put(work())
        except Exception as error:
            told.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except Empty:
        raise Shut("silent") from None
    if isinstance(found, Exception):
        raise found
    return found


def _page(address: str, rules: Rules, *, roaming: bool) -> bytes:
    here = urldefrag(address).url
    for _ in range(rules.redirects + 1):
        answer = ask("GET", door_of(here, rules), rules, Wish(MOST_BYTES, ACCEPT))
        if answer.status == 200:
            return answer.body
        if answer.status not in TO_STAY | FOR_NOW or not answer.location:
            raise Shut("gone" if answer.status in GONE else "trouble")
        before, here = here, urldefrag(urljoin(here, answer.location)).url
        if urlsplit(before).scheme == "https" and urlsplit(here).scheme != "https":
            raise Shut("downgrade")
        if not roaming and _site(before) != _site(here):
            raise Shut("elsewhere")
    raise Shut("circling")


def _site(address: str) -> str:
    """Host and port; a site with and without www is one."""
    return urlsplit(address).netloc.lower().removeprefix("www.")
