"""A filled-in workbook as a document: every fault with its sheet and cell, and nothing taken from harmful files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from django.utils.text import slugify
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from cairn.domain.catalog.exchange.faults import Broken, Fault, Place
from cairn.domain.catalog.exchange.nodes import Node
from cairn.domain.catalog.exchange.sheets import (
    FACT_PATHS,
    FACTS,
    INSTRUCTIONS,
    LISTS,
    RUBRIC,
    TABLES,
    TRANSLATIONS,
    Table,
)
from cairn.domain.catalog.exchange.taking import taken

LARGEST = 2_000_000
LARGEST_UNPACKED = 30_000_000
MOST_PARTS, MOST_ROWS, MOST_COLUMNS = 200, 500, 60
KEYED = re.compile(r"(?P<name>.*\S)\s*\[(?P<key>[^\[\]]+)\]")
SHEETS = (FACTS, *(table.sheet for table in TABLES))
Row = list[tuple[Place, Any]]


def from_spreadsheet(content: bytes) -> dict[str, Any]:
    """The document that a workbook (xlsx) holds, in the newest schema.

    Raises `Broken` with every fault, each with its sheet and cell.
    """
    look_inside(content)
    reader = _Workbook(_sheets_of(content))
    return taken(reader.root, reader.faults, complete=False)


def _broken(text: str) -> Broken:
    return Broken([Fault(Place((0,), "the file"), "", text)])


def look_inside(content: bytes, *, largest: int = LARGEST) -> None:
    """Refuse, by `Broken`, what is no workbook, or grows when it is unpacked, or declares entities."""
    if len(content) > largest:
        raise _broken(f"Send a smaller file: at most {largest // 1_000_000} MB are read.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _broken(
                    "Copy the contents into a fresh template: this file grows too large when unpacked."
                )
            for part in parts:
                if b"<!DOCTYPE" in packed.read(part):
                    raise _broken("Save the file anew from a spreadsheet program: it declares entities.")
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        zlib.error,
    ) as error:
        raise _broken("Send a spreadsheet in the format xlsx; this file is none.") from error


def _sheets_of(content: bytes) -> dict[str, list[Row]]:
    """The cells of each sheet, row by row; openpyxl meets broken workbooks with errors of many kinds."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return {
            sheet.title: list(_cells(sheet, number))
            for number, sheet in enumerate(book.worksheets, start=1)
            if sheet.title != INSTRUCTIONS
        }
    except Broken:
        raise
    except Exception as error:
        raise _broken("Save the file anew from a spreadsheet program: it cannot be read.") from error


def _cells(sheet: Any, number: int) -> Iterator[Row]:
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
    for down, row in enumerate(rows, start=1):
        if down > MOST_ROWS and any(value is not None for value in row):
            place = Place((number, down), f"{sheet.title}!A{down}")
            raise Broken([Fault(place, "", f"Keep to {MOST_ROWS} rows on a sheet.")])
        yield [
            (Place((number, down, across), f"{sheet.title}!{get_column_letter(across)}{down}"), _plain(value))
            for across, value in enumerate(row, start=1)
        ]


def _plain(value: Any) -> Any:
    """Whole numbers that a spreadsheet keeps as fractions, and days, as people see them."""
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**12:
        return int(value)
    text = str(value).replace("\r\n", "\n").strip()
    return text or None


class _Workbook:
    """Sorts cells into the tree of a document."""

    def __init__(self, sheets: dict[str, list[Row]]) -> None:
        self.faults: list[Fault] = []
        start = Place((0,), "the file")
        self.root = Node({"schema": Node(2, start)}, start, {"schema": start})
        known = {name: sheet for name, sheet in sheets.items() if name in SHEETS}
        for name in sheets:
            if name not in known:
                self._unknown(Place((0,), name), "sheet", name, SHEETS)
        if not known:
            raise _broken("Use the template: none of its sheets is in this file.")
        self._facts(known.get(FACTS, []))
        for table in TABLES:
            self._table(table, known.get(table.sheet, []))

    def _facts(self, rows: list[Row]) -> None:
        for row in rows[1:]:
            (place, name), (where, value) = row[0], (row[1] if len(row) > 1 else row[0])
            if name is None or value is None or len(row) < 2:
                continue
            if name not in FACT_PATHS:
                self._unknown(place, "field", str(name), FACT_PATHS)
                continue
            if name == "rubric.pass_level":
                value = slugify(str(value)) or value
            self._put(self.root, str(name), self._node(str(name), where, value))

    def _table(self, table: Table, rows: list[Row]) -> None:
        if not rows:
            return
        heads = self._heads(table, rows[0])
        entries = [entry for row in rows[1:] if (entry := self._entry(table, heads, row))]
        if table.sheet == RUBRIC:
            levels = [node for key, node in heads.values() if node is not None]
            self._put(self.root, "rubric.levels", Node(levels, rows[0][0][0]))
        if table.of:
            self._attach(table, entries)
        elif table.sheet == TRANSLATIONS:
            self._translations(entries)
        else:
            self._put(self.root, table.path, Node(entries, rows[0][0][0]))

    def _heads(self, table: Table, row: Row) -> dict[int, tuple[str, Node | None]]:
        """What each column holds, by its place; levels come with a node of their own."""
        heads: dict[int, tuple[str, Node | None]] = {}
        for across, (place, name) in enumerate(row):
            if name is None:
                continue
            if name in table.columns:
                heads[across] = (str(name), None)
            elif table.sheet == RUBRIC:
                level = _level(str(name), place)
                heads[across] = (f"descriptors.{level.value['key'].value}", level)
            elif table.more and str(name).startswith(f"{table.more}."):
                heads[across] = (str(name), None)
            else:
                self._unknown(place, "column", str(name), table.columns)
        return heads

    def _entry(self, table: Table, heads: dict[int, tuple[str, Node | None]], row: Row) -> Node | None:
        entry = Node({}, row[0][0])
        said = any(row[across][1] is not None for across in heads)
        for across, (name, level) in heads.items():
            place, value = row[across]
            if value is not None or (said and level):
                self._put(entry, name, self._node(name, place, value))
        if table.columns == ("text",) and entry.value:
            return Node(entry.value["text"].value, entry.value["text"].place)
        return entry if entry.value else None

    def _attach(self, table: Table, entries: list[Node]) -> None:
        """Give other ways and conditions to the evidence that they name."""
        slots = {
            slot.value["key"].value: slot
            for slot in self._held("slots")
            if isinstance(slot.value, dict) and "key" in slot.value
        }
        for entry in entries:
            named = entry.value.pop(table.of, None)
            slot = slots.get(named.value) if named else None
            if slot is None:
                told = (
                    f"Name the evidence by its key, as on the sheet Evidence: {', '.join(map(str, slots))}."
                )
                self.faults.append(Fault(named.place if named else entry.place, table.path, told))
                continue
            if table.path not in slot.value:
                self._put(slot, table.path, Node([], entry.place))
            slot.value[table.path].value.append(entry)

    def _held(self, path: str) -> list[Node]:
        node = self.root.value.get(path)
        return node.value if node else []

    def _translations(self, entries: list[Node]) -> None:
        for entry in entries:
            tag = entry.value.pop("language", None)
            if tag is None:
                self.faults.append(Fault(entry.place, "translations", "Say which language this row is in."))
            else:
                self._put(self.root, f"translations.{tag.value}", entry)

    def _node(self, name: str, place: Place, value: Any) -> Node:
        if name in LISTS:
            parts = [part.strip() for part in re.split(r"[;\n]", str(value)) if part.strip()]
            return Node([Node(part, place) for part in parts], place)
        return Node(value, place)

    def _put(self, into: Node, path: str, node: Node) -> None:
        first, _, rest = path.partition(".")
        if not rest:
            into.value[first], into.places[first] = node, node.place
            return
        if first not in into.value:
            into.value[first], into.places[first] = Node({}, node.place), node.place
        self._put(into.value[first], rest, node)

    def _unknown(self, place: Place, what: str, name: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        told = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}."
        self.faults.append(
            Fault(place, "", f"Remove the {what} “{name}”, or name it as the template does: {told}")
        )


def _level(heading: str, place: Place) -> Node:
    """The level that a column of the rubric stands for: `Proficient`, or `Meets it [proficient]`."""
    keyed = KEYED.fullmatch(heading)
    name, key = (keyed["name"], keyed["key"]) if keyed else (heading, slugify(heading) or heading)
    return Node({"key": Node(key, place), "name": Node(name, place)}, place, {"key": place, "name": place})
