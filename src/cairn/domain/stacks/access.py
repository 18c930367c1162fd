"""Who may write stacks, and who may see and agree to a personal one."""

from __future__ import annotations

from datetime import datetime, timedelta

from cairn.domain.catalog.access import may_author
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.stacks.models import Stack
from cairn.domain.stacks.states import ENDED
from cairn.engines.verdict import Verdict, no, yes

LEADS = (Role.ADMINISTRATOR, Role.RECOGNIZER)
"""Who may agree to a stack for an organization: a principal holds one of these."""
REGRET = timedelta(days=7)
"""For so long, who ended a personal stack may take it up again."""


def may_edit(person: Person, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may change this stack: an author of its organization, or one of the two of a personal one."""
    if stack.owner_id is None:
        return may_author(person, stack.organization, at=at)
    return _is_party_of_what_goes_on(person, stack)


def is_party(person: Person, stack: Stack) -> Verdict:
    """Whether the person is one of the two between whom a personal stack is agreed."""
    if person.pk in {stack.owner_id, stack.partner_id}:
        return yes()
    return no("not_yours", "This stack is agreed between two others.")


def _is_party_of_what_goes_on(person: Person, stack: Stack) -> Verdict:
    if (hers := is_party(person, stack)) and stack.state in ENDED:
        return no("ended", "This stack has ended. Begin another to agree anew.")
    return hers


def may_own(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether a stack may be agreed for the person there: she earns in this organization."""
    return holds(person, organization, Role.EARNER, at=at)


def may_agree_for(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may be the other of the two: a principal or whoever else decides for the organization."""
    return holds(person, organization, *LEADS, at=at)


def may_settle(person: Person, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may propose or agree: she whose stack it is, and the other while she decides for the place."""
    if not (hers := _is_party_of_what_goes_on(person, stack)):
        return hers
    return yes() if person.pk == stack.owner_id else may_agree_for(person, stack.organization, at=at)


def may_hand_over(person: Person, stack: Stack, to: Person, *, at: datetime) -> Verdict:
    """Whether the person may give the principal's side to another: one of the two, to who may agree in her place."""
    if not (hers := _is_party_of_what_goes_on(person, stack)):
        return hers
    if to.pk == stack.owner_id:
        return no("same_person", "A personal stack is agreed between two people.")
    if to.pk == stack.partner_id:
        return no("hers_already", f"{to.name} stands in it already. Choose somebody else.")
    return may_agree_for(to, stack.organization, at=at)


def may_end(person: Person, stack: Stack) -> Verdict:
    """Whether the person may end a personal stack: either of the two until both have agreed, then its owner alone."""
    if not (hers := _is_party_of_what_goes_on(person, stack)):
        return hers
    if person.pk == stack.partner_id and stack.edition_id is not None:
        return no(
            "relied_on", "You have both agreed, and she relies on it. Propose a change, or ask her to end it."
        )
    return yes()


def may_take_up(person: Person, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may undo the end of a personal stack: who ended it, for a week."""
    if not (hers := is_party(person, stack)):
        return hers
    if stack.state not in ENDED or stack.ended_at is None:
        return no("goes_on", "This stack has not ended.")
    if person.pk != stack.ended_by_id:
        return no("other_ended_it", "The other of you ended it. Begin another to agree anew.")
    return (
        yes() if at < stack.ended_at + REGRET else no("too_late", "It ended long ago. Begin another instead.")
    )


def may_see(person: Person | None, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may open the stack's page: anyone once it is announced, the two alone where it is personal."""
    if stack.owner_id is None:
        if stack.state != "draft" or (person and may_edit(person, stack, at=at)):
            return yes()
        return no("not_announced", "This stack is still being written.")
    return is_party(person, stack) if person else no("personal", "This stack is agreed between two people.")
