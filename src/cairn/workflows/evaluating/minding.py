"""Minding the time: evaluators are reminded of what they hold, and leads hear of what nobody may read."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.calendars import portion
from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.people.models import Organization
from cairn.workflows import letters


def remind(*, at: datetime) -> int:
    """Remind whoever has used up half, and then most, of her time; how many letters were asked for. Safe to repeat."""
    held = Reading.objects.filter(state="claimed", leased_until__gt=at, reminded__lt=2)
    count = 0
    for reading in held.select_related("evaluator", "round__attempt__edition"):
        times = _reminders_due(reading, at)
        if times > reading.reminded and reading.evaluator:
            count += operations.note_reminder(reading=reading, times=times)
            letters.put("reading_due", about=reading, to=reading.evaluator, turn=str(times), at=at)
    return count


def _reminders_due(reading: Reading, at: datetime) -> int:
    rules = rules_of(reading.round.attempt.edition)
    if not reading.claimed_at or not reading.leased_until:
        return 0
    return sum(
        portion(reading.claimed_at, reading.leased_until, percent=percent) <= at
        for percent in (rules.first_reminder, rules.second_reminder)
    )


def escalate(*, at: datetime) -> int:
    """Put what nobody may read on its lead's list, rather than loosen who may; how many are new there."""
    waiting = Reading.objects.filter(state="open").order_by().values("organization").distinct()
    return sum(
        operations.note_stuck(organization=each, readings=queries.nobody_may_read(each, at=at), at=at)
        for each in Organization.objects.filter(pk__in=waiting)
    )
