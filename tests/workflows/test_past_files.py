"""Lists as people write them: dates that cannot be mistaken, and files of every spreadsheet program."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cairn.workflows import past_files
from cairn.workflows.past_dates import NoDate, read_date
from cairn.workflows.past_files import Unreadable, read, template, written

pytestmark = pytest.mark.once
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@given(DAYS)
def test_a_date_reads_as_it_was_written_whatever_the_order(day: date) -> None:
    month_first, day_first = f"{day.month}/{day.day}/{day.year}", f"{day.day:02}.{day.month:02}.{day.year}"
    assert [read_date(day.isoformat()), read_date(f"{day} 00:00:00")] == [day, day]
    assert read_date(month_first, "month-first") == read_date(day_first, "day-first") == day


@given(DAYS)
def test_a_date_of_two_meanings_is_refused_until_its_order_is_known(day: date) -> None:
    text = f"{day.month}/{day.day}/{day.year}"
    if day.day > 12 or day.day == day.month:
        assert read_date(text) == day
    else:
        with pytest.raises(NoDate, match="may be day"):
            read_date(text)


@pytest.mark.parametrize(
    "text", ["2019-02-30", "13/13/2019", "5/6/19", "soon", "2019", "٢٠١٩-٠٥-٢٤", "2019-05-24T10:00"]
)
def test_what_is_no_date_says_how_to_write_one(text: str) -> None:
    with pytest.raises(NoDate, match="Write year, month and day, such as 2019-05-24"):
        read_date(text)


ROWS = [
    ["E-Mail", "Badge", "Date earned"],
    ["a@example.org", "Talk; and\nlisten", "2019-05-24"],
    ["", "", ""],
    ["b@example.org", "Talk", "2019-05-25"],
]


def _csv(delimiter: str, encoding: str) -> bytes:
    quoted = [delimiter.join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in ROWS]
    return "\r\n".join(quoted).encode(encoding)


def _workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(
            [date.fromisoformat(cell) if cell.startswith("20") else cell for cell in row]
        )
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        _csv(",", "utf-8"),
        _csv(",", "utf-8-sig"),
        _csv("\t", "utf-16"),
        _csv(";", "utf-8").replace(b"Talk; and", b"Talk and"),
        _workbook(),
    ],
    ids=["plain", "with a mark", "tabs, UTF-16", "semicolons", "workbook"],
)
def test_a_list_is_read_from_every_kind_of_file_with_its_row_numbers(content: bytes) -> None:
    table = read(content)
    assert table.columns == {"email": 0, "micro_credential": 1, "earned_on": 2}
    assert [(line.number, line.cells[0], line.cells[2]) for line in table.lines] == [
        (2, "a@example.org", "2019-05-24"),
        (4, "b@example.org", "2019-05-25"),
    ]
    assert "\nlisten" in table.lines[0].cells[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"e-mail,name\na@example.org,A", "lacks “micro-credential”, “earned on”"),
        ("é".encode("latin-1"), "Save the file as “CSV UTF-8”: line 1"),
        (b'e-mail,badge,date\n"a@example.org,Talk', "Look for a quotation mark that is not closed."),
        (b"PK\x03\x04 and no more", "this file is none"),
    ],
)
def test_a_file_that_cannot_be_taken_says_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read(content)
    assert told in str(problem.value)


def test_the_template_is_a_list_itself() -> None:
    table = read(template().encode())
    assert (len(table.columns), table.lines[0].number) == (7, 2)


HEADS = ("e-mail", "name", "micro-credential", "earned on")


def _file(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(";".join(row) for row in (HEADS, *rows)).encode()


def test_a_row_too_many_is_told_though_others_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_files, "MOST_ROWS", 2)
    full, empty = ("a@example.org", "A", "wait-time", "2019-05-24"), ("",) * 4
    assert [line.number for line in read(_file(full, empty, full)).lines] == [2, 4]
    with pytest.raises(Unreadable, match="at most 2 rows"):
        read(_file(full, empty, full, full))


def test_a_first_row_without_end_is_told() -> None:
    with pytest.raises(Unreadable, match="Row 1 cannot be taken apart"):
        read(b'"' + b"e-mail" * 100_000)


def test_what_is_handed_back_holds_no_formula_and_reads_as_it_was() -> None:
    cells = ("=1+1", "+1", "-1", "@a", "'quoted", "plain")
    told = written([HEADS, cells])
    assert told.splitlines()[1] == "'=1+1,'+1,'-1,'@a,'quoted,plain"
    assert read(told.encode()).lines[0].cells == cells
