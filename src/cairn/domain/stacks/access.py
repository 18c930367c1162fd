"""Who may write stacks, and who may see and agree to a personal one."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.access import may_author
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.stacks.models import Stack
from cairn.engines.verdict import Verdict, no, yes

LEADS = (Role.ADMINISTRATOR, Role.RECOGNIZER)
"""Who may agree to a stack for an organization: a principal holds one of these."""


def may_edit(person: Person, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may change this stack: an author of its organization, or one of the two of a personal one."""
    if stack.owner_id is None:
        return may_author(person, stack.organization, at=at)
    return is_party(person, stack)


def is_party(person: Person, stack: Stack) -> Verdict:
    """Whether the person is one of the two between whom a personal stack is agreed."""
    if person.pk in {stack.owner_id, stack.partner_id}:
        return yes()
    return no("not_yours", "This stack is agreed between two others.")


def may_own(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether a stack may be agreed for the person there: she earns in this organization."""
    return holds(person, organization, Role.EARNER, at=at)


def may_agree_for(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may be the other of the two: a principal or whoever else decides for the organization."""
    return holds(person, organization, *LEADS, at=at)


def may_settle(person: Person, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may propose or agree: she whose stack it is, and the other while she decides for the place."""
    if not (hers := is_party(person, stack)):
        return hers
    return yes() if person.pk == stack.owner_id else may_agree_for(person, stack.organization, at=at)


def may_hand_over(person: Person, stack: Stack, to: Person, *, at: datetime) -> Verdict:
    """Whether the person may give the principal's side to another: one of the two, to who may agree in her place."""
    if not (hers := is_party(person, stack)):
        return hers
    if to.pk == stack.owner_id:
        return no("same_person", "A personal stack is agreed between two people.")
    if to.pk == stack.partner_id:
        return no("hers_already", f"{to.name} stands in it already. Choose somebody else.")
    return may_agree_for(to, stack.organization, at=at)


def may_see(person: Person | None, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may open the stack's page: anyone once it is announced, the two alone where it is personal."""
    if stack.owner_id is None:
        if stack.state != "draft" or (person and may_edit(person, stack, at=at)):
            return yes()
        return no("not_announced", "This stack is still being written.")
    return is_party(person, stack) if person else no("personal", "This stack is agreed between two people.")
