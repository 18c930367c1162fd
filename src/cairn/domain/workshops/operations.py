"""What may be done with workshops."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from cairn.domain.catalog.access import may_start
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks.models import Stack
from cairn.domain.workshops import access
from cairn.domain.workshops.models import Attendance, FollowOn, Workshop
from cairn.engines.verdict import Refused, demand, no

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another when they are read from a wall."""
LENGTH = 6


class Told(TypedDict):
    """What one says of a workshop. `begins` and `ends` carry their zone; a place, a link, or both."""

    title: str
    words: str
    place: str
    link: str
    begins: datetime
    ends: datetime


@transaction.atomic
def make(*, organization: Organization, by: Person, at: datetime, **told: Unpack[Told]) -> Workshop:
    """A new workshop, held by who makes it, with a fresh code."""
    demand(access.may_hold(by, organization, at=at))
    _demand_sense(told)
    workshop = Workshop.objects.create(
        organization=organization, host=by, made_at=at, code=_fresh_code(), **told
    )
    record(event="workshop.made", by=by, at=at, subject=workshop, organization=organization)
    return workshop


@transaction.atomic
def change(*, workshop: Workshop, by: Person, at: datetime, **told: Unpack[Told]) -> Workshop:
    """Say it otherwise; its code and who was there stay."""
    demand(access.may_run(by, workshop, at=at))
    _demand_sense(told)
    Workshop.objects.filter(pk=workshop.pk).update(**told)
    record(event="workshop.changed", by=by, at=at, subject=workshop, organization=workshop.organization)
    return Workshop.objects.select_related("organization", "host").get(pk=workshop.pk)


@transaction.atomic
def call_off(*, workshop: Workshop, off: bool, by: Person, at: datetime) -> None:
    """Call it off, or hold it after all; doing so twice changes nothing."""
    demand(access.may_run(by, workshop, at=at))
    rows = Workshop.objects.filter(pk=workshop.pk, called_off_at__isnull=off)
    if rows.update(called_off_at=at if off else None):
        event = "workshop.called_off" if off else "workshop.held_after_all"
        record(event=event, by=by, at=at, subject=workshop, organization=workshop.organization)


@transaction.atomic
def suggest(
    *,
    workshop: Workshop,
    by: Person,
    at: datetime,
    micro_credential: MicroCredential | None = None,
    stack: Stack | None = None,
) -> FollowOn:
    """Suggest a micro-credential or a stack to go on with; suggesting it twice changes nothing.

    Raises `Refused` for what nobody can start.
    """
    demand(access.may_run(by, workshop, at=at))
    if micro_credential is not None:
        demand(may_start(micro_credential))
        if micro_credential.reserved:
            raise Refused(no("for_its_group", "This one is for the group that proposed it."))
    elif stack is None or stack.state != "offered" or stack.owner_id is not None:
        raise Refused(no("not_offered", "Suggest a stack that is offered to everybody."))
    last = workshop.follow_ons.aggregate(last=Max("position"))["last"] or 0
    row, new = FollowOn.objects.get_or_create(
        workshop=workshop,
        micro_credential=micro_credential,
        stack=stack if micro_credential is None else None,
        defaults={"position": last + 1, "suggested_by": by},
    )
    if new:
        record(event="workshop.suggested", by=by, at=at, subject=workshop, follow_on=str(row.public_id))
    return row


@transaction.atomic
def take_back(*, follow_on: FollowOn, by: Person, at: datetime) -> None:
    """Suggest it no more; whoever began it goes on."""
    demand(access.may_run(by, follow_on.workshop, at=at))
    gone = str(follow_on.public_id)
    follow_on.delete()
    record(event="workshop.suggestion_taken_back", by=by, at=at, subject=follow_on.workshop, follow_on=gone)


@transaction.atomic
def join(*, workshop: Workshop, by: Person, at: datetime) -> Attendance:
    """Say that one is there, with the code in hand; saying it twice changes nothing."""
    standing = Attendance.objects.filter(workshop=workshop, person=by).first()
    if standing:
        return standing
    demand(access.may_join(workshop, at=at))
    return _attend(workshop, by, by, at)


@transaction.atomic
def note(*, workshop: Workshop, person: Person, by: Person, at: datetime) -> Attendance:
    """Note that somebody of the organization was there; noting her twice changes nothing."""
    demand(access.may_run(by, workshop, at=at))
    demand(access.may_be_noted(person, workshop, at=at))
    return _attend(workshop, person, by, at)


@transaction.atomic
def strike(*, attendance: Attendance, by: Person, at: datetime) -> None:
    """Take somebody off the list: who runs the workshop, or she herself."""
    if by.pk != attendance.person_id:
        demand(access.may_run(by, attendance.workshop, at=at))
    person = str(attendance.person.public_id)
    attendance.delete()
    record(event="workshop.struck", by=by, at=at, subject=attendance.workshop, person=person)


def _attend(workshop: Workshop, person: Person, by: Person, at: datetime) -> Attendance:
    row, new = Attendance.objects.get_or_create(
        workshop=workshop, person=person, defaults={"noted_at": at, "noted_by": by}
    )
    if new:
        record(
            event="workshop.attended",
            by=by,
            at=at,
            subject=workshop,
            organization=workshop.organization,
            person=str(person.public_id),
        )
    return row


def _fresh_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not Workshop.objects.filter(code=code).exists():
            return code


def _demand_sense(told: Told) -> None:
    if told["ends"] <= told["begins"]:
        raise Refused(no("ends_before", "Give an end that comes after the start."))
    if not told["place"] and not told["link"]:
        raise Refused(no("nowhere", "Say where it is held: a place, a link, or both."))
