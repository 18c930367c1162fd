"""What every change to a part needs: that it may be changed now, and that nothing changes it in between."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evidence import access
from cairn.domain.evidence.kinds import WAYS
from cairn.domain.evidence.models import Attempt, Part, Piece
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

LONGEST_TEXT = 100_000


class Conflict(Exception):
    """The words were changed elsewhere in the meantime; `current` is the piece as it stands."""

    def __init__(self, current: Piece) -> None:
        super().__init__("These words were changed in another window. Both versions are kept: choose one.")
        self.current = current


def changeable(part: Part, by: Person) -> Part:
    """The part as it is now, its attempt held, so that nothing changes while a round is being frozen."""
    row = (
        Part.objects.select_for_update(of=("attempt",), no_key=True)
        .select_related("attempt__edition", "slot")
        .get(pk=part.pk)
    )
    demand(access.may_change(by, row))
    return row


def writable(part: Part, way: str, by: Person) -> Part:
    """The same, if it takes this kind of piece: text, file, link or entry."""
    row = changeable(part, by)
    if way not in WAYS[row.shown_as]:
        raise Refused(no("way", f"“{row.slot.title}” does not take this kind of evidence."))
    return row


def touch(*, part: Part, at: datetime) -> None:
    Attempt.objects.filter(pk=part.attempt_id).update(touched_at=at)


def plain(text: str) -> str:
    """The text without the one character that PostgreSQL cannot keep."""
    return text.replace("\0", "")


def demand_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(
            no("too_long", f"This text is longer than {LONGEST_TEXT:,} characters. Attach it as a file.")
        )
