"""How a document lies on the sheets of a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.domain.catalog.document_judging import JUDGING

FACTS = "Facts"
RUBRIC = "Rubric"
TRANSLATIONS = "Translations"
INSTRUCTIONS = "Instructions"

FACT_PATHS = (
    "key", "title", "competency", "summary", "language", "topics", "subjects", "grades", "audience", "icon",
    "tier", "hours.low", "hours.high", "fee.cents", "fee.currency", "purpose", "stakes", "needs.student_work",
    "needs.face_to_face", "method.name", "method.summary", "rubric.pass_level", "rubric.rule.rule",
    "rubric.rule.count", "rubric.rule.required", "readings", "license", "adapted_from.organization",
    "adapted_from.title", "adapted_from.url", "adapted_from.digest", "adapted_from.license",
    *(f"judging.{name}" for name in JUDGING),
)  # fmt: skip
"""One a row, the value beside it."""

LISTS = frozenset({"topics", "subjects", "grades", "audience", "rubric.rule.required", "slots"})
"""Fields that hold several values in one cell, separated by semicolons."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a row for each entry of the list at `path`; `of` names the slot that an entry belongs to."""

    sheet: str
    path: str
    columns: tuple[str, ...]
    of: str = ""
    more: str = ""


TABLES = (
    Table("Components", "method.components", ("name", "text")),
    Table("Research", "research", ("claim", "citation", "url")),
    Table("Resources", "resources", ("title", "kind", "url", "note")),
    Table(
        "Evidence",
        "slots",
        (
            "key", "kind", "title", "instructions", "at_least", "at_most",
            "min_words", "max_words", "max_minutes", "max_age_months",
        ),
    ),
    Table("Other ways", "alternatives", ("slot", "kind", "instructions"), of="slot"),
    Table("Conditions", "conditions", ("slot", "rule", "count", "minutes"), of="slot"),
    Table(RUBRIC, "rubric.criteria", ("key", "title", "look_for", "slots"), more="descriptors"),
    Table("Completion", "completion", ("text",)),
    Table("Examples", "examples", ("level", "title", "text"), more="notes"),
    Table("Prerequisites", "prerequisites", ("micro_credential", "required", "note")),
    Table("Alignments", "alignments", ("framework", "code", "text", "item", "url")),
    Table(TRANSLATIONS, "translations", ("language", "title", "competency", "summary")),
)  # fmt: skip
