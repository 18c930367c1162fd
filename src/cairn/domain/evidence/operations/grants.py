"""Giving and ending others' permission to read evidence."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.evidence.models import Attempt, Grant, Round
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person


@transaction.atomic
def give(
    *,
    attempt: Attempt,
    reader: Person,
    purpose: str,
    by: Person | None,
    at: datetime,
    round_: Round | None = None,
    until: datetime | None = None,
) -> Grant:
    """Allow a person to read; an equal grant that stands is kept, its end moved to `until`."""
    grant, new = Grant.objects.update_or_create(
        attempt=attempt,
        round=round_,
        reader=reader,
        purpose=purpose,
        until__isnull=until is None,
        defaults={"until": until},
        create_defaults={"since": at, "until": until},
    )
    if new:
        record(
            event="grant.given", by=by, at=at, subject=attempt, reader=str(reader.public_id), purpose=purpose
        )
    return grant


@transaction.atomic
def end(*, attempt: Attempt, reader: Person, purpose: str, by: Person | None, at: datetime) -> None:
    """End every grant of the purpose to the reader."""
    standing = Grant.objects.filter(attempt=attempt, reader=reader, purpose=purpose)
    ended = standing.filter(until=None).update(until=at) + standing.filter(until__gt=at).update(until=at)
    if ended:
        record(
            event="grant.ended", by=by, at=at, subject=attempt, reader=str(reader.public_id), purpose=purpose
        )
