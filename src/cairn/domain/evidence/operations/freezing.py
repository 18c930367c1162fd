"""A round as it is frozen: what was sent, in its order, under one digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cairn.domain.evidence.models import Attempt, Part, Piece, Round, RoundPiece
from cairn.domain.ledger.writing import add

STATEMENT = (
    "This is my own work with my own students. Names and faces appear only where consent covers them, "
    "and I have said so where others helped."
)
Row = tuple[Part, int, Piece]


def freeze(*, attempt: Attempt, number: int, note: str, completed: Sequence[str], at: datetime) -> Round:
    """Keep what the attempt (of `whole_attempt`) holds now as its round of this number."""
    rows = [
        (part, position, piece)
        for part in attempt.parts.all()
        for position, piece in enumerate(part.pieces.all())
        if not piece.blank
    ]
    manifest = _manifest(attempt, number, completed, rows)
    round_ = Round(
        attempt=attempt,
        number=number,
        submitted_at=at,
        manifest=manifest,
        digest=hashlib.sha256(manifest.encode()).hexdigest(),
        statement=STATEMENT,
        note=note,
        completed=list(completed),
    )
    add(round_)
    if rows:
        add(*(_frozen(round_, *row) for row in rows))
    return round_


def _manifest(attempt: Attempt, number: int, completed: Sequence[str], rows: Sequence[Row]) -> str:
    """Canonical JSON of what is sent; what schema 1 did not know is named only where there is some."""
    told: dict[str, Any] = {
        "edition": attempt.edition.digest,
        "number": number,
        "pieces": [_line(*row) for row in rows],
    }
    if completed:
        told["completed"] = list(completed)
    return json.dumps(told, sort_keys=True)


def _line(part: Part, position: int, piece: Piece) -> dict[str, Any]:
    told = {"slot": part.slot.key, "position": position, "kind": piece.kind, "sha256": digest_of(piece)}
    if piece.instead:
        told["instead"] = piece.instead
    if piece.made_on:
        told["made_on"] = piece.made_on.isoformat()
    return told


def _frozen(round_: Round, part: Part, position: int, piece: Piece) -> RoundPiece:
    return RoundPiece(
        round=round_,
        piece=piece,
        slot=part.slot,
        position=position,
        kind=piece.kind,
        title=piece.title,
        text=piece.text,
        url=piece.url,
        file=piece.file,
        instead=piece.instead,
        made_on=piece.made_on,
        begins=piece.begins,
        ends=piece.ends,
        place=piece.place,
        digest=digest_of(piece),
    )


def digest_of(piece: Piece) -> str:
    """SHA-256 in hex of a piece's content."""
    if piece.file:
        return piece.file.sha256
    content = _entry(piece) if piece.kind == "entry" else piece.text or piece.url
    return hashlib.sha256(content.encode()).hexdigest()


def _entry(piece: Piece) -> str:
    told = {
        "made_on": piece.made_on and piece.made_on.isoformat(),
        "begins": piece.begins and piece.begins.isoformat("minutes"),
        "ends": piece.ends and piece.ends.isoformat("minutes"),
        "place": piece.place,
        "notes": piece.text,
    }
    return json.dumps(told, sort_keys=True)
