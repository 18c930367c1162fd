"""Who sets goals, who proposes, who votes, and for whom a course that was proposed is."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.access import may_author
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.access import may_manage
from cairn.domain.people.models import Membership, Organization, Person, current
from cairn.domain.plans.models import Goal, Member, Proposal, Seat
from cairn.domain.plans.money import dollars
from cairn.domain.plans.states import EDITABLE
from cairn.engines.verdict import Reason, Verdict, no, yes

ASKED = {
    "title": "Give your course a title.",
    "competency": "Say in one sentence what you will be able to do.",
    "activities": "Say what you will do.",
    "evidence": "Say what evidence each of you will bring.",
    "rubric": "Say how one will see that it is met.",
    "hours": "Say about how many hours it takes.",
}


def may_set_goals(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may set goals and seat panels: the organization's administrators, for its board."""
    return may_manage(person, organization, at=at)


def belongs(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person has any part in the organization."""
    if Membership.objects.filter(current(at), person=person, organization=organization).exists():
        return yes()
    return no("not_of_this_organization", f"This is for people of {organization.name}.")


def may_propose(person: Person, goal: Goal, *, at: datetime) -> Verdict:
    """Whether the person may propose a course toward the goal."""
    if goal.closed_at is not None:
        return no("goal_closed", "This goal is closed. Choose another one.")
    return belongs(person, goal.organization, at=at)


def is_member(person: Person, proposal: Proposal) -> bool:
    """Whether the person is of the group."""
    return Member.objects.filter(proposal=proposal, person=person).exists()


def sits(person: Person, goal: Goal) -> bool:
    """Whether the person sits on the goal's panel."""
    return Seat.objects.filter(goal=goal, person=person, until=None).exists()


def may_see(person: Person, proposal: Proposal, *, at: datetime) -> Verdict:
    """Whether the person may read the proposal: its group always; panel and administrators once it was submitted."""
    if is_member(person, proposal):
        return yes()
    if proposal.round and (
        sits(person, proposal.goal) or may_manage(person, proposal.goal.organization, at=at)
    ):
        return yes()
    if proposal.state in {"accepted", "became"}:
        return may_author(person, proposal.goal.organization, at=at)
    return no("not_yours", "Only its group and the panel may read this proposal.")


def may_write(person: Person, proposal: Proposal) -> Verdict:
    """Whether the person may change the proposal: its group, while it is theirs."""
    if not is_member(person, proposal):
        return no("not_yours", "Only its group may change this proposal.")
    if proposal.state not in EDITABLE:
        return no("sent", "This proposal is with the panel. Take it back to change it, or wait for the vote.")
    return yes()


def may_join(person: Person, proposal: Proposal, *, at: datetime) -> Verdict:
    """Whether somebody may be added to the group."""
    if is_member(person, proposal):
        return no("in_already", f"{person.name} is in the group already.")
    return belongs(person, proposal.goal.organization, at=at)


def may_submit(person: Person, proposal: Proposal) -> Verdict:
    """Whether the group may hand the proposal in: every part of it is there."""
    if not (mine := may_write(person, proposal)):
        return mine
    if proposal.goal.closed_at is not None:
        return no("goal_closed", "The board has closed this goal.")
    missing = [Reason(f"no_{name}", told) for name, told in ASKED.items() if not getattr(proposal, name)]
    return Verdict(not missing, tuple(missing))


def may_withdraw(person: Person, proposal: Proposal) -> Verdict:
    """Whether the person may take the proposal back for good."""
    if not is_member(person, proposal):
        return no("not_yours", "Only its group may withdraw this proposal.")
    return yes()


def may_judge(person: Person, proposal: Proposal) -> Verdict:
    """Whether the person may decide on the proposal: she sits on the panel and is not of the group."""
    if is_member(person, proposal):
        return no("own", "You are of this group, so the others on the panel decide.")
    if not sits(person, proposal.goal):
        return no("not_on_the_panel", "Only the panel of this goal may decide on it.")
    return yes()


def within_bounds(proposal: Proposal, cents: int) -> Verdict:
    """Whether a rise keeps to what the board set."""
    if proposal.lowest_cents <= cents <= proposal.highest_cents:
        return yes()
    low, high = dollars(proposal.lowest_cents), dollars(proposal.highest_cents)
    return no(
        "out_of_bounds", f"Set a rise from {low} to {high}: these are the bounds of the board for this goal."
    )


def may_turn_into(person: Person, proposal: Proposal, *, at: datetime) -> Verdict:
    """Whether the person may write the micro-credential that an accepted proposal becomes."""
    if proposal.state == "became":
        return no("became", "It has become a micro-credential already.")
    if proposal.state != "accepted":
        return no("not_accepted", "Only what the panel accepted becomes a micro-credential.")
    return may_author(person, proposal.goal.organization, at=at)


def may_take(person: Person, micro_credential: MicroCredential) -> Verdict:
    """Whether the micro-credential is for the person: one that was proposed is for its group."""
    proposal = Proposal.objects.filter(micro_credential=micro_credential).first()
    if proposal is None or is_member(person, proposal):
        return yes()
    return _for_its_group()


def may_open(person: Person | None, micro_credential: MicroCredential, *, at: datetime) -> Verdict:
    """Whether somebody may read what is reserved for a group: the group, and whoever may read its proposal."""
    if not micro_credential.reserved:
        return yes()
    proposals = Proposal.objects.select_related("goal__organization")
    proposal = proposals.filter(micro_credential=micro_credential).first()
    return yes() if person and proposal and may_see(person, proposal, at=at) else _for_its_group()


def _for_its_group() -> Verdict:
    return no("for_its_group", "This one is for the group that proposed it. Propose a course of your own.")
