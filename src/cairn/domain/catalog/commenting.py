"""Comments of co-authors on a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.catalog import access
from cairn.domain.catalog.models import Draft, DraftComment
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

LONGEST = 2000


@transaction.atomic
def comment(*, draft: Draft, section: str, text: str, by: Person, at: datetime) -> DraftComment:
    """Remark on a section of the draft, for its other authors; sent twice, it is said once."""
    demand(access.may_edit(by, draft.micro_credential, at=at))
    text = text.strip()
    if not text:
        raise Refused(no("empty", "Write the comment before you send it."))
    if len(text) > LONGEST:
        raise Refused(no("too_long", f"Shorten the comment to {LONGEST:,} characters."))
    said, new = DraftComment.objects.get_or_create(
        draft=draft, section=section, author=by, text=text, settled_at=None, defaults={"said_at": at}
    )
    if new:
        record(event="draft.commented", by=by, at=at, subject=draft.micro_credential, section=section)
    return said


@transaction.atomic
def settle(*, comment: DraftComment, by: Person, at: datetime) -> None:
    """Put a comment away that was dealt with; settling it twice changes nothing."""
    demand(access.may_edit(by, comment.draft.micro_credential, at=at))
    if DraftComment.objects.filter(pk=comment.pk, settled_at=None).update(settled_at=at):
        record(event="draft.comment_settled", by=by, at=at, subject=comment.draft.micro_credential)
