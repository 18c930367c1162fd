"""Rostering: a staff list says whose records an organization may sum up; it is checked before it is taken over."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from cairn.domain.people.models import Organization, Person
from cairn.domain.people.operations import register_each
from cairn.domain.people.queries import people_with_emails
from cairn.domain.records import operations
from cairn.domain.records.access import may_keep_roster, standing_on
from cairn.domain.records.models import Relation
from cairn.engines.verdict import demand

LARGEST = 2_000_000
"""Characters of a list."""

MOST_ROWS = 50_000
EMAIL, GROUP = "e-mail", "group"
HEADS = {"email": EMAIL, "e-mail": EMAIL, "mail": EMAIL, "group": GROUP, "school": GROUP, "license": GROUP}
LONGEST_GROUP = 120


class Unreadable(ValueError):
    """A list none of whose rows can be taken; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row to mend, by its number as spreadsheets count."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would happen: how many come and stay, who leaves the list, and rows to mend.

    It is told by e-mail address alone, so that nobody can try out here who has an account.
    """

    rows: tuple[tuple[str, str], ...]
    came: int
    stays: int
    left: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be taken over: no row is faulty, and somebody is on it."""
        return not self.faults and bool(self.rows)


def check(*, organization: Organization, text: str, on: date) -> DryRun:
    """Read a list, and say what taking it over would do. Raises `Unreadable`."""
    rows, faults = _rows(text)
    found: dict[str, str] = {}
    for number, email, group in rows:
        if email in found:
            told = f"{email} stands in an earlier row. Keep one of the two."
            faults.append(Fault(number, told))
        else:
            found[email] = group
    standing = _standing(organization, on)
    stays = standing & found.keys()
    return DryRun(
        rows=tuple(found.items()),
        came=len(found) - len(stays),
        stays=len(stays),
        left=tuple(sorted(standing - found.keys())),
        faults=tuple(sorted(faults, key=lambda fault: fault.row)),
    )


def _standing(organization: Organization, on: date) -> set[str]:
    """The addresses of who is on its list; whoever has none any more is gone."""
    rows = Relation.objects.filter(standing_on(on), organization=organization, kind=Relation.Kind.ROSTERED)
    return {email for email in rows.values_list("person__email", flat=True) if email}


@transaction.atomic
def take_over(
    *, organization: Organization, text: str, on: date, by: Person, at: datetime
) -> tuple[int, int]:
    """Make a sound list the organization's own; how many came and how many left. Raises `Unreadable`.

    Whoever is not known yet is registered as somebody who may claim the address, as with past achievements.
    """
    demand(may_keep_roster(by, organization, at=at))
    run = check(organization=organization, text=text, on=on)
    if not run.ready:
        raise Unreadable("Mend the rows that are named, and check the list again.")
    known = people_with_emails([email for email, _ in run.rows])
    known |= register_each(names={email: "" for email, _ in run.rows if email not in known}, by=by, at=at)
    people: dict[Person, str] = {}
    for email, group in run.rows:
        people.setdefault(known[email], group)
    operations.roster(organization=organization, rows=people.items(), on=on, by=by, at=at)
    return run.came, len(run.left)


def decoded(content: bytes) -> str:
    """The words of a file. Raises `Unreadable`."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("Save the list as “CSV UTF-8”, and choose it again.") from error


def _rows(text: str) -> tuple[list[tuple[int, str, str]], list[Fault]]:
    """Rows as (number, e-mail in small letters, group), and those to mend."""
    if len(text) > LARGEST:
        raise Unreadable(f"Take the list apart: it has more than {LARGEST:,} characters.")
    lines = list(_lines(text))
    if not lines:
        raise Unreadable("The list is empty. Begin with the headings e-mail and group.")
    columns = {
        HEADS[name]: place for place, cell in enumerate(lines[0][1]) if (name := cell.lower()) in HEADS
    }
    if EMAIL not in columns:
        raise Unreadable("Name a column “e-mail” in row 1; a column “group” is optional.")
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable(f"Bring at most {MOST_ROWS:,} rows in one list.")
    found, faults = [], []
    for number, cells in lines[1:]:
        email = _cell(cells, columns[EMAIL]).lower()
        group = _cell(cells, columns[GROUP]) if GROUP in columns else ""
        if fault := _fault(email, group):
            faults.append(Fault(number, fault))
        else:
            found.append((number, email, group))
    return found, faults


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Unreadable(
            "Look for a quotation mark that is not closed: the list cannot be taken apart."
        ) from error


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _fault(email: str, group: str) -> str:
    if not email:
        return "Write an e-mail address into this row, or leave the row out."
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email}” is no e-mail address. Write it as name@school.org."
    if len(group) > LONGEST_GROUP:
        return f"Name the group in at most {LONGEST_GROUP} characters."
    return ""
