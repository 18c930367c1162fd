"""Who approves as what, and who does so in her place for some days."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from cairn.domain.approvals import access
from cairn.domain.approvals.models import LONGEST_WORD, Approver, Delegation
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Membership, Organization, Person, current
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def name_approver(
    *, organization: Organization, person: Person, role: str, by: Person | None, at: datetime
) -> Approver:
    """Let a person of the organization approve in a role from today on; naming her twice names her once."""
    if by is not None:
        demand(access.may_name_approvers(by, organization, at=at))
    words = " ".join(role.split())
    if not words or len(words) > LONGEST_WORD:
        raise Refused(no("no_role", "Say in what role, as the policy calls it, such as “principal”."))
    _demand_member(person, organization, at)
    seat, new = Approver.objects.get_or_create(
        organization=organization,
        person=person,
        role=words,
        until_on=None,
        defaults={"from_on": access.day_in(organization, at)},
    )
    if new:
        record(event="approver.named", by=by, at=at, subject=seat, organization=organization)
    return seat


def _demand_member(person: Person, organization: Organization, at: datetime) -> None:
    if not Membership.objects.filter(current(at), person=person, organization=organization).exists():
        raise Refused(
            no("not_a_member", f"{person.name} is not of {organization.name}. Add her there first.")
        )


@transaction.atomic
def end_approver(*, approver: Approver, by: Person, at: datetime) -> None:
    """Let somebody approve no more after today; what she approved stands. Twice changes nothing."""
    demand(access.may_name_approvers(by, approver.organization, at=at))
    today = max(access.day_in(approver.organization, at), approver.from_on)
    if Approver.objects.filter(pk=approver.pk, until_on=None).update(until_on=today):
        record(event="approver.ended", by=by, at=at, subject=approver, organization=approver.organization)


@transaction.atomic
def delegate(
    *, organization: Organization, taker: Person, role: str, days: tuple[date, date], by: Person, at: datetime
) -> Delegation:
    """Hand one role, or all of one's roles where it is empty, to somebody for some days, both included."""
    demand(access.may_delegate(by, organization, at=at))
    _demand_member(taker, organization, at)
    if taker == by:
        raise Refused(no("herself", "Choose somebody else to decide in your place."))
    first, last = days
    if last < first or last < access.day_in(organization, at):
        raise Refused(no("days", "Choose a last day from today on, and not before the first day."))
    made, new = Delegation.objects.get_or_create(
        organization=organization, giver=by, taker=taker, role=role, from_on=first, until_on=last
    )
    if new:
        record(event="approval.delegated", by=by, at=at, subject=made, organization=organization)
    return made


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: Person, at: datetime) -> None:
    """Take a role back from a delegate at once: she decides no more from today on."""
    if delegation.giver_id != by.pk:
        demand(access.may_name_approvers(by, delegation.organization, at=at))
    made = Delegation.objects.filter(pk=delegation.pk)
    record(
        event="approval.undelegated", by=by, at=at, subject=delegation, organization=delegation.organization
    )
    made.delete()
