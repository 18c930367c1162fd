"""A list of past achievements as a file: CSV as spreadsheet programs write it, or a workbook; and its template."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

from cairn.domain.catalog.exchange import Broken
from cairn.domain.catalog.exchange.spreadsheet_in import look_inside

HEADS: Final[Mapping[str, str]] = {
    "email": "e-mail",
    "name": "name",
    "micro_credential": "micro-credential",
    "edition": "edition",
    "earned_on": "earned on",
    "expires_on": "expires on",
    "note": "note",
}
"""Each column, and its heading in the template."""
NEEDED: Final = ("email", "micro_credential", "earned_on")
TO_MEND: Final = ("row", "what to mend")
_OTHER_WORDS: Final[Mapping[str, str]] = {
    "emailaddress": "email",
    "mail": "email",
    "fullname": "name",
    "earner": "name",
    "teacher": "name",
    "badge": "micro_credential",
    "achievement": "micro_credential",
    "date": "earned_on",
    "earned": "earned_on",
    "dateearned": "earned_on",
    "awardedon": "earned_on",
    "expires": "expires_on",
    "expiry": "expires_on",
    "validuntil": "expires_on",
    "source": "note",
    "reference": "note",
    "sourcereference": "note",
}
MOST_ROWS, MOST_COLUMNS = 200_000, 50
_WORKBOOK: Final = b"PK\x03\x04"
_LARGEST_WORKBOOK: Final = 20_000_000
_LONGEST_HEAD: Final = 10_000
_DELIMITERS: Final = (",", ";", "\t")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_AS_TEXT: Final = "'"
_BYTE_ORDER_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"))


class Unreadable(ValueError):
    """Raised for a file none of whose rows can be taken; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is written, and its number as a spreadsheet counts: the headings are in row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole list: the headings as written, which column holds what, and the rows that hold anything."""

    heads: tuple[str, ...]
    columns: Mapping[str, int]
    lines: tuple[Line, ...]

    def head(self, column: str) -> str:
        """How the file itself calls a column."""
        return self.heads[self.columns[column]] if column in self.columns else HEADS[column]


def read(content: bytes) -> Table:
    """The list in a file. Raises `Unreadable`."""
    rows = _workbook(content) if content.startswith(_WORKBOOK) else _text(content)
    first = next(rows, None)
    if first is None or not any(first.cells):
        raise Unreadable("The file is empty. Start with the template.")
    columns = _columns(first.cells)
    if missing := [HEADS[name] for name in NEEDED if name not in columns]:
        found = ", ".join(f"“{cell}”" for cell in first.cells if cell)
        raise Unreadable(
            f"Row 1 has to hold the headings, and lacks {', '.join(f'“{name}”' for name in missing)}. "
            f"It holds {found[:300]}. Start with the template."
        )
    lines = tuple(islice((line for line in rows if any(line.cells)), MOST_ROWS + 1))
    if len(lines) > MOST_ROWS:
        raise Unreadable(f"Bring at most {MOST_ROWS:,} rows in one file. Take this one apart.")
    return Table(first.cells, columns, lines)


def _columns(heads: Sequence[str]) -> dict[str, int]:
    known = {**{_plain(head): name for name, head in HEADS.items()}, **_OTHER_WORDS}
    columns: dict[str, int] = {}
    for place, head in enumerate(heads):
        if name := known.get(_plain(head)):
            columns.setdefault(name, place)
    return columns


def _plain(head: str) -> str:
    return "".join(letter for letter in head.casefold() if letter.isalnum())


def _text(content: bytes) -> Iterator[Line]:
    encoding = next(name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark))
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"Save the file as “CSV UTF-8”: line {line} holds a character of another encoding."
        ) from None
    head = text[:_LONGEST_HEAD].partition("\n")[0]
    # The one that makes most of the first row known headings; a comma where none does.
    delimiter = max(_DELIMITERS, key=lambda mark: len(_columns(next(csv.reader([head], delimiter=mark), []))))
    return _records(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _records(reader: Any) -> Iterator[Line]:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unreadable(
                f"Row {number} cannot be taken apart ({error}). Look for a quotation mark that is not closed."
            ) from None
        if cells is None:
            return
        # No database keeps the character of code 0, which spreadsheets of machines write for nothing.
        yield Line(number, tuple(_without_guard(cell.replace("\x00", "").strip()) for cell in cells))


def _without_guard(cell: str) -> str:
    """A cell of a list that we wrote, as it was before."""
    return cell[1:] if cell.startswith(_AS_TEXT) and cell[1:].startswith(_FORMULA) else cell


def _workbook(content: bytes) -> Iterator[Line]:
    """The first sheet; openpyxl meets broken workbooks with errors of many kinds."""
    try:
        look_inside(content, largest=_LARGEST_WORKBOOK)
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        rows = [
            Line(number, cells)
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1)
            if any(cells := tuple(map(_cell, row))) or number == 1
        ]
    except Broken as broken:
        raise Unreadable(broken.faults[0].text) from None
    except Exception as error:
        raise Unreadable("Save the list as “CSV UTF-8”: this workbook cannot be read.") from error
    return iter(rows)


def _cell(value: Any) -> str:
    """A cell as people see it: days without a time of day, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def template() -> str:
    """An empty list with an example, as CSV."""
    example = {
        "email": "maria@example.org",
        "name": "Maria Example",
        "micro_credential": "Exit tickets that steer tomorrow",
        "earned_on": "2019-05-24",
        "note": "Ledger of 2019, page 12",
    }
    return written([tuple(HEADS.values()), tuple(example.get(name, "") for name in HEADS)])


def written(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV that spreadsheet programs open as UTF-8, and in which they find no formula of a stranger."""
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out).writerows([_guarded(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _guarded(cell: str) -> str:
    return f"{_AS_TEXT}{cell}" if cell.startswith(_FORMULA) else cell
