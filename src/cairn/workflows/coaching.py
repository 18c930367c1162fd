"""Coaching: a coach is invited, may read the draft, and can never score it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.catalog.models import Slot
from cairn.domain.coaching import operations
from cairn.domain.coaching.models import Invitation, Remark
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts, grants
from cairn.domain.people.models import Person, Relation
from cairn.domain.people.operations import relate
from cairn.workflows import letters


@transaction.atomic
def invite(*, attempt: Attempt, coach: Person, message: str, by: Person, at: datetime) -> Invitation:
    """Invite a coach of the deliverer; from now on she is related to the earner and so cannot score her."""
    attempt = attempts.lock(attempt)  # so that no evaluator takes the work in the meantime
    invitation = operations.invite(attempt=attempt, coach=coach, message=message, by=by, at=at)
    relate(source=coach, target=by, kind=Relation.Kind.COACHES, by=by, at=at)
    grants.give(attempt=attempt, reader=coach, purpose="coach", by=by, at=at)
    letters.put("coach_invited", about=invitation, to=coach, at=at)
    return invitation


@transaction.atomic
def end(*, invitation: Invitation, by: Person, at: datetime) -> None:
    """End an invitation; the coach reads no more, and still cannot score."""
    operations.end(invitation=invitation, by=by, at=at)
    grants.end(attempt=invitation.attempt, reader=invitation.coach, purpose="coach", by=by, at=at)


@transaction.atomic
def remark(*, attempt: Attempt, slot: Slot, text: str, by: Person, at: datetime) -> Remark:
    """Comment on a part of a draft; the earner is told when it was her coach."""
    said = operations.remark(attempt=attempt, slot=slot, text=text, by=by, at=at)
    if by.pk != attempt.earner_id:
        letters.put("coach_commented", about=said, to=attempt.earner, at=at)
    return said
