"""Which window edits a sheet, and what is kept when the work changes hands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import EditLease, Moment, Rating, Reading
from cairn.domain.ledger.prepared import Prepared, PreparedModels
from cairn.domain.ledger.writing import change
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

WINDOW = timedelta(minutes=60)
ELSEWHERE = (
    "Another window of yours edits this sheet now. Choose Edit here to go on in this one; "
    "your words stay in view."
)


@deed()
def hold(*, reading: Reading, window: UUID, by: Person, at: datetime) -> EditLease:
    """Edit in this window for the next hour, and again with each call; `Refused` while another window edits."""
    demand(access.may_score(by, reading, at=at))
    lease = _locked(reading)
    demand_window(lease, window, at)
    return _given(lease, window, at)


@deed()
def take(*, reading: Reading, window: UUID, by: Person, at: datetime) -> EditLease:
    """Edit in this window from now on, whichever other one did."""
    demand(access.may_score(by, reading, at=at))
    return _given(_locked(reading), window, at)


@deed()
def let_go(*, reading: Reading, window: UUID, by: Person, at: datetime) -> None:
    """Give up editing when a window is closed; nothing happens if another one has taken over."""
    demand(access.may_view(by, reading))
    standing = EditLease.objects.filter(reading=reading, window=window, until__gt=at)
    standing.update(window=None, since=None, until=None)


@deed()
def count_save(*, reading: Reading, window: UUID | None, by: Person, at: datetime) -> EditLease:
    """Note that something was written from a window: raises the revision; `Refused` while another window edits."""
    demand(access.may_score(by, reading, at=at))
    lease = _locked(reading)
    demand_window(lease, window, at)
    lease.revision += 1
    if window is None:
        change(lease, "revision")
        return lease
    return _given(lease, window, at)


def demand_window(lease: EditLease | None, window: UUID | None, at: datetime) -> None:
    """Refuse a window while another one edits; a browser without scripts, which names none, counts as another."""
    if lease and lease.window and lease.until and lease.until > at and lease.window != window:
        raise Refused(no("elsewhere", ELSEWHERE))


def _locked(reading: Reading) -> EditLease:
    found = _lease(reading.pk)
    if not found:
        EditLease.objects.bulk_create([EditLease(reading=reading)], ignore_conflicts=True)
        found = _lease(reading.pk)
    return found[0]


@PreparedModels
def _lease(reading: int) -> QuerySet[EditLease]:
    return EditLease.objects.select_for_update(no_key=True).filter(reading=reading)


def _given(lease: EditLease, window: UUID, at: datetime) -> EditLease:
    if lease.window != window or lease.since is None:
        lease.since = at
    lease.window, lease.until = window, at + WINDOW
    lease.save(force_update=True)
    return lease


@deed()
def take_over_words(*, reading: Reading, by: Person, at: datetime) -> bool:
    """Bring marks, comments and words of her former reading of this round into the one she has now.

    Nothing happens if she has none, or has written something here already; whether anything was brought.
    """
    found = _former(by.pk, reading.round_id)
    if not found:
        return False
    former = Reading.objects.get(pk=found[0][0])
    demand(access.may_score(by, reading, at=at))
    if reading.summary or reading.ratings.exists() or reading.moments.exists():
        return False
    Rating.objects.bulk_create(
        Rating(
            reading=reading,
            criterion_id=one.criterion_id,
            level_id=one.level_id,
            feedback=one.feedback,
            saved_at=at,
        )
        for one in former.ratings.all()
    )
    Moment.objects.bulk_create(
        Moment(
            reading=reading,
            piece_id=one.piece_id,
            at_seconds=one.at_seconds,
            page=one.page,
            kind=one.kind,
            text=one.text,
            said_at=one.said_at,
        )
        for one in former.moments.all()
    )
    Reading.objects.filter(pk=reading.pk).update(summary=former.summary)
    reading.summary = former.summary
    return True


@Prepared
def _former(person: int, round_: int) -> QuerySet[Any, Any]:
    """The last reading of a round that she gave back or let lapse."""
    mine = Reading.objects.filter(round=round_, evaluator=person, state__in=["lapsed", "released"])
    return mine.order_by("-claimed_at").values_list("pk")[:1]
