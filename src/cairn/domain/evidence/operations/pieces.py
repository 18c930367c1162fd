"""What may be done to pieces of evidence in the working area, and to the consents for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from cairn.domain.evidence import access
from cairn.domain.evidence.kinds import USES, WAYS
from cairn.domain.evidence.models import Attempt, Consent, Part, Piece, StoredFile
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

LONGEST_TEXT = 100_000


class Conflict(Exception):
    """The words were changed elsewhere in the meantime; `current` is the piece as it stands."""

    def __init__(self, current: Piece) -> None:
        super().__init__("These words were changed in another window. Both versions are kept: choose one.")
        self.current = current


def _changeable(part: Part, by: Person) -> Part:
    """The part as it is now, its attempt held, so that nothing changes while a round is being frozen."""
    row = (
        Part.objects.select_for_update(of=("attempt",), no_key=True)
        .select_related("attempt", "slot")
        .get(pk=part.pk)
    )
    demand(access.may_change(by, row))
    return row


def _writable(part: Part, way: str, by: Person) -> Part:
    row = _changeable(part, by)
    if way not in WAYS[row.slot.kind]:
        raise Refused(no("way", f"“{row.slot.title}” does not take this kind of evidence."))
    return row


def _touch(part: Part, at: datetime) -> None:
    Attempt.objects.filter(pk=part.attempt_id).update(touched_at=at)


@transaction.atomic
def write(*, part: Part, text: str, revision: int, by: Person, at: datetime) -> Piece:
    """Save the part's words over revision `revision` (0 for the first save).

    Raises `Conflict` when another save came between, and `Refused` when the part is shut. A repeat of a
    save that was already taken changes nothing, so that a lost answer may simply be sent again.
    """
    row, text = _writable(part, "text", by), text.replace("\0", "")  # which PostgreSQL cannot keep
    if len(text) > LONGEST_TEXT:
        raise Refused(
            no("too_long", f"This text is longer than {LONGEST_TEXT:,} characters. Attach it as a file.")
        )
    piece = (
        Piece.objects.select_for_update(no_key=True).filter(part=row, kind="text", removed_at=None).first()
    )
    if piece is None:
        piece = Piece.objects.create(part=row, kind="text", text=text, added_at=at, changed_at=at)
    elif piece.text == text:
        return piece
    elif piece.revision != revision:
        raise Conflict(piece)
    else:
        piece.text, piece.revision, piece.changed_at = text, piece.revision + 1, at
        piece.save(update_fields=["text", "revision", "changed_at"])
    _touch(row, at)
    record(event="part.saved", by=by, at=at, subject=piece, revision=piece.revision)
    return piece


@transaction.atomic
def add_link(*, part: Part, url: str, title: str, by: Person, at: datetime) -> Piece:
    """Add a link, http and https only; one that the part holds already is given back."""
    row = _writable(part, "link", by)
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise Refused(no("bad_link", "This is not a web address. It begins with https://.")) from None
    if standing := Piece.objects.filter(part=row, kind="link", url=url, removed_at=None).first():
        return standing
    piece = Piece.objects.create(part=row, kind="link", url=url, title=title, added_at=at, changed_at=at)
    _touch(row, at)
    record(event="piece.added", by=by, at=at, subject=piece, kind="link")
    return piece


@transaction.atomic
def attach(*, part: Part, file: StoredFile, by: Person, at: datetime, title: str = "") -> Piece:
    """Attach a received file to the part; attaching the same file again gives back its piece."""
    row = _writable(part, "file", by)
    if file.owner_id != by.pk or file.state != StoredFile.State.ATTACHED:
        raise Refused(no("not_kept", "This file cannot be attached. Upload it again."))
    piece, new = Piece.objects.get_or_create(
        file=file,
        defaults={
            "part": row,
            "kind": "file",
            "title": title or file.name[:200],
            "added_at": at,
            "changed_at": at,
        },
    )
    if new:
        _touch(row, at)
        record(event="piece.added", by=by, at=at, subject=piece, kind="file", sha256=file.sha256)
    return piece


@transaction.atomic
def remove(*, piece: Piece, by: Person, at: datetime) -> Piece:
    """Take a piece out of the working area; `restore` undoes it, and rounds that hold it keep it."""
    row = _changeable(piece.part, by)
    if Piece.objects.filter(pk=piece.pk, removed_at=None).update(removed_at=at):
        _touch(row, at)
        record(event="piece.removed", by=by, at=at, subject=piece)
    return piece


@transaction.atomic
def restore(*, piece: Piece, by: Person, at: datetime) -> Piece:
    """Undo a removal."""
    row = _changeable(piece.part, by)
    if piece.kind == "text" and row.pieces.filter(kind="text", removed_at=None).exclude(pk=piece.pk).exists():
        raise Refused(no("newer_words", "This part has newer words. Copy what you want from the old ones."))
    if Piece.objects.filter(pk=piece.pk).exclude(removed_at=None).update(removed_at=None):
        _touch(row, at)
        record(event="piece.added", by=by, at=at, subject=piece, kind=piece.kind)
    return piece


@transaction.atomic
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


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Person, at: datetime) -> None:
    """Withdraw consent at any time; from then on nobody is sent the file."""
    demand(access.owns(by, consent.piece.part.attempt))
    if Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(event="consent.withdrawn", by=by, at=at, subject=consent, piece=str(consent.piece.public_id))
