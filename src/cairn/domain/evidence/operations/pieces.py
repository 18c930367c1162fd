"""What may be done to pieces of evidence in the working area, and to the consents for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from cairn.domain.deeds import deed
from cairn.domain.evidence import access
from cairn.domain.evidence.kinds import USES
from cairn.domain.evidence.models import Consent, Part, Piece, StoredFile
from cairn.domain.evidence.operations.holding import (
    LONGEST_TEXT,
    Conflict,
    changeable,
    demand_length,
    plain,
    touch,
    writable,
)
from cairn.domain.evidence.queries import today_of
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

__all__ = [
    "LONGEST_TEXT",
    "Conflict",
    "add_link",
    "attach",
    "date_piece",
    "give_consent",
    "remove",
    "restore",
    "withdraw_consent",
    "write",
]


@deed()
def write(*, part: Part, text: str, revision: int, by: Person, at: datetime) -> Piece:
    """Save the part's words over revision `revision` (0 for the first save).

    Raises `Conflict` when another save came between, and `Refused` when the part is shut. A repeat of a
    save that was already taken changes nothing, so that a lost answer may simply be sent again.
    """
    row, text = writable(part, "text", by), plain(text)
    demand_length(text)
    standing = Piece.objects.select_for_update(no_key=True).filter(part=row, instead=row.instead)
    piece = standing.filter(kind="text", removed_at=None).first()
    if piece is None:
        piece = Piece.objects.create(
            part=row, instead=row.instead, kind="text", text=text, added_at=at, changed_at=at
        )
    elif piece.text == text:
        return piece
    elif piece.revision != revision:
        raise Conflict(piece)
    else:
        piece.text, piece.revision, piece.changed_at = text, piece.revision + 1, at
        piece.save(update_fields=["text", "revision", "changed_at"])
    touch(part=row, at=at)
    record(event="part.saved", by=by, at=at, subject=piece, revision=piece.revision)
    return piece


@deed()
def add_link(*, part: Part, url: str, title: str, by: Person, at: datetime) -> Piece:
    """Add a link, http and https only; one that the part holds already is given back."""
    row = writable(part, "link", by)
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise Refused(no("bad_link", "This is not a web address. It begins with https://.")) from None
    if standing := Piece.objects.filter(part=row, kind="link", url=url, removed_at=None).first():
        return standing
    piece = Piece.objects.create(
        part=row, instead=row.instead, kind="link", url=url, title=title, added_at=at, changed_at=at
    )
    touch(part=row, at=at)
    record(event="piece.added", by=by, at=at, subject=piece, kind="link")
    return piece


@deed()
def attach(
    *,
    part: Part,
    file: StoredFile,
    by: Person,
    at: datetime,
    title: str = "",
    code: str = "",
    made_on: date | None = None,
) -> Piece:
    """Attach a received file to the part; attaching the same file again gives back its piece.

    `code` is what a file of code says, which readers are shown instead of the file.
    """
    row = writable(part, "file", by)
    demand_length(code)
    if file.owner_id != by.pk or file.state != StoredFile.State.ATTACHED:
        raise Refused(no("not_kept", "This file cannot be attached. Upload it again."))
    piece, new = Piece.objects.get_or_create(
        file=file,
        defaults={
            "part": row,
            "instead": row.instead,
            "kind": "code" if code else "file",
            "text": plain(code),
            "title": title or file.name[:200],
            "made_on": made_on,
            "added_at": at,
            "changed_at": at,
        },
    )
    if new:
        touch(part=row, at=at)
        record(event="piece.added", by=by, at=at, subject=piece, kind="file", sha256=file.sha256)
    return piece


@deed()
def remove(*, piece: Piece, by: Person, at: datetime) -> Piece:
    """Take a piece out of the working area; `restore` undoes it, and rounds that hold it keep it."""
    row = changeable(piece.part, by)
    if Piece.objects.filter(pk=piece.pk, removed_at=None).update(removed_at=at):
        touch(part=row, at=at)
        record(event="piece.removed", by=by, at=at, subject=piece)
    return piece


@deed()
def restore(*, piece: Piece, by: Person, at: datetime) -> Piece:
    """Undo a removal."""
    row = changeable(piece.part, by)
    others = row.pieces.filter(kind="text", removed_at=None, instead=piece.instead).exclude(pk=piece.pk)
    if piece.kind == "text" and others.exists():
        raise Refused(no("newer_words", "This part has newer words. Copy what you want from the old ones."))
    if Piece.objects.filter(pk=piece.pk).exclude(removed_at=None).update(removed_at=None):
        touch(part=row, at=at)
        record(event="piece.added", by=by, at=at, subject=piece, kind=piece.kind)
    return piece


@deed()
def date_piece(*, piece: Piece, made_on: date, by: Person, at: datetime) -> Piece:
    """Say on what day a file was made."""
    row = changeable(piece.part, by)
    if piece.kind not in {"file", "code"}:
        raise Refused(no("way", "Only a file has a day on which it was made."))
    if made_on > today_of(by, at):
        raise Refused(no("not_yet", "This day is still to come. Give the day on which it was made."))
    if Piece.objects.filter(pk=piece.pk).exclude(made_on=made_on).update(made_on=made_on):
        touch(part=row, at=at)
        record(event="piece.dated", by=by, at=at, subject=piece)
    piece.made_on = made_on
    return piece


@deed()
def give_consent(
    *,
    piece: Piece,
    by: Person,
    at: datetime,
    given_on: date,
    who: str = "",
    form: str = "",
    uses: Sequence[str] = (),
    nobody_recognizable: bool = False,
) -> Consent:
    """Record who agreed, by what form and for what uses; or that nobody can be recognized."""
    demand(access.owns(by, piece.part.attempt))
    if not nobody_recognizable:
        if not who.strip() or not form.strip():
            raise Refused(no("consent", "Say who agreed and by what form, or that nobody can be recognized."))
        if not uses or set(uses) - set(USES):
            raise Refused(no("consent", "Choose at least one use that the consent covers."))
    told: dict[str, Any] = {
        "who": who.strip(),
        "form": form.strip(),
        "uses": [use for use in USES if use in uses],
        "given_on": given_on,
        "nobody_recognizable": nobody_recognizable,
    }
    if standing := _standing(piece, told):
        return standing
    consent = Consent.objects.create(piece=piece, recorded_at=at, recorded_by=by, **told)
    record(event="consent.recorded", by=by, at=at, subject=consent, piece=str(piece.public_id))
    return consent


def _standing(piece: Piece, told: dict[str, Any]) -> Consent | None:
    """The last consent, if it says the same and nothing was withdrawn since: the form was sent twice."""
    last = Consent.objects.filter(piece=piece).order_by("-recorded_at", "-pk").first()
    if last is None or any(getattr(last, name) != value for name, value in told.items()):
        return None
    ended = Consent.objects.filter(piece=piece, withdrawn_at__gte=last.recorded_at).exists()
    return None if ended else last


@deed()
def withdraw_consent(*, consent: Consent, by: Person, at: datetime) -> None:
    """Withdraw consent at any time; from then on nobody is sent the file."""
    demand(access.owns(by, consent.piece.part.attempt))
    if Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(event="consent.withdrawn", by=by, at=at, subject=consent, piece=str(consent.piece.public_id))
