"""Random places in status lists, drawn for many awards at once."""

from __future__ import annotations

import secrets
from datetime import datetime

from cairn.domain.issuing import queries
from cairn.domain.issuing.models import StatusList
from cairn.domain.people.models import Organization


class Places:
    """Draws random free places in an organization's status lists.

    A place is taken only when an award with it is kept; when two draw the same, the database tells the later one, who
    draws from new `Places`. `beyond` lists with room are passed over, so that the two get out of each other's way.
    """

    def __init__(self, *, organization: Organization, beyond: int = 0) -> None:
        self._organization, self._beyond = organization, beyond
        self._lists = iter(queries.lists_with_room(organization))
        self._current: StatusList | None = None
        self._drawn: set[int] = set()
        self._room = 0

    def draw(self, *, count: int, at: datetime) -> list[tuple[StatusList, int]]:
        """As many places, none of them drawn before; lists are begun as needed."""
        drawn: list[tuple[StatusList, int]] = []
        while len(drawn) < count:
            while self._current is None or self._room == 0:
                self._turn_to(next(self._lists, None) or self._begun(at))
            some = min(self._room, count - len(drawn))
            drawn += [(self._current, index) for index in self._free(self._current, some)]
            self._room -= some
        return drawn

    def _begun(self, at: datetime) -> StatusList:
        return StatusList.objects.create(organization=self._organization, begun_at=at)

    def _turn_to(self, status_list: StatusList) -> None:
        self._current = status_list
        # As in `lists_with_room`.
        self._room = max(0, status_list.size // 2 - status_list.given)
        if self._room and self._beyond:
            self._room, self._beyond = 0, self._beyond - 1
        self._drawn = {status_list.reserved}

    def _free(self, status_list: StatusList, count: int) -> list[int]:
        free = list[int]()
        while len(free) < count:
            fresh = {secrets.randbelow(status_list.size) for _ in range(count - len(free))} - self._drawn
            self._drawn |= fresh
            free += fresh - queries.taken(status_list, fresh)
        # The order of a set of numbers is not random, and would tell which was given when.
        secrets.SystemRandom().shuffle(free)
        return free


def free_places(*, organization: Organization, count: int, at: datetime) -> list[tuple[StatusList, int]]:
    """As many random places that no award has now, for whoever draws once."""
    return Places(organization=organization).draw(count=count, at=at)
