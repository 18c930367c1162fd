"""The quality gate as pages show it: each standard with its answers, what the checks found, and what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.document import Problem
from cairn.domain.gating.checks import Finding, examined
from cairn.domain.gating.models import Answer
from cairn.domain.gating.standards import ROLES, Standard
from cairn.domain.gating.standing import Line, Said
from cairn.domain.people.models import Person
from cairn.web.author.anchors import linked
from cairn.web.author.sections import form_of

WORDS = Answer.Word.choices
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Hint:
    """What a check found, and the anchor on the authoring page where it is mended."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One standard as a page shows it; `mine` is the answer that the reader may change."""

    line: Line
    role: str
    hints: tuple[Hint, ...]
    mine: Said | None
    others: tuple[Said, ...]
    owed: tuple[str, ...]

    @property
    def standard(self) -> Standard:
        return self.line.standard


def shown_to_author(lines: Iterable[Line], document: Mapping[str, Any]) -> list[Shown]:
    """The standards that an author answers, with what reviewers said to them."""
    hints = hints_of(document)
    return [
        _shown(line, hints, line.author, line.reviewers, "author")
        for line in lines
        if "author" in line.standard.answered_by
    ]


def shown_to_reviewer(lines: Iterable[Line], document: Mapping[str, Any], person: Person) -> list[Shown]:
    """The standards that a reviewer answers, with what the author and other reviewers said."""
    hints = hints_of(document)
    shown = []
    for line in lines:
        if "reviewer" in line.standard.answered_by:
            mine = next((one for one in line.reviewers if one.answer.answered_by == person), None)
            others = tuple(one for one in (line.author, *line.reviewers) if one and one is not mine)
            shown.append(_shown(line, hints, mine, others, "reviewer"))
    return shown


def _shown(
    line: Line, hints: Mapping[str, tuple[Hint, ...]], mine: Said | None, others: Sequence[Said], side: str
) -> Shown:
    standard = line.standard
    return Shown(
        line=line,
        role=ROLES.get(standard.role, standard.role),
        hints=hints.get(standard.check, ()),
        mine=mine,
        others=tuple(others),
        owed=tuple(line.owed(side)),
    )


def hints_of(document: Mapping[str, Any]) -> dict[str, tuple[Hint, ...]]:
    """What every check finds in a document, each linked to its spot on the authoring page."""
    lifted = documents.lifted(document)
    sections, grid = form_of(lifted, [])
    return {
        key: tuple(
            Hint(finding.text, one.anchor)
            for finding, one in zip(found, linked(_as_problems(found), sections, grid), strict=True)
        )
        for key, found in examined(lifted).items()
    }


def _as_problems(found: Iterable[Finding]) -> list[Problem]:
    return [Problem(finding.path, "check", finding.text) for finding in found]


def said_in(posted: QueryDict, shown: Iterable[Shown]) -> dict[str, tuple[str, str]]:
    """Answer and evidence of every standard that a form names.

    What was answered over an earlier text counts anew only when it is changed, or said to hold still.
    """
    said = {}
    for one in shown:
        key = one.standard.key
        if f"{key}.evidence" not in posted:
            continue
        told = (
            str(posted.get(f"{key}.answer", "")),
            str(posted[f"{key}.evidence"]).replace("\r\n", "\n").strip(),
        )
        stale = one.mine is not None and not one.mine.fresh
        before = (one.mine.answer.answer, one.mine.answer.evidence) if one.mine else None
        if not stale or told != before or f"{key}.again" in posted:
            said[key] = told
    return said
