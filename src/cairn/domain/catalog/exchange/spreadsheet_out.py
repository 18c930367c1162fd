"""A document as a workbook, and an empty one to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cairn.domain.catalog.document import blank
from cairn.domain.catalog.document_lifting import lifted
from cairn.domain.catalog.exchange.shape import described
from cairn.domain.catalog.exchange.sheets import (
    FACT_PATHS,
    FACTS,
    INSTRUCTIONS,
    RUBRIC,
    TABLES,
    TRANSLATIONS,
    Table,
)

ABOUT = (
    "Fill in one sheet after the other. The first row of each names its columns; leave it as it is.",
    "On the sheet Facts, write into the second column.",
    "Put several values of one cell apart with semicolons: assessment; discussion.",
    "On the sheet Rubric, each level has a column of its own, the lowest first. Rename the columns to rename levels.",
    "Criteria name their evidence by its key, as on the sheet Evidence.",
    "Sheets and cells may stay empty: what is missing can be written in the browser later.",
    "Write text and numbers, not formulas.",
)


def template_spreadsheet() -> bytes:
    """An empty workbook (xlsx) with instructions, to be filled in and read by `from_spreadsheet`."""
    return to_spreadsheet(blank("", ""))


def to_spreadsheet(document: Mapping[str, Any]) -> bytes:
    """The document as a workbook (xlsx)."""
    whole = lifted(document)
    book = Workbook()
    front = book.active
    if isinstance(front, Worksheet):
        _fill(front, INSTRUCTIONS, [[line] for line in ABOUT], (110,), heading=False)
    about = {path: text for path, _holds, text in described()}
    facts = [[path, _cell(_at(whole, path)), about.get(path, "")] for path in FACT_PATHS]
    _fill(book.create_sheet(), FACTS, [["field", "value", "what it is for"], *facts], (24, 70, 70))
    for table in TABLES:
        rows = list(_rows(whole, table))
        _fill(book.create_sheet(), table.sheet, rows, [18 if len(one) < 6 else 34 for one in rows[0]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _rows(document: dict[str, Any], table: Table) -> Iterable[list[Any]]:
    more = _more(document, table)
    yield [*table.columns, *more.values()]
    if table.sheet == TRANSLATIONS:
        entries: Iterable[Any] = [{"language": tag, **said} for tag, said in document["translations"].items()]
    elif table.of:
        entries = [{table.of: slot["key"], **one} for slot in document["slots"] for one in slot[table.path]]
    else:
        entries = _at(document, table.path)
    for entry in entries:
        row: Mapping[str, Any] = {"text": entry} if isinstance(entry, str) else entry
        yield [
            *(_cell(row.get(column)) for column in table.columns),
            *(row[table.more].get(key, "") for key in more),
        ]


def _more(document: dict[str, Any], table: Table) -> dict[str, str]:
    """The columns beyond the known ones, by key: levels on the sheet Rubric, criteria for notes on examples."""
    if table.sheet == RUBRIC:
        return {level["key"]: level_heading(level) for level in document["rubric"]["levels"]}
    if table.more:
        return {one["key"]: f"{table.more}.{one['key']}" for one in document["rubric"]["criteria"]}
    return {}


def level_heading(level: Mapping[str, str]) -> str:
    """A level's column: its name, with the key where the name does not give it away."""
    name, key = level["name"], level["key"]
    return name if slugify(name) == key else f"{name} [{key}]"


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else value


def _fill(
    sheet: Worksheet,
    title: str,
    rows: Sequence[Sequence[Any]],
    widths: Sequence[int],
    *,
    heading: bool = True,
) -> None:
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                # What begins with “=” is text, never a formula.
                cell.data_type = "s"
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if heading and number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    if heading:
        sheet.freeze_panes = "A2"
