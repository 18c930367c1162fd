"""Looking at feedback: readings drawn by lot, and what a lead says of them."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import BackRead, Reading
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


def draw(*, reading: Reading, at: datetime) -> BackRead:
    """Put a sent reading on the leads' list; one that is there stays as it is."""
    return BackRead.objects.get_or_create(reading=reading, defaults={"drawn_at": at})[0]


@deed()
def look(*, back_read: BackRead, finding: str, note: str, by: Person, at: datetime) -> BackRead:
    """Say what one thinks of the feedback; its evaluator reads the note."""
    row = _locked(back_read)
    demand(access.may_look_back(by, row, at=at))
    if row.read_at:
        raise Refused(no("looked_at", "Another lead has looked at this one."))
    if finding not in BackRead.Finding.values:
        raise Refused(no("finding", "Choose what you think of the feedback."))
    if finding == BackRead.Finding.VAGUE and not note.strip():
        raise Refused(no("no_note", "Say how the feedback could be better, so that she can mend it."))
    row.finding, row.note, row.read_by, row.read_at = finding, note.strip(), by, at
    row.save(update_fields=["finding", "note", "read_by", "read_at"])
    organization = row.reading.organization
    record(event="feedback.looked_at", by=by, at=at, subject=row, organization=organization, finding=finding)
    return row


@deed()
def take_back_look(*, back_read: BackRead, by: Person, at: datetime) -> BackRead:
    """Take back one's own finding; the reading waits on the list again."""
    row = _locked(back_read)
    demand(access.may_look_back(by, row, at=at))
    if row.read_by_id != by.pk:
        raise Refused(no("not_yours", "Another lead has looked at this one."))
    row.finding, row.note, row.read_by, row.read_at = "", "", None, None
    row.save(update_fields=["finding", "note", "read_by", "read_at"])
    organization = row.reading.organization
    record(event="feedback.look_taken_back", by=by, at=at, subject=row, organization=organization)
    return row


def _locked(back_read: BackRead) -> BackRead:
    rows = BackRead.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("reading__organization", "reading__evaluator").get(pk=back_read.pk)
