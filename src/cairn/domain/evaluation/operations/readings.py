"""Asking for readings, taking them and giving them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access, calendars
from cairn.domain.evaluation.models import APART, Reading, Why
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evaluation.states import LIFE
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.operations import record
from cairn.domain.ledger.writing import add
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no

AT_LEAST = timedelta(hours=1)
"""How long an evaluator who has just saved something keeps her work, whatever the hour."""


@deed()
def open_scoring(
    *,
    round_: Round,
    reasons: Sequence[str],
    standing: int,
    by: Person | None,
    at: datetime,
    away: bool = False,
) -> list[Reading]:
    """Ask for the readings of a round, one for each reason, but for the first `standing`, which are asked for."""
    organization, due = round_.attempt.organization, due_of(round_, at)
    asked = [
        Reading(
            round=round_,
            organization=organization,
            place=place,
            reason=why,
            away=away,
            opened_at=at,
            due_at=due,
        )
        for place, why in enumerate(reasons, start=1)
        if place > standing
    ]
    if asked:
        add(*asked)
    for reading in asked:
        record(event="reading.opened", by=by, at=at, subject=reading, organization=organization)
    return asked


@deed()
def ask(
    *,
    round_: Round,
    why: str,
    by: Person | None,
    at: datetime,
    place: int = 0,
    due: datetime | None = None,
    criteria: Collection[str] = (),
    by_lead: bool = False,
    away: bool = False,
    meant_for: Person | None = None,
) -> Reading:
    """Ask for one reading, in the next free place unless one is named, and due as the rules of its edition say.

    `criteria` are the keys of those it is about, all by default. With `meant_for`, only she finds it in her queue.
    """
    attempt = round_.attempt
    reading = Reading(
        round=round_,
        organization=attempt.organization,
        place=place or _next_place(round_),
        reason=why,
        criteria=list(criteria),
        by_lead=by_lead,
        away=away,
        meant_for=meant_for,
        opened_at=at,
        due_at=due or due_of(round_, at),
    )
    add(reading)
    record(event="reading.opened", by=by, at=at, subject=reading, organization=reading.organization)
    return reading


def due_of(round_: Round, at: datetime) -> datetime:
    """When a reading asked for at a moment is due."""
    attempt = round_.attempt
    return calendars.after(at, rules_of(attempt.edition).read_days, zone=attempt.organization.time_zone)


def due_in_all(round_: Round, at: datetime) -> datetime:
    """When a further reading is due, so that the earner hears in time; never sooner than a business day from now."""
    attempt = round_.attempt
    rules, zone = rules_of(attempt.edition), attempt.organization.time_zone
    whole = calendars.after(round_.submitted_at, rules.total_days, zone=zone)
    return max(min(due_of(round_, at), whole), calendars.after(at, 1, zone=zone))


def _next_place(round_: Round) -> int:
    return int(Reading.objects.filter(round=round_).aggregate(last=Max("place"))["last"] or 0) + 1


def _again(reading: Reading, by: Person | None, at: datetime) -> Reading:
    """The same work, for somebody else; what is no part of judging its round is not asked for again."""
    if reading.reason in APART:
        return reading
    return ask(
        round_=reading.round,
        why=reading.reason,
        place=reading.place,
        due=reading.due_at,
        criteria=reading.criteria,
        by_lead=reading.by_lead,
        away=reading.away,
        by=by,
        at=at,
    )


@deed()
def claim(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take an open reading for as many days as the rules give; of two who try at once, one gets it.

    Raises `Refused` with the reason otherwise.
    """
    demand(access.may_claim(by, reading, at=at))
    taken = {
        "state": LIFE.after("claim", "open"),
        "evaluator": by,
        "claimed_at": at,
        "leased_until": due_of(reading.round, at),
    }
    if not Reading.objects.filter(pk=reading.pk, state="open").update(**taken):
        raise Refused(no("taken", "Another evaluator has just taken this one. Choose Next for another."))
    for name, value in taken.items():
        setattr(reading, name, value)
    record(event="reading.claimed", by=by, at=at, subject=reading, organization=reading.organization)
    return reading


@deed()
def lapse(*, reading: Reading, by: Person | None, at: datetime) -> Reading | None:
    """Give an overdue claim's place back to the queue; its notes stay with the evaluator who wrote them."""
    ended = Reading.objects.filter(pk=reading.pk, state="claimed", leased_until__lte=at).update(
        state=LIFE.after("lapse", "claimed")
    )
    if not ended:
        return None
    record(event="reading.lapsed", by=by, at=at, subject=reading, organization=reading.organization)
    return _again(reading, by, at)


def note_stuck(*, organization: Organization, readings: Collection[int], at: datetime) -> int:
    """Note which open readings (keys) nobody may take, and which somebody may again; how many are newly stuck."""
    waiting = Reading.objects.filter(organization=organization, state="open")
    waiting.exclude(pk__in=readings).filter(stuck_since__isnull=False).update(stuck_since=None)
    return waiting.filter(pk__in=readings, stuck_since=None).update(stuck_since=at)


def note_reminder(*, reading: Reading, times: int) -> bool:
    """Note that its evaluator was reminded so many times by now; whether that is news."""
    mine = Reading.objects.filter(pk=reading.pk, state="claimed", reminded__lt=times)
    return bool(mine.update(reminded=times))


def keep(*, reading: Reading, at: datetime) -> None:
    """Let an evaluator who has just saved something work on for `AT_LEAST`."""
    if reading.leased_until is None or reading.leased_until >= at + AT_LEAST:
        return
    mine = Reading.objects.filter(pk=reading.pk, state="claimed", leased_until__lt=at + AT_LEAST)
    if mine.update(leased_until=at + AT_LEAST):
        reading.leased_until = at + AT_LEAST


@deed()
def renew(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take one's own work anew, also when its time ran out while nobody else took it."""
    demand(access.may_continue(by, reading, at=at))
    Reading.objects.filter(pk=reading.pk, state="claimed", evaluator=by).update(
        leased_until=due_of(reading.round, at)
    )
    reading.refresh_from_db()
    demand(access.may_score(by, reading, at=at))
    return reading


@deed()
def release(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Give a claimed reading back to the queue."""
    return hand_back(reading=reading, move="release", event="reading.released", by=by, at=at)


@deed()
def recuse(*, reading: Reading, cause: str, by: Person, at: datetime) -> Reading:
    """Step back for good from work in which one recognizes somebody; the place goes to another evaluator.

    `cause` is kept for the lead and shown to nobody else.
    """
    if not cause.strip():
        raise Refused(no("no_cause", "Say in a few words whom or what you recognized, without a name."))
    Reading.objects.filter(pk=reading.pk, state="claimed").update(cause=cause.strip())
    return hand_back(reading=reading, move="recuse", event="reading.recused", by=by, at=at)


def hand_back(*, reading: Reading, move: str, event: str, by: Person, at: datetime) -> Reading:
    """End one's claim by a move of its life; the reading that is asked for in its place."""
    demand(access.may_view(by, reading))
    if not Reading.objects.filter(pk=reading.pk, state="claimed").update(state=LIFE.after(move, "claimed")):
        raise Refused(no("not_claimed", "This reading is no longer yours to give back."))
    record(event=event, by=by, at=at, subject=reading, organization=reading.organization)
    return _again(reading, by, at)


@deed()
def cancel(*, round_: Round, by: Person | None, at: datetime) -> None:
    """Call off the open readings of a round that was taken back."""
    for reading in Reading.objects.filter(round=round_, state="open").exclude(reason=Why.SEED):
        if Reading.objects.filter(pk=reading.pk, state="open").update(state=LIFE.after("cancel", "open")):
            record(event="reading.canceled", by=by, at=at, subject=reading, organization=reading.organization)
