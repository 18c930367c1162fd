"""A worked example as everybody reads it: the pieces that may be shown, and how they were rated, without names."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext

from cairn.domain.calibration.models import KeyLevel
from cairn.domain.evaluation.models import Moment
from cairn.domain.evaluation.queries import lines, moments_of, readers_of, summaries_of
from cairn.domain.evidence.models import RoundPiece, StoredFile
from cairn.domain.examples.models import Example
from cairn.domain.examples.queries import Held, names_in, pieces_of
from cairn.engines.redacting import without_names
from cairn.web.shared.kinds import icon_of
from cairn.web.shared.log import Log, log_of
from cairn.web.shared.medium import Medium, medium_of

Address = Callable[[StoredFile], str]
Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in a piece; `at_seconds` or `page` where it points at a place in it."""

    kind: str
    text: str
    at_seconds: float | None
    page: int | None


@dataclass(frozen=True, slots=True)
class WorkedPiece:
    """A piece that is shown, under a neutral name, with its names taken out; `held` is the piece as it was sent."""

    held: Held
    piece: RoundPiece
    name: str
    medium: Medium | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class WorkedPart:
    """What was sent for a slot: its log, everything that is shown, and how many pieces are not."""

    title: str
    icon: str
    log: Log | None
    every: tuple[WorkedPiece, ...]
    kept: int

    @property
    def pieces(self) -> list[WorkedPiece]:
        """What stands by itself: entries stand in the log."""
        return [one for one in self.every if one.piece.kind != "entry"]


@dataclass(frozen=True, slots=True)
class Rated:
    """A criterion of the rubric with the level it was given and why; `document` is the rubric's own entry."""

    document: Mapping[str, Any]
    level: str
    met: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """The whole example. `by_experts` says that experts agreed on its levels, so that it is an anchor's."""

    example: Example
    parts: tuple[WorkedPart, ...]
    rated: tuple[Rated, ...]
    summaries: tuple[str, ...]
    met: bool
    by_experts: bool

    @property
    def shown(self) -> bool:
        return any(part.every for part in self.parts)


def worked(
    example: Example, *, address: Address, show: Callable[[Held], bool] = lambda held: held.shown
) -> Worked:
    """What there is to read; `show` picks the pieces, and copies of files lie at `address`."""
    hide = _hider(example)
    held = pieces_of(example)
    picked = [each for each in held if show(each)]
    said = _said(example, hide)
    slots = {slot["key"]: slot for slot in example.edition.document["slots"]}
    groups: dict[str, list[Held]] = {}
    for each in held:
        groups.setdefault(each.piece.slot.key, []).append(each)
    rated, by_experts = _rated(example, hide)
    return Worked(
        example=example,
        parts=tuple(_part(slots[key], mates, picked, said, hide, address) for key, mates in groups.items()),
        rated=rated,
        summaries=() if by_experts else tuple(hide(text) for text in summaries_of(example.round)),
        met=all(each.met for each in rated) if by_experts else example.round.outcome.met,
        by_experts=by_experts,
    )


def _hider(example: Example) -> Hide:
    readers = {
        name for person, _ in readers_of(example.round.attempt) for name in (person.legal_name, person.name)
    }
    names, instead = names_in(example) | readers, gettext("[name]")
    return lambda text: without_names(text, names, instead=instead)


def _part(
    slot: Mapping[str, Any],
    mates: Sequence[Held],
    picked: Sequence[Held],
    said: Mapping[int, tuple[Said, ...]],
    hide: Hide,
    address: Address,
) -> WorkedPart:
    shown = tuple(
        _piece(each, number, len(mates), said, hide, address)
        for number, each in enumerate(mates, start=1)
        if each in picked
    )
    return WorkedPart(
        title=str(slot["title"]),
        icon=icon_of(mates[0].piece.shown_as),
        log=log_of([one.piece for one in shown], slot),
        every=shown,
        kept=len(mates) - len(shown),
    )


def _piece(
    held: Held,
    number: int,
    total: int,
    said: Mapping[int, tuple[Said, ...]],
    hide: Hide,
    address: Address,
) -> WorkedPiece:
    piece = copy.copy(held.piece)  # never saved: it says less than what was sent
    piece.text, piece.title, piece.place = hide(piece.text), "", hide(piece.place)
    name = f"{held.piece.slot.title} {number}" if total > 1 else str(held.piece.slot.title)
    medium = (
        replace(medium_of(piece.file, at=address), name=name) if piece.file and piece.kind == "file" else None
    )
    return WorkedPiece(held, piece, name, medium, said.get(held.piece.pk, ()))


def _said(example: Example, hide: Hide) -> dict[int, tuple[Said, ...]]:
    found: dict[int, list[Moment]] = {}
    for moment in moments_of(example.round):
        found.setdefault(moment.piece_id, []).append(moment)
    return {
        piece: tuple(Said(each.kind, hide(each.text), each.at_seconds, each.page) for each in mates)
        for piece, mates in found.items()
    }


def _rated(example: Example, hide: Hide) -> tuple[tuple[Rated, ...], bool]:
    """The rubric's criteria as experts agreed on them, where the work is an anchor; else as evaluators rated them."""
    keys = KeyLevel.objects.filter(anchor__round=example.round_id, anchor__state="agreed")
    agreed = {row.criterion.key: row for row in keys.select_related("criterion", "level")}
    told = {line.criterion.key: line for line in lines(example.round.outcome)} if not agreed else {}
    found = []
    for criterion in example.edition.document["rubric"]["criteria"]:
        if key := agreed.get(criterion["key"]):
            found.append(Rated(criterion, key.level.name, key.level.meets, (hide(key.rationale),)))
        elif line := told.get(criterion["key"]):
            found.append(Rated(criterion, line.level, line.met, tuple(map(hide, line.feedback))))
    return tuple(found), bool(agreed)
