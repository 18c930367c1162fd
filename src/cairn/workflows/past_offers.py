"""What an organization has published, found as people name it in lists, and by the day that something was earned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from cairn.domain.catalog.models import Edition
from cairn.domain.people.models import Organization


class NotOffered(LookupError):
    """Raised for a name or a day that no edition fits; the text says what to do."""


class Offers:
    """All editions of an organization, those that were replaced or retired too."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._zone = ZoneInfo(organization.time_zone)
        self._editions: dict[int, list[Edition]] = defaultdict(list)
        self._named: dict[str, set[int]] = defaultdict(set)
        self._titles: dict[str, str] = {}
        rows = Edition.objects.filter(micro_credential__organization=organization)
        for edition in rows.select_related("micro_credential").order_by("micro_credential", "number"):
            self._add(edition)

    def _add(self, edition: Edition) -> None:
        row = edition.micro_credential
        self._editions[row.pk].append(edition)
        for name in (row.key, row.title, edition.title, str(row.public_id), str(edition.public_id)):
            self._named[_plain(name)].add(row.pk)
        self._titles[_plain(row.title)] = row.title

    def named(self, name: str) -> Sequence[Edition]:
        """The editions, the first one first, of what a key, a title or a public id names. Raises `NotOffered`."""
        found = self._named.get(_plain(name), set())
        if len(found) == 1:
            return self._editions[next(iter(found))]
        if found:
            keys = ", ".join(sorted(self._editions[one][0].micro_credential.key for one in found))
            raise NotOffered(f"Several are called so. Write one of their keys: {keys}.")
        near = get_close_matches(_plain(name), self._titles, n=1, cutoff=0.6)
        told = (
            f"Did you mean “{self._titles[near[0]]}”?"
            if near
            else "Write its title or key as in the catalog."
        )
        raise NotOffered(f"{self._organization.name} has published nothing of this name. {told}")

    def edition(self, editions: Sequence[Edition], number: str) -> Edition:
        """The edition of this number. Raises `NotOffered`."""
        wanted = number.casefold().removeprefix("edition").strip()
        for edition in editions:
            if str(edition.number) == wanted:
                return edition
        numbers = ", ".join(str(edition.number) for edition in editions)
        raise NotOffered(f"There is no such edition. Write one of: {numbers}. Or leave it empty.")

    def in_force(self, editions: Sequence[Edition], day: date, *, first_for_earlier: bool) -> Edition:
        """The edition in force on a day; for a day before all of them the first, if that is allowed.

        Raises `NotOffered`.
        """
        past = [edition for edition in editions if self._day(edition) <= day]
        if past:
            return past[-1]
        if first_for_earlier:
            return editions[0]
        raise NotOffered(
            f"The first edition is of {self._day(editions[0]).isoformat()}. Write 1 into the column edition if it "
            "asks for the same as what was achieved, or say so for the whole file."
        )

    def _day(self, edition: Edition) -> date:
        return edition.published_at.astimezone(self._zone).date()


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
