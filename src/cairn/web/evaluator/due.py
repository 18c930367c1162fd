"""What waits, by when it is due, in words; and how often she agreed with others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.queries.own import agreement_of
from cairn.domain.people.models import Person
from cairn.engines.measurement.intervals import wilson
from cairn.web.evaluator.pace import week_of

LEAST = 10
_GROUPS = (
    ("overdue", _("Overdue"), "triangle-alert"),
    ("today", _("Due today"), "clock"),
    ("week", _("Due within a week"), "calendar-days"),
    ("later", _("Later"), "calendar"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Readings that are due at about the same time, in the order of the queue."""

    key: str
    name: str | Promise
    icon: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """How often her levels were those of others; a share with its interval once there is enough."""

    same: int
    total: int

    @property
    def enough(self) -> bool:
        return self.total >= LEAST

    @property
    def share(self) -> int:
        return round(100 * self.same / self.total)

    @property
    def low(self) -> int:
        return round(100 * wilson(self.same / self.total, self.total)[0])

    @property
    def high(self) -> int:
        return round(100 * wilson(self.same / self.total, self.total)[1])


def groups(waiting: Iterable[Reading], now: datetime) -> list[Group]:
    """The readings by when they are due, in the reader's time zone."""
    today = timezone.localtime(now).date()
    held: dict[str, list[Reading]] = {key: [] for key, _name, _icon in _GROUPS}
    for reading in waiting:
        held[_group(reading.due_at, now, today)].append(reading)
    return [Group(key, name, icon, tuple(held[key])) for key, name, icon in _GROUPS if held[key]]


def _group(due: datetime, now: datetime, today: date) -> str:
    if due < now:
        return "overdue"
    day = timezone.localtime(due).date()
    if day == today:
        return "today"
    return "week" if day < today + timedelta(days=7) else "later"


def own(person: Person, now: datetime) -> Own:
    """Her agreement up to the last Sunday: a count that moved at once would tell what a reading was for."""
    monday = timezone.make_aware(datetime.combine(week_of(now), datetime.min.time()))
    return Own(*agreement_of(person.pk, before=monday))
