"""What may be done to the entries of an observation log, and to the kind of evidence by which a part is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from cairn.domain.deeds import deed
from cairn.domain.evidence.kinds import choices_of
from cairn.domain.evidence.models import Part, Piece
from cairn.domain.evidence.operations.holding import (
    Conflict,
    changeable,
    demand_length,
    plain,
    touch,
    writable,
)
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, no


@dataclass(frozen=True, slots=True)
class Observed:
    """What an entry says, as far as it is written yet: when it was, where, and what was seen."""

    made_on: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    notes: str = ""


@deed()
def add_entry(*, part: Part, by: Person, at: datetime, observed: Observed | None = None) -> Piece:
    """Add an entry to the log; a blank one that stands already is given back instead of a second."""
    row = writable(part, "entry", by)
    standing = list(row.pieces.filter(kind="entry", removed_at=None, instead=row.instead))
    piece = next((piece for piece in standing if piece.blank), None)
    if piece is None:
        most = row.attempt.edition.slot(row.slot.key)["at_most"]
        if len(standing) >= most:
            raise Refused(no("full", f"“{row.slot.title}” takes {most} at most. Remove one first."))
        piece = Piece.objects.create(part=row, instead=row.instead, kind="entry", added_at=at, changed_at=at)
        touch(part=row, at=at)
        record(event="piece.added", by=by, at=at, subject=piece, kind="entry")
    if observed is None:
        return piece
    return save_entry(piece=piece, observed=observed, revision=piece.revision, by=by, at=at)


@deed()
def save_entry(*, piece: Piece, observed: Observed, revision: int, by: Person, at: datetime) -> Piece:
    """Save an entry over revision `revision`.

    Raises `Conflict` when another save came between, and `Refused` when the part is shut or the end is not after
    the start. A repeat of what was saved already changes nothing.
    """
    row = writable(piece.part, "entry", by)
    held = Piece.objects.select_for_update(no_key=True).get(pk=piece.pk, part=row, kind="entry")
    told = _told(observed)
    if all(getattr(held, name) == value for name, value in told.items()):
        return held
    if held.revision != revision:
        raise Conflict(held)
    for name, value in (told | {"revision": held.revision + 1, "changed_at": at}).items():
        setattr(held, name, value)
    held.save(update_fields=[*told, "revision", "changed_at"])
    touch(part=row, at=at)
    record(event="part.saved", by=by, at=at, subject=held, revision=held.revision)
    return held


def _told(observed: Observed) -> dict[str, date | time | str | None]:
    """The entry's columns, times to the minute; refuses what no entry can say."""
    notes = plain(observed.notes)
    demand_length(notes)
    begins, ends = (
        each and each.replace(second=0, microsecond=0) for each in (observed.begins, observed.ends)
    )
    if begins and ends and ends <= begins:
        sentence = "The end must be later than the start. Write a visit past midnight as two entries."
        raise Refused(no("ends_first", sentence))
    place = " ".join(plain(observed.place).split())
    return {"made_on": observed.made_on, "begins": begins, "ends": ends, "place": place, "text": notes}


@deed()
def show_as(*, part: Part, kind: str, by: Person, at: datetime) -> Part:
    """Show a part by another of the kinds its slot offers; what she gathered in the old kind is kept aside."""
    row = changeable(part, by)
    slot = row.attempt.edition.slot(row.slot.key)
    if kind not in choices_of(slot):
        raise Refused(no("kind", f"“{row.slot.title}” cannot be shown that way. Choose one that is offered."))
    instead = "" if kind == slot["kind"] else kind
    if row.instead != instead:
        row.instead = instead
        row.save(update_fields=["instead"])
        touch(part=row, at=at)
        record(event="part.shown_otherwise", by=by, at=at, subject=row.attempt, slot=row.slot.key, kind=kind)
    return row
