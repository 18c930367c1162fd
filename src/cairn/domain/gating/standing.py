"""Where a review stands: for every standard what both sides say, whether it still holds, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.domain.gating.models import Answer
from cairn.domain.gating.pinning import over
from cairn.domain.gating.standards import Standard
from cairn.engines.verdict import Reason, Verdict

SETTLED = frozenset({"met", "not_applicable"})
WHO = {"author": "the author", "reviewer": "a reviewer"}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it stands; `fresh` unless what it looked at has changed since."""

    answer: Answer
    fresh: bool

    @property
    def settles(self) -> bool:
        """Whether it says, with evidence and over what stands now, that the standard holds."""
        row = self.answer
        return self.fresh and row.answer in SETTLED and bool(row.evidence.strip())


@dataclass(frozen=True, slots=True)
class Line:
    """A standard and everything said to it."""

    standard: Standard
    author: Said | None
    reviewers: tuple[Said, ...]

    def missing(self, side: str) -> str:
        """What one side still owes this standard, as a sentence; empty when nothing."""
        if side not in self.standard.answered_by:
            return ""
        told = [self.author] if side == "author" else self.reviewers
        said = [one for one in told if one and one.answer.answer]
        title, who = self.standard.title, WHO[side]
        if not said:
            return f"“{title}” waits for {who}'s answer."
        if any(one.answer.answer == "not_met" and one.fresh for one in said):
            return f"“{title}” is not met yet, as {who} says."
        if not any(one.fresh for one in said):
            return f"“{title}” has changed since {who} answered. It is to be looked at again."
        if not any(one.settles for one in said):
            return f"“{title}” lacks {who}'s evidence: say what shows it."
        return ""

    def owed(self, *sides: str) -> list[str]:
        return [sentence for side in sides if (sentence := self.missing(side))]

    @property
    def settled(self) -> bool:
        return not self.owed("author", "reviewer")


def lines_of(
    standards: Sequence[Standard], answers: Sequence[Answer], document: Mapping[str, Any]
) -> tuple[Line, ...]:
    """Every standard with its answers, judged against a lifted document."""
    given: dict[str, list[Answer]] = {}
    for answer in answers:
        given.setdefault(answer.standard, []).append(answer)
    return tuple(_line(standard, given.get(standard.key, []), document) for standard in standards)


def _line(standard: Standard, answers: Sequence[Answer], document: Mapping[str, Any]) -> Line:
    now = over(standard, document)
    said = [Said(answer, answer.over == now) for answer in answers]
    authors = [one for one in said if one.answer.side == "author"]
    return Line(
        standard, authors[0] if authors else None, tuple(one for one in said if one.answer.side == "reviewer")
    )


def verdict(lines: Sequence[Line], *sides: str) -> Verdict:
    """Whether every must is settled by these sides; otherwise a reason for each that is not."""
    reasons = tuple(
        Reason(f"gate:{line.standard.key}", sentence)
        for line in lines
        if line.standard.must
        for sentence in line.owed(*sides)
    )
    return Verdict(not reasons, reasons)
