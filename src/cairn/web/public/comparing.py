"""Up to four micro-credentials side by side, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.web.public.shown import bounds_of, grades_in_words
from cairn.web.shared.templatetags.cairn import hours, money

Cell = Callable[[MicroCredential, dict[str, Any]], list[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one micro-credential's column."""

    public_id: str
    title: str
    href: str
    art: str
    without: str


@dataclass(frozen=True, slots=True)
class Row:
    """What each of them says to one question; `same` when all say the same."""

    label: str | Promise
    cells: Sequence[list[str]]

    @property
    def same(self) -> bool:
        return len(self.cells) > 1 and all(cell == self.cells[0] for cell in self.cells)


def columns(rows: Sequence[MicroCredential], editions: Sequence[Edition]) -> list[Column]:
    def address(left: Iterable[MicroCredential]) -> str:
        asked = "&".join(f"id={each.public_id}" for each in left)
        return reverse("public:compare") + (f"?{asked}" if asked else "")

    return [
        Column(
            str(row.public_id),
            edition.title,
            reverse("public:micro_credential", args=[row.public_id]),
            reverse("public:edition_art", args=[edition.public_id]),
            address(other for other in rows if other != row),
        )
        for row, edition in zip(rows, editions, strict=True)
    ]


def table(rows: Sequence[MicroCredential], editions: Sequence[Edition]) -> list[Row]:
    """Every question with what each says to it."""
    docs = [documents.lifted(edition.document) for edition in editions]
    return [
        Row(label, [cell(row, doc) for row, doc in zip(rows, docs, strict=True)])
        for label, cell in QUESTIONS.items()
    ]


def _evidence(_row: MicroCredential, doc: dict[str, Any]) -> list[str]:
    return [
        " · ".join((f"{slot['title']} ({documents.SLOT_KINDS[slot['kind']]})", *bounds_of(slot)))
        for slot in doc["slots"]
    ]


def _rubric(_row: MicroCredential, doc: dict[str, Any]) -> list[str]:
    return [criterion["title"] for criterion in doc["rubric"]["criteria"]]


def _levels(_row: MicroCredential, doc: dict[str, Any]) -> list[str]:
    rubric = doc["rubric"]
    levels = " → ".join(level["name"] for level in rubric["levels"])
    passing = next(level["name"] for level in rubric["levels"] if level["key"] == rubric["pass_level"])
    return [levels, gettext("Met from “%(level)s” on") % {"level": passing}]


def _needs(_row: MicroCredential, doc: dict[str, Any]) -> list[str]:
    needs = doc["needs"]
    told = [gettext("Teaching students face to face")] if needs["face_to_face"] else []
    told += [gettext("Work of your students, with consent")] if needs["student_work"] else []
    return told or [gettext("Nothing beyond your own work")]


def _worth(row: MicroCredential, _doc: dict[str, Any]) -> list[str]:
    return [f"{worth.sentence} ({worth.recognizer})" for worth in row.worths.all()]


QUESTIONS: dict[str | Promise, Cell] = {
    _("What it shows"): lambda _row, doc: [doc["competency"]],
    _("Time"): lambda _row, doc: [hours(doc["hours"])],
    _("What you will send"): _evidence,
    _("What evaluators look for"): _rubric,
    _("Levels"): _levels,
    _("Needs"): _needs,
    _("Counts toward"): _worth,
    _("Fee"): lambda _row, doc: [money(doc["fee"])],
    _("Grades"): lambda _row, doc: [grades_in_words(doc["grades"])] if doc["grades"] else [],
    _("For"): lambda _row, doc: [documents.AUDIENCES[key] for key in doc["audience"]],
    _("Offered by"): lambda row, _doc: [row.organization.name],
    _("Earned"): lambda row, _doc: [f"{row.earned:,}"],
}
