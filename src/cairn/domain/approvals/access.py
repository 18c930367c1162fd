"""Who may ask for an approval, who may give it, and who may make an exception."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cairn.domain.approvals.models import Approval, Approver, Delegation, Thing, Waiver
from cairn.domain.approvals.states import LIFE
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.models import Award
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict, no, yes


def day_in(organization: Organization, at: datetime) -> date:
    """The civil day at the organization."""
    return at.astimezone(ZoneInfo(organization.time_zone)).date()


def owner_of(thing: Thing) -> int:
    """The key of the person whose badge, attempt, record or goal it is."""
    return thing.earner_id if isinstance(thing, (Award, Attempt)) else thing.person_id


def may_ask(person: Person, thing: Thing) -> Verdict:
    """Whether the person may ask for an approval of this: it is hers."""
    if owner_of(thing) != person.pk:
        return no("not_yours", "Only the person whose record it is can ask for its approval.")
    return yes()


def may_answer(person: Person, approval: Approval) -> Verdict:
    """Whether the person may answer, withdraw or repeat the request: it is about her."""
    if approval.person_id != person.pk:
        return no("not_yours", "This is somebody else's request.")
    return yes()


def seats(organization: Organization, role: str, on: date) -> set[int]:
    """Keys of the people whom the organization named for a role, on a day."""
    named = Approver.objects.filter(organization=organization, role=role, from_on__lte=on)
    rows = named.exclude(until_on__lt=on).values_list("person_id", flat=True)
    return set(rows)


def givers(person: Person, organization: Organization, role: str, on: date) -> set[int]:
    """Keys of the people for whom the person may decide on a day, because they handed their role to her."""
    rows = Delegation.objects.filter(
        organization=organization, taker=person, role__in=("", role), from_on__lte=on, until_on__gte=on
    )
    return set(rows.values_list("giver_id", flat=True))


def decides_for(person: Person, approval: Approval, *, at: datetime) -> int | None:
    """The key of the person in whose place she decides, herself included; None where she has no seat."""
    organization, on = approval.organization, day_in(approval.organization, at)
    named = seats(organization, approval.asked_role, on)
    named.discard(approval.person_id)  # nobody decides in her place on what is her own
    if approval.asked_of_id:
        named &= {approval.asked_of_id}
    elif holds(person, organization, Role.RECOGNIZER, at=at):
        named |= {person.pk}
    if person.pk in named:
        return person.pk
    handed = givers(person, organization, approval.asked_role, on) & named
    return min(handed, default=None)


def may_decide(person: Person, approval: Approval, *, at: datetime) -> Verdict:
    """Whether the person may approve, refuse or ask back: she is asked, or decides for whom is asked."""
    if approval.person_id == person.pk:
        return no("own", "Nobody approves a request of her own.")
    if decides_for(person, approval, at=at) is None:
        who = approval.asked_of.name if approval.asked_of else f"the {approval.asked_role}"
        return no("not_asked", f"{who} of {approval.organization.name} is asked, and can name a delegate.")
    if approval.state == "waiting":
        return no("not_your_turn", "The one before you in the chain has not approved it yet.")
    if not (LIFE.may("approve", approval.state)):
        return no("not_open", "This request is not open any more.")
    return yes()


def may_read(person: Person, approval: Approval, *, at: datetime) -> Verdict:
    """Whether the person may read a request: it is hers, she is asked, or she keeps the organization's record."""
    if approval.person_id == person.pk or decides_for(person, approval, at=at) is not None:
        return yes()
    return holds(person, approval.organization, Role.RECOGNIZER, Role.ADMINISTRATOR, at=at)


def may_name_approvers(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may say who approves as what for the organization."""
    return holds(person, organization, Role.RECOGNIZER, Role.ADMINISTRATOR, at=at)


def may_delegate(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person has a role to hand over for some days."""
    on = day_in(organization, at)
    named = Approver.objects.filter(organization=organization, person=person, from_on__lte=on)
    if named.exclude(until_on__lt=on).exists():
        return yes()
    if holds(person, organization, Role.RECOGNIZER, at=at):
        return yes()
    return no(
        "no_seat", f"You do not approve anything for {organization.name}, so there is nothing to hand over."
    )


def may_waive(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may make an exception in the organization's name."""
    return holds(person, organization, Role.RECOGNIZER, at=at)


def may_take_back(person: Person, waiver: Waiver, *, at: datetime) -> Verdict:
    """Whether the person may take an exception back: one of the organization that made it."""
    if waiver.withdrawn_at is not None:
        return no("taken_back", "This exception was taken back already.")
    return may_waive(person, waiver.organization, at=at)
