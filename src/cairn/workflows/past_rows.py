"""Examining a list of past achievements: every row is ready, awarded before, or says which cells to mend and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cairn.domain.issuing.imported import earned_before
from cairn.domain.issuing.models import ImportRow
from cairn.domain.people.models import Organization, Person
from cairn.domain.people.queries import people_with_emails
from cairn.workflows.past_dates import NoDate, Order, read_date
from cairn.workflows.past_files import Line, Table
from cairn.workflows.past_offers import NotOffered, Offers

AT_ONCE: Final = 500
LONGEST_EMAIL, LONGEST_NAME, LONGEST_NOTE = 254, 200, 500
READY, KNOWN, FAULTY = ImportRow.Standing.READY, ImportRow.Standing.KNOWN, ImportRow.Standing.FAULTY
Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: the order in its dates, and whether first editions stand for what came earlier."""

    order: Order = ""
    first_for_earlier: bool = False


def examined(table: Table, *, organization: Organization, reading: Reading, at: datetime) -> list[ImportRow]:
    """Every row of the list, not saved yet, in its order."""
    reader = Examiner(table, Offers(organization), organization, reading, at)
    rows = [reader.row(line) for line in table.lines]
    _compare(rows, organization, table)
    cells = {line.number: line.cells for line in table.lines}
    for row in rows:
        if row.faults:
            row.standing, row.cells = FAULTY, list(cells[row.number])
    return rows


class Examiner:
    """Reads rows one by one, each by itself."""

    def __init__(
        self, table: Table, offers: Offers, organization: Organization, reading: Reading, at: datetime
    ) -> None:
        self._table, self._reading, self._offers = table, reading, offers
        self._today = at.astimezone(ZoneInfo(organization.time_zone)).date()
        self._problem_of_email = cache(_problem_of_email)

    def row(self, line: Line) -> ImportRow:
        table = self._table
        cells = {
            name: line.cells[place] if place < len(line.cells) else ""
            for name, place in table.columns.items()
        }
        row = ImportRow(number=line.number, standing=READY, faults=[])

        def fault(column: str, text: str) -> None:
            row.faults.append([table.head(column), cells.get(column, "")[:80], text])

        if any(line.cells[len(table.heads) :]):
            fault(
                "note", "There are more cells than headings. Put a text that holds commas in quotation marks."
            )
        row.email = cells["email"].lower()
        if problem := self._problem_of_email(row.email):
            fault("email", problem)
        row.name, row.note = " ".join(cells.get("name", "").split()), cells.get("note", "")
        for column, text, most in (("name", row.name, LONGEST_NAME), ("note", row.note, LONGEST_NOTE)):
            if len(text) > most:
                fault(column, f"Write at most {most} letters.")
        row.earned_on = self._earned_on(cells["earned_on"], fault)
        self._name_edition(row, cells, fault)
        row.expires_on = self._expires_on(row, cells.get("expires_on", ""), fault)
        # What is too long stands whole in the cells of the faulty row.
        row.email, row.name, row.note = (
            row.email[:LONGEST_EMAIL],
            row.name[:LONGEST_NAME],
            row.note[:LONGEST_NOTE],
        )
        return row

    def _earned_on(self, text: str, fault: Callable[[str, str], None]) -> date | None:
        if not text:
            fault("earned_on", "Write the day it was earned, such as 2019-05-24.")
            return None
        try:
            day = read_date(text, self._reading.order)
        except NoDate as problem:
            fault("earned_on", str(problem))
            return None
        if day > self._today:
            fault("earned_on", "This day is still to come. Write the day it was earned.")
            return None
        return day

    def _name_edition(self, row: ImportRow, cells: dict[str, str], fault: Callable[[str, str], None]) -> None:
        name, number = cells["micro_credential"], cells.get("edition", "")
        if not name:
            fault("micro_credential", "Write the title or key of what was earned.")
            return
        try:
            editions = self._offers.named(name)
        except NotOffered as problem:
            fault("micro_credential", str(problem))
            return
        try:
            if number:
                row.edition = self._offers.edition(editions, number)
            elif row.earned_on:
                row.edition = self._offers.in_force(
                    editions, row.earned_on, first_for_earlier=self._reading.first_for_earlier
                )
        except NotOffered as problem:
            fault("edition" if number else "earned_on", str(problem))

    def _expires_on(self, row: ImportRow, text: str, fault: Callable[[str, str], None]) -> date | None:
        if not text:
            return None
        try:
            day = read_date(text, self._reading.order)
        except NoDate as problem:
            fault("expires_on", str(problem))
            return None
        if row.earned_on and day <= row.earned_on:
            fault(
                "expires_on",
                "This is not after the day it was earned. Mend one of the two, or leave it empty.",
            )
        return day


def _problem_of_email(address: str) -> str:
    if not address:
        return "Write the person's e-mail address."
    try:
        validate_email(address)
    except ValidationError:
        return "Write a whole e-mail address, such as maria@example.org."
    return "" if len(address) <= LONGEST_EMAIL else f"Write an address of at most {LONGEST_EMAIL} letters."


def _compare(rows: Sequence[ImportRow], organization: Organization, table: Table) -> None:
    """Hold the rows against each other, the people who are known, and what they were awarded before."""
    seen: dict[tuple[str | int, int, date], int] = {}
    for some in in_batches(rows, AT_ONCE):
        people = people_with_emails({row.email for row in some})
        before = earned_before(organization, people.values())
        for row in some:
            person = people.get(row.email)
            look_at_person(row, person, table)
            if row.edition is None or row.earned_on is None:
                continue
            what = (row.edition.micro_credential_id, row.earned_on)
            same = seen.setdefault((person.pk if person else row.email, *what), row.number)
            if same != row.number:
                told = f"This says the same as row {same}. Take one of the two out."
                row.faults.append([table.head("email"), row.email, told])
            elif person and (person.pk, *what) in before:
                row.standing = KNOWN


def look_at_person(row: ImportRow, person: Person | None, table: Table) -> None:
    """Add what is wrong about whose a row is."""
    if person is None and not row.name:
        row.faults.append(
            [table.head("name"), "", "Write the name of the person, who is not known here yet."]
        )
    if person is not None and not person.is_active:
        row.faults.append([table.head("email"), row.email, "This account was closed. Write another address."])


def in_batches(rows: Iterable[Each], size: int) -> Iterator[list[Each]]:
    """The rows in lists of at most `size`."""
    source = iter(rows)
    while some := list(islice(source, size)):
        yield some
