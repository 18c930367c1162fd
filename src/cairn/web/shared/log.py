"""Evidence as readers see it: the entries of an observation log in one table, anything else piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.domain.evidence.conditions import asked, days_in, fault, minutes_in, places_in
from cairn.domain.evidence.models import Piece, RoundPiece
from cairn.web.shared.medium import Medium

Kept = Piece | RoundPiece


@dataclass(frozen=True, slots=True)
class Met:
    """A condition of the slot in words, and what is still missing for it; empty when it is met."""

    words: str
    fault: str


@dataclass(frozen=True, slots=True)
class Log:
    """What `<c-log>` takes: entries in their order, numbered from 1, and what they come to."""

    rows: tuple[tuple[int, Kept], ...]
    minutes: int
    places: int
    days: int
    conditions: tuple[Met, ...]

    @property
    def duration(self) -> str:
        """All entries together, in hours and minutes."""
        return in_hours(self.minutes)


@dataclass(frozen=True, slots=True)
class Sent:
    """A piece as it was sent, or in its place the whole log that it began."""

    piece: RoundPiece
    medium: Medium | None
    log: Log | None


def in_hours(minutes: int) -> str:
    """Minutes as people say them: 45 min, 2 h, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def log_of(pieces: Iterable[Kept], slot: Mapping[str, Any]) -> Log | None:
    """The log of the entries among the pieces of one slot; none where there is no entry that says something."""
    numbered = [(number, piece) for number, piece in enumerate(pieces, start=1) if piece.kind == "entry"]
    rows = [(number, piece) for number, piece in numbered if not (isinstance(piece, Piece) and piece.blank)]
    if not rows:
        return None
    entries = [piece for _, piece in rows]
    return Log(
        rows=tuple(rows),
        minutes=minutes_in(entries),
        places=places_in(entries),
        days=days_in(entries),
        conditions=standing(entries, slot),
    )


def standing(entries: Sequence[Kept], slot: Mapping[str, Any]) -> tuple[Met, ...]:
    """Each condition of a slot, and how it stands."""
    return tuple(Met(asked(each), fault(each, entries)) for each in slot.get("conditions", []))


def sent_of(
    pieces: Iterable[tuple[RoundPiece, Medium | None]], slots: Mapping[str, Mapping[str, Any]]
) -> list[Sent]:
    """The pieces of a round in their order, with one log in place of the entries of each slot."""
    listed = list(pieces)
    found: list[Sent] = []
    logged: set[int] = set()
    for piece, medium in listed:
        if piece.kind != "entry":
            found.append(Sent(piece, medium, None))
        elif piece.slot_id not in logged:
            logged.add(piece.slot_id)
            mates = [mate for mate, _ in listed if mate.slot_id == piece.slot_id]
            found.append(Sent(piece, None, log_of(mates, slots[piece.slot.key])))
    return found
