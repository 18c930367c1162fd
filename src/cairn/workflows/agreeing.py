"""Agreeing: a teacher and her principal agree on a stack for her, amend it, hand it over, and end it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify

from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import operations
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.workflows import letters
from cairn.workflows.stacking import ask_for_all


@transaction.atomic
def begin(
    *, organization: Organization, title: str, owner: Person, partner: Person, by: Person, at: datetime
) -> Stack:
    """A stack for `owner`, with a key that tells nobody whose it is. The other reads of it when it is proposed."""
    key = f"{slugify(title)[:40].strip('-') or 'stack'}-{uuid4().hex[:8]}"
    return operations.begin_personal(
        organization=organization, key=key, title=title, owner=owner, partner=partner, by=by, at=at
    )


@transaction.atomic
def propose(*, stack: Stack, by: Person, at: datetime) -> StackEdition:
    """Propose the draft of a personal stack to the other of the two, and tell that one."""
    edition = operations.propose(stack=stack, by=by, at=at)
    _settle(edition, by, at)
    return edition


@transaction.atomic
def agree(*, edition: StackEdition, by: Person, at: datetime) -> StackEdition:
    """Agree to an edition of a personal stack; what its owner has earned already counts."""
    agreed = operations.agree(edition=edition, by=by, at=at)
    _settle(agreed, by, at)
    return agreed


@transaction.atomic
def hand_over(*, stack: Stack, to: Person, by: Person, at: datetime) -> Stack:
    """Give the principal's side to another, and tell everybody whom it concerns."""
    before = Stack.objects.select_related("owner", "partner").get(pk=stack.pk)
    row = operations.hand_over(stack=stack, to=to, by=by, at=at)
    _tell("stack_handed_over", row, (before.owner, before.partner, to), by, at)
    return row


@transaction.atomic
def end(*, stack: Stack, because: str, by: Person, at: datetime) -> Stack:
    """Withdraw or end a personal stack, and tell the other why."""
    row = operations.end(stack=stack, because=because, by=by, at=at)
    _tell("stack_ended", row, (row.owner, row.partner), by, at)
    return row


@transaction.atomic
def take_up(*, stack: Stack, by: Person, at: datetime) -> Stack:
    """Undo the end of a personal stack, and tell the other; what was earned in between counts."""
    row = operations.take_up(stack=stack, by=by, at=at)
    _tell("stack_taken_up", row, (row.owner, row.partner), by, at)
    told = {"stack": str(row.public_id)}
    put(event=f"taken_up:{at.isoformat()}", recipient=told["stack"], channel="stack", at=at, payload=told)
    return row


def _tell(kind: str, stack: Stack, people: Iterable[Person | None], by: Person, at: datetime) -> None:
    """A letter to each but who did it; the same may happen again."""
    for person in people:
        if person and person.pk != by.pk:
            letters.put(kind, about=stack, to=person, at=at, turn=f"{at:%Y%m%dT%H%M%S}")


def _settle(edition: StackEdition, by: Person, at: datetime) -> None:
    """Tell the other what was done, and award the stack where the edition holds and is complete."""
    stack = Stack.objects.select_related("owner", "partner").get(pk=edition.stack_id)
    kind = "stack_agreed" if stack.edition_id == edition.pk else "stack_proposed"
    for person in (stack.owner, stack.partner):
        if person and person.pk != by.pk:
            letters.put(kind, about=edition, to=person, at=at)
    ask_for_all(edition, at)
