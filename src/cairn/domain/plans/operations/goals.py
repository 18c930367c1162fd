"""What may be done to goals and their panels."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.plans import access
from cairn.domain.plans.models import Goal, Seat
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def set_goal(
    *,
    organization: Organization,
    title: str,
    about: str,
    lowest_cents: int,
    highest_cents: int,
    quorum: int,
    majority: int,
    by: Person,
    at: datetime,
) -> Goal:
    """A goal toward which people may propose; sums are in cents, `majority` in percent of the votes."""
    demand(access.may_set_goals(by, organization, at=at))
    if lowest_cents > highest_cents:
        raise Refused(no("out_of_order", "The most that a course may add cannot be less than the least."))
    goal = Goal.objects.create(
        organization=organization,
        title=title,
        about=about,
        lowest_cents=lowest_cents,
        highest_cents=highest_cents,
        quorum=quorum,
        majority=majority,
        set_at=at,
    )
    record(event="goal.set", by=by, at=at, subject=goal, organization=organization)
    return goal


@transaction.atomic
def close(*, goal: Goal, by: Person, at: datetime) -> None:
    """Take no more proposals toward a goal; those handed in are decided. Closing twice changes nothing."""
    demand(access.may_set_goals(by, goal.organization, at=at))
    if Goal.objects.filter(pk=goal.pk, closed_at=None).update(closed_at=at):
        record(event="goal.closed", by=by, at=at, subject=goal, organization=goal.organization)


@transaction.atomic
def seat(*, goal: Goal, person: Person, by: Person, at: datetime) -> Seat:
    """Seat somebody of the organization on the panel; who sits there already keeps her seat."""
    demand(access.may_set_goals(by, goal.organization, at=at))
    demand(access.belongs(person, goal.organization, at=at))
    taken, new = Seat.objects.get_or_create(goal=goal, person=person, until=None, defaults={"since": at})
    if new:
        record(event="panel.joined", by=by, at=at, subject=goal, person=str(person.public_id))
    return taken


@transaction.atomic
def unseat(*, seat: Seat, by: Person, at: datetime) -> None:
    """End a seat; votes that were cast stay."""
    demand(access.may_set_goals(by, seat.goal.organization, at=at))
    if Seat.objects.filter(pk=seat.pk, until=None).update(until=at):
        record(event="panel.left", by=by, at=at, subject=seat.goal, person=str(seat.person.public_id))
