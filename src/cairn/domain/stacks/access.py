"""Who may write stacks, and who may see and agree to a personal one."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.access import may_author
from cairn.domain.people.models import Person
from cairn.domain.stacks.models import Stack
from cairn.engines.verdict import Verdict, no, yes


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


def may_see(person: Person | None, stack: Stack, *, at: datetime) -> Verdict:
    """Whether the person may open the stack's page: anyone once it is announced, the two alone where it is personal."""
    if stack.owner_id is None:
        if stack.state != "draft" or (person and may_edit(person, stack, at=at)):
            return yes()
        return no("not_announced", "This stack is still being written.")
    return is_party(person, stack) if person else no("personal", "This stack is agreed between two people.")
