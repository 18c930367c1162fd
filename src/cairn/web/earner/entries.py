"""What the evidence editor shows of an observation log, and of the ways in which a part may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse

from cairn.domain.evidence.models import Part, Piece
from cairn.web.earner.forms import EntryForm
from cairn.web.shared.kinds import icon_of, name_of
from cairn.web.shared.log import in_hours, log_of, standing

# “Oak Grove Elementary”, but not “a school library”: what follows a name and makes it a school's.
SCHOOL_NAME: Final = re.compile(
    r"\b(?:[A-Z][\w.’'-]+ )+(?:Elementary|Primary|Middle|Junior|High|Charter|Academy|School|Prep|K-8|ISD)\b"
)


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry with its form; `lasted` is its length in words, `named` a school's name that stands in its place."""

    number: int
    piece: Piece
    form: EntryForm
    lasted: str
    named: str
    save: str
    remove: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of evidence by which the part may be shown, with what it asks for."""

    kind: str
    name: str
    icon: str
    instructions: str
    chosen: bool


def show_choices(part: Part, choices: Mapping[str, str]) -> list[Choice]:
    """The ways to show a part; none where there is but one."""
    if len(choices) < 2:
        return []
    return [
        Choice(kind, name_of(kind), icon_of(kind), text, kind == part.shown_as)
        for kind, text in choices.items()
    ]


def log_editor(
    part: Part, slot: Mapping[str, Any], *, mine: tuple[UUID, EntryForm] | None = None
) -> dict[str, Any]:
    """The entries with their forms, and what they come to; empty for a part of another kind."""
    if part.shown_as != "observation_log":
        return {}
    pieces = [piece for piece in part.pieces.all() if piece.kind == "entry"]
    typed = dict([mine] if mine else [])
    return {
        "entries": [
            show_entry(part, piece, number, typed.get(piece.public_id))
            for number, piece in enumerate(pieces, start=1)
        ],
        "log": log_of(pieces, slot),
        "conditions": standing([piece for piece in pieces if not piece.blank], slot),
    }


def show_entry(part: Part, piece: Piece, number: int, typed: EntryForm | None) -> ShownEntry:
    at = [part.attempt.public_id, part.slot.key, piece.public_id]
    named = SCHOOL_NAME.search(piece.place)
    return ShownEntry(
        number=number,
        piece=piece,
        form=typed or form_of(piece),
        lasted=in_hours(piece.minutes) if piece.minutes else "",
        named=named.group() if named else "",
        save=reverse("earner:save_entry", args=at),
        remove=reverse("earner:remove", args=at),
    )


def form_of(piece: Piece, data: Mapping[str, Any] | None = None) -> EntryForm:
    """The form of an entry: as it is saved, or with what was sent."""
    told = {"made_on": piece.made_on, "begins": piece.begins, "ends": piece.ends}
    initial = {**told, "place": piece.place, "notes": piece.text}
    return EntryForm(data, auto_id=f"entry-{piece.pk}-%s", initial=initial)
