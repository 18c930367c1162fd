"""The authoring form as data: sections, rows and fields, each with what hinders publishing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from cairn.domain.catalog.document import Problem
from cairn.web.author import parsing
from cairn.web.author.rows import rows_at

Words = str | Promise
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One control; `kind` is text, area, number, select, checks, check or hidden. `value` as posted."""

    name: str
    label: Words
    kind: str = "text"
    value: Any = ""
    options: Options = ()
    hint: Words = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list; `fixed` rows are the empty last ones, which cannot be moved."""

    path: str
    fields: tuple[Field, ...]
    first: bool
    last: bool
    fixed: bool = False
    problems: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows within a row; `row` is what one is called, `add` the words of the button that adds one."""

    path: str
    title: Words
    row: Words
    add: Words
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the template. `path` is that of its rows, `add` the words of the button that adds one."""

    key: str
    title: Words
    fields: tuple[Field, ...] = ()
    path: str = ""
    row: Words = ""
    add: Words = ""
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    about: Words = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What sections are made of: the document, its problems by path, and the values as posted."""

    document: dict[str, Any]
    said: Mapping[str, tuple[str, ...]]
    posted: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: dict[str, Any], found: Iterable[Problem]) -> Form:
        said: dict[str, tuple[str, ...]] = {}
        for problem in found:
            said[problem.path] = (*said.get(problem.path, ()), problem.text)
        posted: dict[str, list[str]] = {}
        for name, value in parsing.fields_of(document):
            posted.setdefault(name, []).append(value)
        return cls(document, said, posted)

    def field(
        self,
        name: str,
        label: Words,
        kind: str = "text",
        options: Mapping[str, str] | Mapping[str, Promise] | None = None,
        hint: Words = "",
    ) -> Field:
        values = self.posted.get(name, [])
        value: Any = values if kind == "checks" else (values[0] if values else "")
        listed = tuple((key, str(words)) for key, words in (options or {}).items())
        if kind == "checks":  # what is chosen comes first, in its own order, and so is posted in that order
            known = dict(listed)
            listed = tuple(
                (key, known.get(key, key)) for key in [*values, *(k for k in known if k not in values)]
            )
        return Field(name, label, kind, value, listed, hint, self.said.get(name, ()))

    def rows(self, path: str, fields: Sequence[tuple[Any, ...]], *, blank: bool = False) -> tuple[Row, ...]:
        count = len(rows_at(self.document, path))
        return tuple(
            Row(
                path=f"{path}.{place}",
                fields=tuple(self.field(f"{path}.{place}.{name}", *more) for name, *more in fields),
                first=place == 0,
                last=place == count - 1,
                fixed=place >= count,
                problems=self.said.get(f"{path}.{place}", ()),
            )
            for place in range(count + blank)
        )

    def group(
        self, path: str, fields: Sequence[tuple[Any, ...]], title: Words, row: Words, add: Words
    ) -> Group:
        return Group(path, title, row, add, self.rows(path, fields), self.said.get(path, ()))


@dataclass(frozen=True, slots=True)
class Grid:
    """The rubric as a grid: a row for each criterion, a column for each level."""

    levels: tuple[Row, ...]
    passing: Field
    criteria: tuple[tuple[Row, tuple[Field, ...]], ...]
    problems: tuple[str, ...]
    rule: tuple[Field, ...]
