"""What a group may do with its proposal, and what becomes of it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.plans import access
from cairn.domain.plans.models import Goal, Member, Proposal
from cairn.domain.plans.states import LIFE
from cairn.engines.verdict import Refused, demand, no


def lock(proposal: Proposal) -> Proposal:
    """The proposal's row, held until the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("goal__organization")
        .get(pk=proposal.pk)
    )


@transaction.atomic
def begin(*, goal: Goal, title: str, by: Person, at: datetime) -> Proposal:
    """A draft toward a goal, with its first member."""
    demand(access.may_propose(by, goal, at=at))
    proposal = Proposal.objects.create(goal=goal, title=title, begun_by=by, begun_at=at)
    Member.objects.create(proposal=proposal, person=by, joined_at=at)
    record(event="proposal.begun", by=by, at=at, subject=proposal, organization=goal.organization)
    return proposal


@transaction.atomic
def write(
    *,
    proposal: Proposal,
    title: str,
    competency: str,
    activities: str,
    evidence: str,
    rubric: str,
    hours: int | None,
    by: Person,
    at: datetime,
) -> Proposal:
    """Write the proposal; nothing need be complete before it is submitted."""
    row = lock(proposal)
    demand(access.may_write(by, row))
    told = {
        "title": title or row.title,
        "competency": competency,
        "activities": activities,
        "evidence": evidence,
        "rubric": rubric,
        "hours": hours,
    }
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=list(told))
    record(event="proposal.saved", by=by, at=at, subject=row)
    return row


@transaction.atomic
def add_member(*, proposal: Proposal, person: Person, by: Person, at: datetime) -> Member:
    """Take a colleague into the group while the proposal is written."""
    row = lock(proposal)
    demand(access.may_write(by, row))
    demand(access.may_join(person, row, at=at))
    member = Member.objects.create(proposal=row, person=person, joined_at=at)
    record(event="proposal.joined", by=by, at=at, subject=row, person=str(person.public_id))
    return member


@transaction.atomic
def leave(*, proposal: Proposal, person: Person, by: Person, at: datetime) -> None:
    """Leave the group while the proposal is written; the last one withdraws instead."""
    row = lock(proposal)
    demand(access.may_write(by, row))
    if row.members.exclude(person=person).count() == 0:
        raise Refused(no("last", "You are the only one left. Withdraw the proposal instead."))
    if row.members.filter(person=person).delete()[0]:
        record(event="proposal.left", by=by, at=at, subject=row, person=str(person.public_id))


@transaction.atomic
def submit(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Hand the proposal to the panel, under the bounds that the goal has today. Raises `Refused` with every gap."""
    row = lock(proposal)
    if row.state == "submitted" and access.is_member(by, row):
        return row
    demand(access.may_submit(by, row))
    row.state = LIFE.after("submit", row.state)
    row.round += 1
    row.hearing = uuid4()
    row.submitted_at, row.price_cents = at, None
    row.lowest_cents, row.highest_cents = row.goal.lowest_cents, row.goal.highest_cents
    row.save(
        update_fields=[
            "state",
            "round",
            "hearing",
            "submitted_at",
            "price_cents",
            "lowest_cents",
            "highest_cents",
        ]
    )
    record(
        event="proposal.submitted",
        by=by,
        at=at,
        subject=row,
        organization=row.goal.organization,
        round=row.round,
    )
    return row


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Take the proposal back for good; what has become a micro-credential stays one."""
    row = lock(proposal)
    demand(access.may_withdraw(by, row))
    row.state = LIFE.after("withdraw", row.state)
    row.save(update_fields=["state"])
    record(event="proposal.withdrawn", by=by, at=at, subject=row)
    return row


@transaction.atomic
def call_back(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Take the proposal back to change it, before the vote opens."""
    row = lock(proposal)
    demand(access.may_withdraw(by, row))
    row.state = LIFE.after("call_back", row.state)
    row.save(update_fields=["state"])
    record(event="proposal.called_back", by=by, at=at, subject=row)
    return row


@transaction.atomic
def become(*, proposal: Proposal, micro_credential: MicroCredential, by: Person, at: datetime) -> Proposal:
    """Note which micro-credential an accepted proposal became; it is for its group from now on."""
    row = lock(proposal)
    demand(access.may_turn_into(by, row, at=at))
    row.state, row.micro_credential = LIFE.after("become", row.state), micro_credential
    row.save(update_fields=["state", "micro_credential"])
    record(
        event="proposal.became",
        by=by,
        at=at,
        subject=row,
        organization=row.goal.organization,
        micro_credential=str(micro_credential.public_id),
    )
    return row
