"""Documents as workbooks: out and in without loss, every fault with its cell, nothing taken from harmful files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from cairn.demo.material import contents
from cairn.domain.catalog.document import blank, cleaned, lifted
from cairn.domain.catalog.exchange import Broken, from_spreadsheet, template_spreadsheet, to_spreadsheet
from cairn.domain.catalog.exchange.spreadsheet_in import LARGEST
from tests.domain.catalog.drafting import drafts, plain_words


def changed(change: Callable[[Workbook], None], document: dict[str, Any] | None = None) -> bytes:
    """The workbook of a document, after somebody worked on it."""
    book = load_workbook(io.BytesIO(to_spreadsheet(document or contents()["exit-tickets"])))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: str, cell: str, value: str | float) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def faults(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Broken) as broken:
        from_spreadsheet(content)
    return [(fault.place, fault.text) for fault in broken.value.faults]


@pytest.mark.parametrize("key", sorted(contents()))
def test_every_shipped_micro_credential_comes_back_from_its_workbook(key: str) -> None:
    document = cleaned(lifted(contents()[key]))
    assert from_spreadsheet(to_spreadsheet(document)) == document


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(drafts(plain_words))
def test_any_draft_comes_back_from_its_workbook(document: dict[str, Any]) -> None:
    assert from_spreadsheet(to_spreadsheet(document)) == document


def test_the_template_says_what_to_do_and_reads_as_an_empty_draft() -> None:
    book = load_workbook(io.BytesIO(template_spreadsheet()))
    assert book.sheetnames[:3] == ["Instructions", "Facts", "Components"]
    assert [cell.value for cell in book["Rubric"][1]] == [
        "key", "title", "look_for", "slots", "Emerging", "Developing", "Proficient", "Exemplary",
    ]  # fmt: skip
    assert from_spreadsheet(template_spreadsheet()) == blank("", "")


def test_renamed_columns_rename_the_levels() -> None:
    document = from_spreadsheet(changed(put("Rubric", "H1", "Masterly")))
    assert document["rubric"]["levels"][3] == {"key": "masterly", "name": "Masterly"}
    assert "masterly" in document["rubric"]["criteria"][0]["descriptors"]


def test_what_looks_like_a_formula_is_text() -> None:
    document = {**blank("sums", "Sums"), "summary": '=HYPERLINK("https://example.org")'}
    [cell] = load_workbook(io.BytesIO(to_spreadsheet(document)))["Facts"]["B5:B5"][0]
    assert (cell.data_type, cell.value) == ("s", document["summary"])


@pytest.mark.parametrize(
    ("change", "place", "part"),
    [
        (put("Facts", "A4", "competancy"), "Facts!A4", "did you mean “competency”?"),
        (put("Facts", "B7", "gardening; assessment"), "Facts!B7", "“gardening” is not one of them"),
        (put("Facts", "B13", "five"), "Facts!B13", "whole number"),
        (put("Evidence", "B2", "song"), "Evidence!B2", "Choose a kind"),
        (put("Evidence", "E2", 1.5), "Evidence!E2", "whole number"),
        (put("Evidence", "D1", "instruction"), "Evidence!D1", "did you mean “instructions”?"),
        (put("Rubric", "D2", "no-such-slot"), "Rubric!D2", "“no-such-slot” is not one of them"),
        (put("Other ways", "A2", "no-such-slot"), "Other ways!A2", "as on the sheet Evidence"),
        (put("Translations", "B2", "Boletos"), "Translations!A2", "which language"),
        (lambda book: book.create_sheet("Rubrik"), "Rubrik", "did you mean “Rubric”?"),
        (put("Resources", "A501", "far down"), "Resources!A501", "Keep to 500 rows"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_sheet_and_cell(
    change: Callable[[Workbook], None], place: str, part: str
) -> None:
    told = [(where, text) for where, text in faults(changed(change)) if part in text]
    assert [where for where, _ in told] == [place]


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _with_entities() -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    source = zipfile.ZipFile(io.BytesIO(template_spreadsheet()))
    parts = {name: source.read(name) for name in source.namelist()}
    return _packed(parts | {"xl/worksheets/sheet1.xml": bomb})


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "this file is none"),
        (b"title;competency\n", "this file is none"),
        (b"x" * (LARGEST + 1), "Send a smaller file"),
        (_packed({"bomb": b"0" * 40_000_000}), "grows too large"),
        (_packed({f"part-{n}": b"" for n in range(201)}), "grows too large"),
        (_packed({"word/document.xml": b"<a/>"}), "cannot be read"),
        (_with_entities(), "declares entities"),
        (template_spreadsheet()[:-30], "this file is none"),
    ],
    ids=["empty", "text", "large", "bomb", "many parts", "another format", "entities", "cut short"],
)
def test_a_file_that_is_no_workbook_or_does_harm_is_refused(content: bytes, part: str) -> None:
    [(place, told)] = faults(content)
    assert (place, part in told) == ("the file", True)


def test_a_workbook_of_something_else_is_refused() -> None:
    book, out = Workbook(), io.BytesIO()
    book.save(out)
    assert [part for _, part in faults(out.getvalue())] == [
        "Use the template: none of its sheets is in this file."
    ]
