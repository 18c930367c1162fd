"""Rating anchors: sheets are begun, filled and sent."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.calibration import access
from cairn.domain.calibration.models import Anchor, Gate, Sheet, SheetRating
from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


def begin_sheet(
    *,
    anchor: Anchor,
    person: Person,
    purpose: str,
    by: Person | None,
    at: datetime,
    gate: Gate | None = None,
) -> Sheet:
    """Give a person an anchor to rate; from then on it is no longer unseen for her."""
    sheet = Sheet.objects.create(anchor=anchor, person=person, purpose=purpose, gate=gate, begun_at=at)
    record(event="sheet.begun", by=by, at=at, subject=sheet, anchor=str(anchor.public_id), purpose=purpose)
    return sheet


@deed()
def rate(
    *, sheet: Sheet, criterion: Criterion, level: Level | None, feedback: str, by: Person, at: datetime
) -> SheetRating:
    """Save a level and words for one criterion of an anchor."""
    demand(access.may_rate(by, sheet))
    edition = sheet.anchor.edition_id
    if criterion.edition_id != edition or (level is not None and level.edition_id != edition):
        raise Refused(no("elsewhere", "This criterion does not belong to this anchor."))
    rating, _ = SheetRating.objects.update_or_create(
        sheet=sheet, criterion=criterion, defaults={"level": level, "feedback": feedback, "saved_at": at}
    )
    return rating


@deed()
def send(*, sheet: Sheet, by: Person, at: datetime) -> Sheet:
    """Send a sheet for good. Raises `Refused` naming every criterion that is not rated, or that an expert left bare."""
    if sheet.sent_at:
        return sheet
    demand(access.may_rate(by, sheet))
    row = Sheet.objects.select_for_update(no_key=True, of=("self",)).select_related("anchor__edition")
    sheet = row.get(pk=sheet.pk)
    if sheet.sent_at:
        return sheet
    rated = {each.criterion_id: each for each in sheet.ratings.all()}
    reasons = []
    for criterion in sheet.anchor.edition.criteria.all():
        rating = rated.get(criterion.pk)
        if rating is None or rating.level_id is None:
            reasons.append(Reason("unrated", f"Rate “{criterion.title}”."))
        elif sheet.purpose == Sheet.Purpose.EXPERT and not rating.feedback.strip():
            reasons.append(Reason("no_rationale", f"Say why “{criterion.title}” has this level."))
    if reasons:
        raise Refused(Verdict(False, tuple(reasons)))
    sheet.sent_at = at
    sheet.save(update_fields=["sent_at"])
    record(event="sheet.sent", by=by, at=at, subject=sheet, purpose=sheet.purpose)
    return sheet
