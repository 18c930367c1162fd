"""What one verification may look up: live where its caller allows it, otherwise among what was handed in.

Every address is asked once, so many at most, and none after the caller's time is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from cairn.engines.openbadges.keys.dids import Fetch

MAX_LOOKUPS: Final = 40

Origin = Literal["live", "handed"]
"""Where a page came from: fetched just now, or handed in along with the question."""

TimeLeft = Callable[[], float]
"""Seconds that are left. This engine reads no clock; its caller does."""


class Lookups:
    """A `Fetch` that remembers what it was asked and where the answers came from.

    A page that is handed in stands in for a live one only where that cannot be had.
    """

    def __init__(
        self,
        fetch: Fetch | None = None,
        pages: Mapping[str, bytes] | None = None,
        time_left: TimeLeft | None = None,
    ) -> None:
        self._fetch = fetch
        self._pages = pages or {}
        self._time_left = time_left
        self._answers: dict[str, tuple[Origin, bytes] | Exception] = {}

    @property
    def allowed(self) -> bool:
        """Whether there is anything to ask at all."""
        return self._fetch is not None or bool(self._pages)

    @property
    def in_time(self) -> bool:
        """Whether anything more may be begun."""
        return self._time_left is None or self._time_left() > 0

    @property
    def is_live(self) -> bool:
        """Whether pages may be fetched, beside those handed in."""
        return self._fetch is not None

    def live(self, address: str) -> bytes:
        """The page at an address as it is served now; raises like a call does."""
        page = self(address)
        if self.origin(address) != "live":
            raise LookupError(f"{address} could not be fetched.")
        return page

    def __call__(self, address: str) -> bytes:
        """The page at an address. Raises whatever the caller's fetch does, `LookupError` when nobody is asked."""
        if address not in self._answers:
            self._answers[address] = self._asked(address)
        found = self._answers[address]
        if isinstance(found, Exception):
            raise found
        return found[1]

    def origin(self, address: str) -> Origin | None:
        """Where the answer for an address came from; None when it was not asked for, or there was none."""
        found = self._answers.get(address)
        return found[0] if isinstance(found, tuple) else None

    def _asked(self, address: str) -> tuple[Origin, bytes] | Exception:
        problem: Exception = LookupError(f"{address} was not handed in, and nothing may be fetched.")
        if self._fetch is not None:
            if len(self._answers) >= MAX_LOOKUPS or not self.in_time:
                problem = LookupError("There was no time to look up any more.")
            else:
                try:
                    return "live", self._fetch(address)
                except (
                    Exception
                ) as error:  # whatever a caller's fetch raises means one thing: it is not known
                    problem = error
        page = self._pages.get(address)
        return ("handed", page) if page is not None else problem
