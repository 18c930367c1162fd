"""Reading all that a page of hers shows: what she holds, her records, and where she stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cairn.domain.people.models import Person
from cairn.domain.records.models import Goal, License
from cairn.domain.records.queries import held_by as everything_held_by
from cairn.web.earner.worth.telling import Told
from cairn.workflows.deciding import Standing, book, known_for, standings_in, stands, usual_of
from cairn.workflows.foreseeing import anything_near, notices
from cairn.workflows.records import Known
from cairn.workflows.rulebook import Rulebook

ICONS = {
    "ends": "calendar-clock",
    "closes": "calendar-x",
    "rule": "scroll-text",
    "value": "scale",
    "badge": "award",
}


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """Something that comes up, with the page that says what to do."""

    icon: str
    sentence: str
    address: str


@dataclass(frozen=True)
class Hers:
    """A person, the rules, and what is known of her today in her own time zone."""

    person: Person
    today: date
    rules: Rulebook
    known: Known

    def standings(self) -> list[Told]:
        """Each license and goal with where she stands."""
        return [self._told(one) for one in standings_in(self.known, self.rules, on=self.today)]

    def one(self, held: License | Goal) -> Told:
        """Where she stands with one of them."""
        wanted = held.decision or usual_of(self.rules, held.policy_key)
        return self._told(stands(self.known, self.rules, held.policy_key, wanted, on=self.today, held=held))

    def coming(self) -> list[ShownNotice]:
        """What comes up soon, for the top of a page."""
        found = notices(self.known, self.rules, on=self.today)
        return [
            ShownNotice(
                ICONS.get(one.kind, "bell"),
                f"{one.title}. {one.sentence}",
                reverse("earner:worth_one", args=[one.held.public_id]),
            )
            for one in found
        ]

    def _told(self, standing: Standing) -> Told:
        return Told(standing, self.known, self.today)


def today_of(person: Person) -> date:
    """The day it is where she is."""
    return timezone.now().astimezone(ZoneInfo(person.time_zone)).date()


def hers(person: Person) -> Hers:
    """Everything, read once."""
    today = today_of(person)
    rules = book(today)
    return Hers(person, today, rules, known_for(person, everything_held_by(person), rules, on=today))


def held_by(person: Person, public_id: UUID, *, removed: bool = False) -> License | Goal:
    """A license or a goal of hers; not found where it is somebody else's."""
    for model in (License, Goal):
        rows = model.objects.filter(person=person, public_id=public_id)
        rows = rows.exclude(removed_at=None) if removed else rows.filter(removed_at=None)
        if found := rows.first():
            return found
    raise Http404


def coming_for(person: Person) -> list[ShownNotice]:
    """What comes up soon for somebody; a few questions where nothing is near."""
    today = today_of(person)
    held = everything_held_by(person)
    return hers(person).coming() if held and anything_near(held, book(today), on=today) else []
