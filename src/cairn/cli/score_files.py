"""Scores and plain tables from CSV files; whatever is wrong is told with its row and column."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cairn.cli.place import Trouble
from cairn.engines.measurement.ratings import Ratings
from cairn.engines.measurement.registry import Column, Scores

MISSING = {"", "na", "nan", "."}
ONE_CRITERION = "all"
HIGHEST = 1000
"""The highest level that is taken for one: beyond it a scale is surely a mistake, and would fill the memory."""
YES = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
Row = tuple[str, str, str, int]
Line = tuple[int, dict[str, str]]


def scores(file: Path, scale: Sequence[int] | None) -> Scores:
    """Scores in long or wide form, by the header:

    submission, evaluator, level [, criterion] [, group]: one score a row;
    submission, evaluator [, group], then a column for each criterion;
    submission [, criterion] [, group], then a column for each evaluator.
    Without `scale`, it runs from 1 (or the lowest) to the highest level found.
    """
    header, lines = _lines(file)
    _demand(file, header, ["submission"])
    read = _long if "level" in header else _wide
    rows: list[Row] = []
    groups: dict[str, str] = {}
    first: dict[tuple[str, str, str], int] = {}
    for number, line in lines:
        if group := line.get("group", ""):
            groups[_name(file, number, line, "submission")] = group
        for row in read(file, number, line, scale):
            if (earlier := first.setdefault(row[:3], number)) != number:
                raise Trouble(
                    f"{file}, row {number}: {row[1]} scored criterion {row[2]} of submission {row[0]} already in "
                    f"row {earlier}. Leave one of the two."
                )
            rows.append(row)
    if not rows:
        raise Trouble(f"{file} holds no scores. Put one score in each row, below the header.")
    return Scores(Ratings.of(rows, scale=scale or _found(rows)), groups)


def table(file: Path, columns: Sequence[Column]) -> dict[str, list[Any]]:
    """A plain table: each column's name to its list. Columns that are not asked for are left out."""
    header, lines = _lines(file)
    _demand(file, header, [column.name for column in columns if column.required])
    known = [column for column in columns if column.name in header]
    found: dict[str, list[Any]] = {column.name: [] for column in known}
    for number, line in lines:
        for column in known:
            found[column.name].append(_cell(file, number, column, line[column.name]))
    return found


def _lines(file: Path) -> tuple[list[str], Iterator[Line]]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Trouble(f"{file} is no text in UTF-8. Save it as CSV (UTF-8).") from error
    reader = _rows(file, text)
    header = [name.strip() for name in next(reader, (1, []))[1]]
    if len(set(header)) != len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise Trouble(f"{file}, row 1: there are two columns “{twice}”. Give each its own name.")
    return header, _read(file, header, reader)


def _rows(file: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise Trouble(f"{file}, row {reader.line_num}: it cannot be read as CSV ({error}).") from error


def _read(file: Path, header: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise Trouble(
                f"{file}, row {number}: {len(cells)} cells, but the header has {len(header)}. "
                "Put quotation marks around a cell with a comma in it."
            )
        yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def _demand(file: Path, header: list[str], names: Sequence[str]) -> None:
    for name in names:
        if name not in header:
            raise Trouble(
                f"{file} has no column “{name}”. The first row must name the columns: "
                f"{', '.join(names)}; it names {', '.join(header) or 'none'}."
            )


def _long(file: Path, number: int, line: dict[str, str], scale: Sequence[int] | None) -> Iterator[Row]:
    if "evaluator" not in line:
        raise Trouble(f"{file} has no column “evaluator”, which a file with a column “level” needs.")
    level = _level(file, number, "level", line["level"], scale)
    if level is not None:
        criterion = _name(file, number, line, "criterion") if "criterion" in line else ONE_CRITERION
        yield (
            _name(file, number, line, "submission"),
            _name(file, number, line, "evaluator"),
            criterion,
            level,
        )


def _wide(file: Path, number: int, line: dict[str, str], scale: Sequence[int] | None) -> Iterator[Row]:
    submission = _name(file, number, line, "submission")
    by_criterion = "evaluator" in line
    fixed = {"submission", "evaluator", "group"} if by_criterion else {"submission", "criterion", "group"}
    evaluator = _name(file, number, line, "evaluator") if by_criterion else ""
    criterion = "" if by_criterion else line.get("criterion", "") or ONE_CRITERION
    for name in (name for name in line if name not in fixed):
        level = _level(file, number, name, line[name], scale)
        if level is not None:
            yield (
                (submission, evaluator, name, level) if by_criterion else (submission, name, criterion, level)
            )


def _name(file: Path, number: int, line: dict[str, str], column: str) -> str:
    if not line[column]:
        raise Trouble(f"{file}, row {number}, column {column}: it is empty. Write whose score this is.")
    return line[column]


def _level(file: Path, number: int, column: str, text: str, scale: Sequence[int] | None) -> int | None:
    if text.lower() in MISSING:
        return None
    try:
        level = int(text)
        if abs(level) > HIGHEST:
            raise ValueError
    except ValueError:
        raise Trouble(
            f"{file}, row {number}, column {column}: “{text[:20]}” is no level. Write a whole number up to {HIGHEST}, "
            "or leave it empty if there is no score."
        ) from None
    if scale is not None and level not in scale:
        raise Trouble(
            f"{file}, row {number}, column {column}: {level} is not on the scale {scale[0]}-{scale[-1]}."
        )
    return level


def _found(rows: Sequence[Row]) -> tuple[int, ...]:
    levels = [row[3] for row in rows]
    return tuple(range(min(1, *levels), max(2, *levels) + 1))


def _cell(file: Path, number: int, column: Column, text: str) -> object:
    kinds: dict[str, tuple[Callable[[str], object], str]] = {
        "text": (str, "text"),
        "number": (float, "a number, such as 0.5"),
        "whole": (int, "a whole number"),
        "yes": (lambda given: YES[given.lower()], "yes or no"),
    }
    if not text and not column.required:
        return None
    make, wanted = kinds[column.kind]
    try:
        return make(text)
    except (ValueError, KeyError):
        raise Trouble(
            f"{file}, row {number}, column {column.name}: “{text}” cannot be read. Write {wanted}."
        ) from None
