"""Opening, taking and giving back readings."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.states import LIFE
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

LEASE = timedelta(hours=48)


TURNAROUND = timedelta(days=10)


@transaction.atomic
def open_scoring(
    *, round_: Round, places: int, by: Person | None, at: datetime, adjudicate: bool = False
) -> list[Reading]:
    """Ask for the readings of a round; places that are asked for already are left alone."""
    taken = set(
        Reading.objects.filter(round=round_, state__in=["open", "claimed", "concluded"]).values_list(
            "place", flat=True
        )
    )
    return [
        _open(round_, place, due=at + TURNAROUND, adjudicates=adjudicate, by=by, at=at)
        for place in range(1, places + 1)
        if place not in taken
    ]


def _open(
    round_: Round, place: int, *, due: datetime, adjudicates: bool, by: Person | None, at: datetime
) -> Reading:
    reading = Reading.objects.create(
        round=round_,
        organization=round_.attempt.organization,
        place=place,
        adjudicates=adjudicates,
        opened_at=at,
        due_at=due,
    )
    record(event="reading.opened", by=by, at=at, subject=reading, organization=reading.organization)
    return reading


@transaction.atomic
def claim(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take an open reading; of two who try at once, one gets it. Raises `Refused` with the reason otherwise."""
    demand(access.may_claim(by, reading, at=at))
    won = Reading.objects.filter(pk=reading.pk, state="open").update(
        state=LIFE.after("claim", "open"), evaluator=by, claimed_at=at, leased_until=at + LEASE
    )
    if not won:
        raise Refused(no("taken", "Another evaluator has just taken this one. Choose Next for another."))
    record(event="reading.claimed", by=by, at=at, subject=reading, organization=reading.organization)
    reading.refresh_from_db()
    return reading


@transaction.atomic
def lapse(*, reading: Reading, by: Person | None, at: datetime) -> Reading | None:
    """Give an overdue claim's place back to the queue; its notes stay with the evaluator who wrote them."""
    ended = Reading.objects.filter(pk=reading.pk, state="claimed", leased_until__lte=at).update(
        state=LIFE.after("lapse", "claimed")
    )
    if not ended:
        return None
    record(event="reading.lapsed", by=by, at=at, subject=reading, organization=reading.organization)
    return _open(
        reading.round, reading.place, due=reading.due_at, adjudicates=reading.adjudicates, by=by, at=at
    )


@transaction.atomic
def renew(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Lengthen one's own lease, also one that ran out while nobody else took the work."""
    demand(access.may_continue(by, reading, at=at))
    Reading.objects.filter(pk=reading.pk, state="claimed", evaluator=by).update(leased_until=at + LEASE)
    reading.refresh_from_db()
    demand(access.may_score(by, reading, at=at))
    return reading


@transaction.atomic
def release(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Give a claimed reading back to the queue."""
    demand(access.may_view(by, reading))
    if not Reading.objects.filter(pk=reading.pk, state="claimed").update(
        state=LIFE.after("release", "claimed")
    ):
        raise Refused(no("not_claimed", "This reading is no longer yours to give back."))
    record(event="reading.released", by=by, at=at, subject=reading, organization=reading.organization)
    return _open(
        reading.round, reading.place, due=reading.due_at, adjudicates=reading.adjudicates, by=by, at=at
    )


@transaction.atomic
def cancel(*, round_: Round, by: Person | None, at: datetime) -> None:
    """Call off the open readings of a round that was taken back."""
    for reading in Reading.objects.filter(round=round_, state="open"):
        if Reading.objects.filter(pk=reading.pk, state="open").update(state=LIFE.after("cancel", "open")):
            record(event="reading.canceled", by=by, at=at, subject=reading, organization=reading.organization)
