"""The authoring form as data: sections, rows and fields, each with what hinders publishing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.document import Problem
from cairn.web.author import parsing

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


@dataclass(frozen=True, slots=True)
class _Form:
    document: dict[str, Any]
    said: Mapping[str, tuple[str, ...]]
    posted: Mapping[str, list[str]] = field(default_factory=dict)

    def field(
        self,
        name: str,
        label: Words,
        kind: str = "text",
        options: Mapping[str, str] | None = None,
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
        count = len(parsing.rows_at(self.document, path))
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


@dataclass(frozen=True, slots=True)
class Grid:
    """The rubric as a grid: a row for each criterion, a column for each level."""

    levels: tuple[Row, ...]
    passing: Field
    criteria: tuple[tuple[Row, tuple[Field, ...]], ...]
    problems: tuple[str, ...]


def form_of(document: dict[str, Any], found: Iterable[Problem]) -> tuple[list[Section], Grid]:
    """The sections of the form and the grid of the rubric."""
    said: dict[str, tuple[str, ...]] = {}
    for problem in found:
        said[problem.path] = (*said.get(problem.path, ()), problem.text)
    posted: dict[str, list[str]] = {}
    for name, value in parsing.fields_of(document):
        posted.setdefault(name, []).append(value)
    form = _Form(document, said, posted)
    return [
        _competency(form),
        _method(form),
        _research(form),
        _resources(form),
        _slots(form),
        _facts(form),
    ], _grid(form)


def _competency(form: _Form) -> Section:
    return Section(
        "competency",
        _("Competency"),
        (
            form.field("title", _("Title")),
            form.field("competency", _("Competency"), "area", hint=_("One sentence that begins with “You”.")),
            form.field("summary", _("Summary"), "area", hint=_("One or two sentences for the catalog.")),
        ),
    )


def _method(form: _Form) -> Section:
    fields = (
        form.field("method.name", _("Name of the key method")),
        form.field("method.summary", _("What it is"), "area"),
    )
    rows = form.rows(
        "method.components", [("name", _("Component")), ("text", _("What it asks for"), "area")], blank=True
    )
    return Section(
        "method",
        _("Method and components"),
        fields,
        "method.components",
        _("Component"),
        _("Save and add another component"),
        rows,
        form.said.get("method.components", ()),
    )


def _research(form: _Form) -> Section:
    fields = [
        ("claim", _("What it shows"), "area"),
        ("citation", _("Citation"), "area"),
        ("url", _("Address")),
    ]
    rows = form.rows("research", fields, blank=True)
    return Section(
        "research",
        _("Research"),
        (),
        "research",
        _("Research"),
        _("Save and add another"),
        rows,
        form.said.get("research", ()),
    )


def _resources(form: _Form) -> Section:
    kinds = documents.RESOURCE_KINDS
    fields = [
        ("title", _("Title")),
        ("kind", _("Kind"), "select", kinds),
        ("url", _("Address")),
        ("note", _("Note"), "area"),
    ]
    rows = form.rows("resources", fields, blank=True)
    return Section(
        "resources",
        _("Resources"),
        (),
        "resources",
        _("Resource"),
        _("Save and add another"),
        rows,
        form.said.get("resources", ()),
    )


def _slots(form: _Form) -> Section:
    fields: list[tuple[Any, ...]] = [
        ("key", "", "hidden"),
        ("title", _("Title")),
        ("kind", _("Kind"), "select", documents.SLOT_KINDS),
        ("instructions", _("Instructions"), "area"),
        ("at_least", _("At least"), "number"),
        ("at_most", _("At most"), "number"),
        ("min_words", _("Words, at least"), "number"),
        ("max_words", _("Words, at most"), "number"),
        ("max_minutes", _("Minutes, at most"), "number"),
        ("max_age_months", _("Months old, at most"), "number"),
    ]
    return Section(
        "slots",
        _("Evidence"),
        (),
        "slots",
        _("Evidence"),
        _("Add evidence"),
        form.rows("slots", fields),
        form.said.get("slots", ()),
    )


def _facts(form: _Form) -> Section:
    tiers = {"1": _("One stud"), "2": _("Two studs"), "3": _("Three studs")}
    fields = (
        form.field("hours.low", _("Hours, from"), "number"),
        form.field("hours.high", _("Hours, to"), "number"),
        form.field("audience", _("For"), "checks", documents.AUDIENCES),
        form.field("grades", _("Grades"), "checks", documents.GRADES),
        form.field("topics", _("Topics"), "checks", documents.TOPICS),
        form.field(
            "main_topic", _("Main topic"), "select", documents.TOPICS, _("It gives the badge its color.")
        ),
        form.field("subjects", _("Subjects"), "area", hint=_("One a line.")),
        form.field("fee.cents", _("Fee"), hint=_("Such as 40 or 12.50; 0 for none.")),
        form.field("fee.currency", _("Currency")),
        form.field("needs.student_work", _("Earners need work of their students"), "check"),
        form.field("needs.face_to_face", _("Earners need to teach face to face"), "check"),
        form.field("purpose", _("Declared purpose"), "area", hint=_("What the badge may be relied on for.")),
        form.field("stakes", _("Stakes"), "select", documents.STAKES),
        form.field("icon", _("Icon"), hint=_("A Lucide icon's name, such as award or users-round.")),
        form.field(
            "tier", _("Studs on the badge's rim"), "select", {key: str(words) for key, words in tiers.items()}
        ),
        form.field("license", _("License"), "select", documents.LICENSES),
        form.field("language", _("Language"), hint=_("A tag such as en, es or pt-BR.")),
        form.field("readings", _("Evaluators who read each submission"), "number"),
    )
    return Section("facts", _("Facts"), fields)


def _grid(form: _Form) -> Grid:
    rubric = form.document["rubric"]
    levels = form.rows("rubric.levels", [("key", "", "hidden"), ("name", _("Level"))])
    named = {level["key"]: level["name"] or level["key"] for level in rubric["levels"]}
    slots = {slot["key"]: slot["title"] or slot["key"] for slot in form.document["slots"]}
    rows = form.rows(
        "rubric.criteria",
        [
            ("key", "", "hidden"),
            ("title", _("Criterion")),
            ("look_for", _("What evaluators look for"), "area"),
            ("slots", _("Shown by"), "checks", slots),
        ],
    )
    cells = [
        tuple(form.field(f"{row.path}.descriptors.{key}", name, "area") for key, name in named.items())
        for row in rows
    ]
    passing = form.field("rubric.pass_level", _("Level that passes"), "select", named)
    said = [*form.said.get("rubric.criteria", ()), *form.said.get("rubric.levels", ())]
    return Grid(levels, passing, tuple(zip(rows, cells, strict=True)), tuple(said))
