"""Giving places in status lists: each list is half full at most, and counts what it gave."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from cairn.domain.deeds import keep
from cairn.domain.issuing import queries
from cairn.domain.issuing.models import StatusList
from cairn.domain.people.models import Organization


def list_with_room(*, organization: Organization, at: datetime, of_endorsements: bool = False) -> StatusList:
    """The list of an issuer whose places are given now; another is begun as needed."""
    found = queries.lists_with_room(organization, of_endorsements=of_endorsements).first()
    return found or StatusList.objects.create(
        organization=organization, of_endorsements=of_endorsements, begun_at=at
    )


def free_index(status_list: StatusList) -> int:
    """A random place in a list that nothing was ever given."""
    while True:
        index = secrets.randbelow(status_list.size)
        if index != status_list.reserved and not queries.taken(status_list, [index]):
            return index


def count_places(status_lists: Sequence[int]) -> None:
    """Count places as given in the transaction that gives them: the primary key of a list for each of its places.

    Call it after the entry in the ledger; a deed counts at its end. Whoever counts then holds the ledger, so nobody
    waits for a list's row, and no two wait for each other.
    """
    if not all(keep(_count, status_list) for status_list in status_lists):
        _count(status_lists)


def _count(status_lists: Sequence[int]) -> None:
    for status_list, count in Counter(status_lists).items():
        StatusList.objects.filter(pk=status_list).update(given=F("given") + count)
