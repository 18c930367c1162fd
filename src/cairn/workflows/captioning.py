"""Captioning: what is said in a video, typed or brought along, is played with it wherever it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.evidence import access
from cairn.domain.evidence.models import Piece, StoredFile
from cairn.domain.evidence.operations import files
from cairn.domain.people.models import Person
from cairn.engines import captions
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import neighbors, uploading


def caption(*, piece: Piece, text: str, by: Person, at: datetime) -> StoredFile:
    """Give a video its captions; those that it had go. Raises `Refused` where they cannot be read.

    They are a copy of the video's, so that consent for the video is theirs, and its withdrawal too.
    """
    demand(access.may_caption(by, piece))
    try:
        written = captions.webvtt(captions.read(text))
    except captions.CaptionsError as error:
        raise Refused(no("captions", str(error))) from error
    key = files.new_key(piece.part.attempt.organization.public_id)
    stored = neighbors.store().put(key, [written.encode()])
    with transaction.atomic():
        take_off(piece=piece, by=by, at=at)
        return files.caption(piece=piece, store_key=key, sha256=stored.sha256, size=stored.size, by=by, at=at)


@transaction.atomic
def take_off(*, piece: Piece, by: Person, at: datetime) -> None:
    """Take a video's captions off; their bytes are deleted from the outbox."""
    old = files.uncaption(piece=piece, by=by, at=at)
    if old is not None:
        uploading.discard(file=old, by=by, at=at)
