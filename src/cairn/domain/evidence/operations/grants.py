"""Giving and ending others' permission to read evidence."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from cairn.domain.deeds import deed
from cairn.domain.evidence.models import Attempt, Grant, Round
from cairn.domain.ledger.operations import record
from cairn.domain.ledger.writing import add
from cairn.domain.people.models import Person, current


@deed()
def give(
    *,
    attempt: Attempt,
    reader: Person,
    purpose: str,
    by: Person | None,
    at: datetime,
    round_: Round | None = None,
    until: datetime | None = None,
    anew: bool = False,
) -> Grant:
    """Allow a person to read; an equal grant that stands is kept, its end moved to `until`.

    One that has ended stays as it was, so that the record shows when somebody could read and when not. `anew` says
    that none can stand, as what she was asked for has just become hers.
    """
    equal = Grant.objects.filter(current(at), attempt=attempt, round=round_, reader=reader, purpose=purpose)
    if not anew and (standing := equal.first()):
        standing.until = until
        standing.save(update_fields=["until"])
        return standing
    grant = Grant(attempt=attempt, round=round_, reader=reader, purpose=purpose, since=at, until=until)
    add(grant)
    record(event="grant.given", by=by, at=at, subject=attempt, reader=str(reader.public_id), purpose=purpose)
    return grant


@deed()
def end(*, attempt: Attempt, reader: Person, purpose: str, by: Person | None, at: datetime) -> None:
    """End every grant of the purpose to the reader."""
    standing = Grant.objects.filter(attempt=attempt, reader=reader, purpose=purpose)
    if standing.filter(Q(until=None) | Q(until__gt=at)).update(until=at):
        record(
            event="grant.ended", by=by, at=at, subject=attempt, reader=str(reader.public_id), purpose=purpose
        )
