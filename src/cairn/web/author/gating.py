"""The quality gate as pages show it: each standard with its answers, what the checks found, and what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.document import Problem
from cairn.domain.gating.checks import LINKS, Finding, Look, dead_links, examined
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
    """One standard as a page shows it; `mine` is the answer that the reader may change.

    `typed` is what she wrote where somebody else has answered meanwhile; both texts are shown then.
    """

    line: Line
    role: str
    hints: tuple[Hint, ...]
    mine: Said | None
    others: tuple[Said, ...]
    owed: tuple[str, ...]
    typed: tuple[str, str] | None = None

    @property
    def standard(self) -> Standard:
        return self.line.standard

    @property
    def kept(self) -> tuple[str, str]:
        """Answer and evidence as they are saved."""
        return (self.mine.answer.answer, self.mine.answer.evidence) if self.mine else ("", "")

    @property
    def word(self) -> str:
        return (self.typed or self.kept)[0]

    @property
    def evidence(self) -> str:
        return (self.typed or self.kept)[1]

    @property
    def was(self) -> str:
        """A mark of what is saved, by which a form tells later what it began from."""
        return _mark(self.kept)


def shown_to_author(
    lines: Iterable[Line], document: Mapping[str, Any], seen: Mapping[str, Look]
) -> list[Shown]:
    """The standards that an author answers, with what reviewers said to them."""
    hints = hints_of(document, seen)
    return [
        _shown(line, hints, line.author, line.reviewers, "author")
        for line in lines
        if "author" in line.standard.answered_by
    ]


def shown_to_reviewer(
    lines: Iterable[Line], document: Mapping[str, Any], seen: Mapping[str, Look], person: Person
) -> list[Shown]:
    """The standards that a reviewer answers, with what the author and other reviewers said."""
    hints = hints_of(document, seen)
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
        hints=tuple(hint for check in standard.checks for hint in hints.get(check, ())),
        mine=mine,
        others=tuple(others),
        owed=tuple(line.owed(side)),
    )


def hints_of(document: Mapping[str, Any], seen: Mapping[str, Look]) -> dict[str, tuple[Hint, ...]]:
    """What every check finds in a document, each linked to its spot on the authoring page."""
    lifted = documents.lifted(document)
    told = examined(lifted) | {LINKS: dead_links(lifted, seen)}
    sections, grid = form_of(lifted, [])
    return {
        key: tuple(
            Hint(finding.text, one.anchor)
            for finding, one in zip(found, linked(_as_problems(found), sections, grid), strict=True)
        )
        for key, found in told.items()
    }


def _as_problems(found: Iterable[Finding]) -> list[Problem]:
    return [Problem(finding.path, "check", finding.text) for finding in found]


def said_in(posted: QueryDict, shown: Iterable[Shown]) -> dict[str, tuple[str, str]]:
    """Answer and evidence of every standard that a form names.

    What was answered over an earlier text counts anew only when it is changed, or said to hold still.
    """
    said = {}
    for one in shown:
        key, told = one.standard.key, _typed(posted, one)
        stale = one.mine is not None and not one.mine.fresh
        if told is not None and (not stale or told != one.kept or f"{key}.again" in posted):
            said[key] = told
    return said


def _typed(posted: QueryDict, one: Shown) -> tuple[str, str] | None:
    key = one.standard.key
    if f"{key}.evidence" not in posted:
        return None
    evidence = str(posted[f"{key}.evidence"]).replace("\r\n", "\n").strip()
    return str(posted.get(f"{key}.answer", "")), evidence


def disputed(posted: QueryDict, shown: Iterable[Shown]) -> list[Shown]:
    """The standards with what was typed beside what somebody saved meanwhile; what she did not touch is theirs."""
    return [_disputed(posted, one) for one in shown]


def _disputed(posted: QueryDict, one: Shown) -> Shown:
    told = _typed(posted, one)
    untouched = told is not None and posted.get(f"{one.standard.key}.was") == _mark(told)
    return one if told is None or told == one.kept or untouched else replace(one, typed=told)


def rivals(posted: QueryDict, shown: Iterable[Shown]) -> dict[str, str]:
    """Every field of a form that stands otherwise now, with its text: what `autosave.conflict` tells."""
    fields: dict[str, str] = {}
    for one in shown:
        told = _typed(posted, one)
        if told is not None and told != one.kept:
            fields |= {f"{one.standard.key}.answer": one.kept[0], f"{one.standard.key}.evidence": one.kept[1]}
    return fields


def _mark(told: tuple[str, str]) -> str:
    return sha256("\n".join(told).encode()).hexdigest()[:12]
