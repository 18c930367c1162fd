"""What may be done in coaching."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.catalog.models import Slot
from cairn.domain.coaching import access
from cairn.domain.coaching.models import Invitation, Remark
from cairn.domain.evidence.models import Attempt
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def invite(*, attempt: Attempt, coach: Person, message: str, by: Person, at: datetime) -> Invitation:
    """Invite a coach; inviting twice changes nothing."""
    demand(access.may_invite(by, attempt, coach, at=at))
    invitation, new = Invitation.objects.get_or_create(
        attempt=attempt, coach=coach, ended_at=None, defaults={"message": message.strip(), "invited_at": at}
    )
    if new:
        record(event="coach.invited", by=by, at=at, subject=attempt, coach=str(coach.public_id))
    return invitation


@transaction.atomic
def end(*, invitation: Invitation, by: Person, at: datetime) -> None:
    """End an invitation; ending it twice changes nothing."""
    demand(access.may_end(by, invitation))
    Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=at)


@transaction.atomic
def remark(*, attempt: Attempt, slot: Slot, text: str, by: Person, at: datetime) -> Remark:
    """Comment on one part of a draft; the same words twice in a row are one comment."""
    demand(access.may_comment(by, attempt, at=at))
    if slot.edition_id != attempt.edition_id:
        raise Refused(no("elsewhere", "That part does not belong to this work."))
    if not text.strip():
        raise Refused(no("empty", "Write the comment before you save it."))
    last = Remark.objects.filter(attempt=attempt, slot=slot).order_by("-pk").first()
    if last and (last.author_id, last.text) == (by.pk, text.strip()):
        return last
    said = Remark.objects.create(attempt=attempt, slot=slot, author=by, text=text.strip(), said_at=at)
    record(event="coach.commented", by=by, at=at, subject=said, attempt=str(attempt.public_id))
    return said
