"""Reading imports of past achievements, and what was awarded before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from cairn.domain.issuing.models import Award, Import, ImportRow
from cairn.domain.people.models import Organization, Person

MOST_NAMED: Final = 12
"""As many rows with the same fault are named; the rest are counted."""


def earned_before(organization: Organization, people: Iterable[Person]) -> set[tuple[int, int, date]]:
    """What these people were awarded by the organization, whatever became of it: the primary keys of the person and
    of the micro-credential, and the day.
    """
    # Asked by people alone: a database that is told the issuer too may look through all that it ever awarded.
    rows = Award.objects.filter(earner__in=list(people), edition__isnull=False)
    found = rows.values_list("organization", "earner", "edition__micro_credential", "earned_on")
    return {(earner, what, day) for issuer, earner, what, day in found if issuer == organization.pk}


def imports_of(organization: Organization) -> QuerySet[Import]:
    """What the organization brought, or is about to bring, the latest first; not what its programs asked for."""
    found = Import.objects.filter(organization=organization, token=None).exclude(state="discarded")
    return found.select_related("organization", "checked_by").order_by("-checked_at", "-pk")


def running_import(organization: Organization, digest: str) -> Import | None:
    """The import of this very file that was begun and is not finished."""
    return imports_of(organization).filter(digest=digest, state="running").first()


@dataclass(frozen=True, slots=True)
class Tally:
    """How far an import is, in rows: faulty ones, those that were awarded before it, and those to award."""

    faulty: int
    known: int
    ready: int
    awarded: int
    left: int

    @property
    def already(self) -> int:
        """Rows that were awarded before, or by somebody else while the import ran."""
        return self.known + self.ready - self.awarded - self.left


def tally(run: Import) -> Tally:
    """How far the import is."""
    rows = run.rows.aggregate(
        faulty=Count("pk", filter=Q(standing="faulty")),
        known=Count("pk", filter=Q(standing="known")),
        ready=Count("pk", filter=Q(standing="ready")),
        left=Count("pk", filter=Q(standing="ready", number__gt=run.reached)),
    )
    return Tally(**rows, awarded=Award.objects.filter(import_row__run=run).count())


class Todo(NamedTuple):
    """A row that is to be awarded."""

    pk: int
    number: int
    email: str
    name: str
    edition: int
    earned_on: date
    expires_on: date | None


def rows_left(run: Import, *, after: int, most: int) -> list[Todo]:
    """The next rows to award, in the order of the file."""
    rows = run.rows.filter(standing="ready", number__gt=after).order_by("number")
    return list(map(Todo._make, rows.values_list(*Todo._fields)[:most]))


def faulty_rows(run: Import) -> QuerySet[ImportRow]:
    """The rows to mend, in the order of the file."""
    return run.rows.filter(standing="faulty").order_by("number")


@dataclass(slots=True)
class Fault:
    """What is wrong in the same way in one row or in several: heading, what stands there first, and what to do."""

    head: str
    value: str
    text: str
    rows: list[int]
    alike: bool = True
    """Whether the same stands in all of these rows."""

    @property
    def first(self) -> list[int]:
        return self.rows[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many rows there are beside the first."""
        return max(0, len(self.rows) - MOST_NAMED)


def faults_of(run: Import) -> list[Fault]:
    """The faults of an import, equal ones together, in the order of the file."""
    found: dict[tuple[str, str], Fault] = {}
    for number, faults in faulty_rows(run).values_list("number", "faults"):
        for head, value, text in faults:
            fault = found.setdefault((head, text), Fault(head, value, text, []))
            fault.rows.append(number)
            fault.alike = fault.alike and fault.value == value
    return list(found.values())
