"""What the scoring page shows: the evidence by tabs, the criteria with her marks, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.combining import passes
from cairn.domain.evaluation.models import Moment, Reading
from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.kinds import choices_of
from cairn.domain.evidence.models import Round, RoundPiece
from cairn.engines.verdict import Verdict
from cairn.web.evaluator.bank import Bank, unfinished
from cairn.web.shared.kinds import icon_of, name_of
from cairn.web.shared.log import Log, log_of
from cairn.web.shared.medium import Medium, medium_of


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece of the frozen round under a neutral name: a file's own name may betray its owner."""

    piece: RoundPiece
    name: str
    medium: Medium | None
    consent: Verdict
    moments: tuple[Moment, ...]

    @property
    def timed(self) -> bool:
        return self._is("video")

    @property
    def paged(self) -> bool:
        return self._is("pdf")

    @property
    def pictured(self) -> bool:
        return self._is("image")

    @property
    def placed(self) -> bool:
        """Whether a comment may point into it, at a time or on a page."""
        return self.timed or self.paged

    def _is(self, kind: str) -> bool:
        return self.medium is not None and self.medium.kind == kind and bool(self.medium.address)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the evidence: a slot, or one of its videos.

    `log` is the slot's observation log; `otherwise` names the kind where the earner showed the slot another way,
    and `asked` what that way asks for.
    """

    key: str
    title: str
    icon: str
    pieces: tuple[ShownPiece, ...]
    log: Log | None
    otherwise: str
    asked: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion with what she gave it so far; `level` is the level's key or empty."""

    number: int
    criterion: Criterion
    level: str
    level_name: str
    met: bool
    feedback: str
    asked: tuple[str, ...]
    bank: Bank | None = None

    @property
    def missing(self) -> str:
        """What must still be done before it can be sent; empty when nothing."""
        if not self.level:
            return gettext("Rate “%(title)s”.") % {"title": self.criterion.title}
        if not self.met and not self.feedback:
            return gettext("Say what is missing in “%(title)s”.") % {"title": self.criterion.title}
        if self.bank and (begun := unfinished(self.feedback, self.bank.beginnings)):
            sentence = gettext("In “%(title)s”, finish “%(begun)s” with what is in this evidence.")
            return sentence % {"title": self.criterion.title, "begun": begun}
        return ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the marks come to by the rubric's rule; computed, never typed. `met` is None while it cannot be said."""

    marks: tuple[Mark, ...]
    rubric: Mapping[str, Any]
    carried: tuple[str, ...] = ()

    @property
    def scored(self) -> int:
        return sum(bool(mark.level) for mark in self.marks)

    @property
    def to_go(self) -> int:
        return len(self.marks) - self.scored

    @property
    def met(self) -> bool | None:
        within_reach = [mark.criterion.key for mark in self.marks if mark.met or not mark.level]
        if not passes(self.rubric, [*within_reach, *self.carried]):
            return False
        return None if self.to_go else True

    @property
    def missing(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.missing]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the fields of one criterion: as it was saved, or as it was typed and could not be saved."""

    level: str = ""
    feedback: str = ""


def kept_in(reading: Reading) -> dict[str, Kept]:
    """What is saved of a reading, by the key of the criterion."""
    return {
        rating.criterion.key: Kept(rating.level.key if rating.level else "", rating.feedback)
        for rating in reading.ratings.all()
    }


def marks_of(
    rubric: Mapping[str, Any],
    criteria: Sequence[Criterion],
    kept: Mapping[str, Kept],
    asked: Mapping[int, tuple[str, ...]],
    banks: Mapping[str, Bank],
) -> tuple[Mark, ...]:
    """The criteria to read, in their order, each with what stands in its fields."""
    levels = rubric["levels"]
    names = {level["key"]: str(level["name"]) for level in levels}
    ranks = {level["key"]: place for place, level in enumerate(levels)}
    passing = ranks[rubric["pass_level"]]
    return tuple(
        Mark(
            number=number,
            criterion=criterion,
            level=held.level,
            level_name=names.get(held.level, ""),
            met=bool(held.level) and ranks[held.level] >= passing,
            feedback=held.feedback,
            asked=asked.get(criterion.pk, ()),
            bank=banks.get(criterion.key),
        )
        for number, criterion in enumerate(criteria, start=1)
        for held in [_known(kept.get(criterion.key, Kept()), ranks)]
    )


def _known(kept: Kept, ranks: Mapping[str, int]) -> Kept:
    return kept if kept.level in ranks else replace(kept, level="")


def tabs_of(
    pieces: Sequence[RoundPiece],
    criteria: Sequence[Criterion],
    moments: Sequence[Moment],
    slots: Mapping[str, dict[str, Any]],
) -> list[Tab]:
    """The evidence that feeds the criteria to read: a tab for each slot, and one for each of several videos.

    `slots` are the entries of the edition's document by key.
    """
    wanted = {slot.pk for criterion in criteria for slot in criterion.slots.all()}
    held: dict[int, list[RoundPiece]] = {}
    for piece in pieces:
        if piece.slot_id in wanted:
            held.setdefault(piece.slot_id, []).append(piece)
    return [tab for mates in held.values() for tab in _tabs(mates, moments, slots[mates[0].slot.key])]


def tabs_of_all(pieces: Sequence[RoundPiece], round_: Round) -> list[Tab]:
    """All evidence of a round, for whoever looks at it as a whole."""
    slots = {slot["key"]: slot for slot in round_.attempt.edition.document["slots"]}
    held: dict[int, list[RoundPiece]] = {}
    for piece in pieces:
        held.setdefault(piece.slot_id, []).append(piece)
    return [tab for mates in held.values() for tab in _tabs(mates, (), slots[mates[0].slot.key])]


def _tabs(held: Sequence[RoundPiece], moments: Sequence[Moment], slot: dict[str, Any]) -> list[Tab]:
    shown = tuple(_piece(piece, number, len(held), moments) for number, piece in enumerate(held, start=1))
    kind = held[0].shown_as
    groups = [(one,) for one in shown] if kind == "video" else [shown]
    other = kind if kind != slot["kind"] else ""
    return [
        Tab(
            key=f"{slot['key']}-{number}",
            title=group[0].name if len(groups) > 1 else held[0].slot.title,
            icon=icon_of(kind),
            pieces=group,
            log=log_of([one.piece for one in group], slot),
            otherwise=name_of(other) if other else "",
            asked=choices_of(slot).get(other, ""),
        )
        for number, group in enumerate(groups, start=1)
    ]


def _piece(piece: RoundPiece, number: int, total: int, moments: Sequence[Moment]) -> ShownPiece:
    name = f"{piece.slot.title} {number}" if total > 1 else piece.slot.title
    if piece.kind == "entry":
        name = gettext("Entry %(number)d") % {"number": number}
    verdict = consent_for(piece.piece, "evaluation")
    medium = replace(medium_of(piece.file), name=name) if piece.file and verdict else None
    said = tuple(moment for moment in moments if moment.piece_id == piece.pk)
    return ShownPiece(piece, name, medium, verdict, said)
