"""The parts of the authoring form, in the order in which a micro-credential is thought out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.document import Problem
from cairn.web.author.judging import judging_of
from cairn.web.author.shown import Form, Grid, Row, Section, Words

CONDITIONS = {
    "visits": _("Visits of a length"),
    "places": _("Different places"),
    "total_minutes": _("Minutes in all"),
    "days": _("Different days"),
}


def form_of(document: dict[str, Any], found: Iterable[Problem]) -> tuple[list[Section], Grid]:
    """The sections of the form and the grid of the rubric."""
    form = Form.of(document, found)
    return [
        _competency(form),
        _method(form),
        _research(form),
        _resources(form),
        _slots(form),
        _examples(form),
        _before(form),
        _alignments(form),
        _facts(form),
        judging_of(form),
    ], _grid(form)


def _rows_of(
    form: Form,
    path: str,
    title: Words,
    row: Words,
    add: Words,
    fields: Sequence[tuple[Any, ...]],
    *,
    key: str = "",
    blank: bool = False,
    about: Words = "",
) -> Section:
    rows = form.rows(path, fields, blank=blank)
    return Section(key or path, title, (), path, row, add, rows, form.said.get(path, ()), about)


def _competency(form: Form) -> Section:
    return Section(
        "competency",
        _("Competency"),
        (
            form.field("title", _("Title")),
            form.field("competency", _("Competency"), "area", hint=_("One sentence that begins with “You”.")),
            form.field("summary", _("Summary"), "area", hint=_("One or two sentences for the catalog.")),
        ),
    )


def _method(form: Form) -> Section:
    fields = (
        form.field("method.name", _("Name of the key method")),
        form.field("method.summary", _("What it is"), "area"),
    )
    columns = [("name", _("Component")), ("text", _("What it asks for"), "area")]
    add = _("Save and add another component")
    section = _rows_of(
        form,
        "method.components",
        _("Method and components"),
        _("Component"),
        add,
        columns,
        key="method",
        blank=True,
    )
    return replace(section, fields=fields)


def _research(form: Form) -> Section:
    fields = [
        ("claim", _("What it shows"), "area"),
        ("citation", _("Citation"), "area"),
        ("url", _("Address")),
    ]
    return _rows_of(
        form, "research", _("Research"), _("Research"), _("Save and add another"), fields, blank=True
    )


def _resources(form: Form) -> Section:
    fields = [
        ("title", _("Title")),
        ("kind", _("Kind"), "select", documents.RESOURCE_KINDS),
        ("url", _("Address")),
        ("note", _("Note"), "area"),
    ]
    return _rows_of(
        form, "resources", _("Resources"), _("Resource"), _("Save and add another"), fields, blank=True
    )


def _slots(form: Form) -> Section:
    fields = [
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
    section = _rows_of(form, "slots", _("Evidence"), _("Evidence"), _("Add evidence"), fields)
    return replace(section, rows=tuple(_with_groups(form, row) for row in section.rows))


def _with_groups(form: Form, row: Row) -> Row:
    """Other ways to show the same, and what a log is held to."""
    ways = form.group(
        f"{row.path}.alternatives",
        [
            ("kind", _("Kind"), "select", documents.SLOT_KINDS),
            ("instructions", _("What to send instead"), "area"),
        ],
        _("Other ways to show it"),
        _("Other way"),
        _("Add another way"),
    )
    held = form.group(
        f"{row.path}.conditions",
        [
            ("rule", _("Condition"), "select", CONDITIONS),
            ("count", _("How many"), "number", None, _("Visits, places or days.")),
            ("minutes", _("Minutes"), "number", None, _("Of each visit, or in all.")),
        ],
        _("What the log must hold"),
        _("Condition"),
        _("Add a condition"),
    )
    is_log = form.posted.get(f"{row.path}.kind") == ["observation_log"]
    return replace(row, groups=(ways, held) if is_log or held.rows else (ways,))


def _examples(form: Form) -> Section:
    rubric = form.document["rubric"]
    levels = {level["key"]: level["name"] or level["key"] for level in rubric["levels"]}
    notes = [
        (
            f"notes.{one['key']}",
            _("Why, in “%(criterion)s”") % {"criterion": one["title"] or one["key"]},
            "area",
        )
        for one in rubric["criteria"]
    ]
    fields = [
        ("title", _("Title")),
        ("level", _("Level"), "select", levels),
        ("text", _("The work, in Markdown"), "area"),
        *notes,
    ]
    section = _rows_of(
        form,
        "examples",
        _("Completion and examples"),
        _("Example"),
        _("Add an example"),
        fields,
        about=_("Examples are shown in public, marked as invented."),
    )
    done = form.field(
        "completion",
        _("Completion indicators"),
        "area",
        hint=_("What must be done, apart from how well. One a line."),
    )
    return replace(section, fields=(done,))


def _before(form: Form) -> Section:
    fields = [
        ("micro_credential", _("Micro-credential"), "text", None, _("As organization/key.")),
        ("note", _("Note")),
        ("required", _("It is required, not only recommended"), "check"),
    ]
    title, row = _("What comes before"), _("Prerequisite")
    return _rows_of(form, "prerequisites", title, row, _("Add a prerequisite"), fields)


def _alignments(form: Form) -> Section:
    fields = [
        ("framework", _("Framework")),
        ("code", _("Code")),
        ("text", _("What the item says"), "area"),
        ("item", _("Identifier"), "text", None, _("Where the framework has one; filled in by the search.")),
        ("url", _("Address")),
    ]
    add = _("Save and add another")
    return _rows_of(form, "alignments", _("Alignments"), _("Alignment"), add, fields, blank=True)


def _facts(form: Form) -> Section:
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
        form.field("language", _("Language"), hint=_("A tag such as en, es or pt-BR.")),
        form.field("readings", _("Evaluators who read each submission"), "number"),
        form.field(
            "license", _("License"), "select", documents.LICENSES, _("What others may do with this text.")
        ),
    )
    return Section("facts", _("Facts"), fields)


def _grid(form: Form) -> Grid:
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
    return Grid(levels, passing, tuple(zip(rows, cells, strict=True)), tuple(said), _rule(form))


def _rule(form: Form) -> tuple[Any, ...]:
    """How many criteria must be met; the rest is asked only where a number is."""
    criteria = {one["key"]: one["title"] or one["key"] for one in form.document["rubric"]["criteria"]}
    rule = form.field("rubric.rule.rule", _("How many must be met"), "select", documents.RULES)
    if rule.value != "count":
        return (rule,)
    return (
        rule,
        form.field("rubric.rule.count", _("Number of criteria"), "number"),
        form.field("rubric.rule.required", _("Must be met in any case"), "checks", criteria),
    )
