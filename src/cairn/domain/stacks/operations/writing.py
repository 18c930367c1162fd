"""Stacks that an organization writes and announces."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from cairn.domain.catalog.access import may_author
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import access
from cairn.domain.stacks import document as documents
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.domain.stacks.operations.freezing import Stale, freeze
from cairn.domain.stacks.states import LIFE, MOVES
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def begin(*, organization: Organization, key: str, title: str, by: Person, at: datetime) -> Stack:
    """A new stack with an empty draft; a key that the organization uses already is refused."""
    demand(may_author(by, organization, at=at))
    return new_stack(organization=organization, document=documents.blank(key, title), by=by, at=at)


def new_stack(
    *,
    organization: Organization,
    document: dict[str, Any],
    by: Person | None,
    at: datetime,
    owner: Person | None = None,
    partner: Person | None = None,
) -> Stack:
    """The row of a new stack; what calls this decides whether it may be made."""
    stack, new = Stack.objects.get_or_create(
        organization=organization,
        key=document["key"],
        defaults={
            "title": document["title"],
            "document": document,
            "begun_at": at,
            "saved_at": at,
            "saved_by": by,
            "owner": owner,
            "partner": partner,
        },
    )
    if not new:
        raise Refused(no("key_in_use", "There is one of this name already. Open it, or choose another name."))
    record(event="stack.begun", by=by, at=at, subject=stack, organization=organization)
    return stack


@transaction.atomic
def save_draft(*, stack: Stack, document: dict[str, Any], revision: int, by: Person, at: datetime) -> Stack:
    """Replace the draft if it still stands at `revision`; raises `Stale` otherwise."""
    demand(access.may_edit(by, stack, at=at))
    cleaned = documents.cleaned(document)
    saved = Stack.objects.filter(pk=stack.pk, revision=revision).update(
        document=cleaned, revision=revision + 1, saved_at=at, saved_by=by
    )
    current = Stack.objects.select_related("organization", "edition").get(pk=stack.pk)
    if not saved:
        raise Stale(current)
    if current.edition_id is None:
        current.title = str(cleaned.get("title") or current.title)[:200]
        current.save(update_fields=["title"])
    record(event="stack.saved", by=by, at=at, subject=current, revision=revision + 1)
    return current


@transaction.atomic
def publish(*, stack: Stack, by: Person | None, at: datetime) -> StackEdition:
    """Freeze the draft and show the stack in public in the state that its document names.

    Raises `Refused` with every problem that hinders it, and for a stack that was offered and would step back.
    Publishing what is published already gives back the present edition.
    """
    row = (
        Stack.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization")
        .get(pk=stack.pk)
    )
    if by is not None:
        demand(access.may_edit(by, row, at=at))
    if row.owner_id is not None:
        raise Refused(no("personal", "A personal stack is proposed, and holds when both have agreed."))
    edition = freeze(stack=row, document=row.document, by=by, at=at)
    state = str(row.document["public_state"])
    if row.edition_id == edition.pk and row.state == state:
        return edition
    if not LIFE.may(MOVES[state], row.state):
        told = "This stack is offered, and people work at it. Leave it offered, or retire it."
        raise Refused(no("stepping_back", told))
    row.state = LIFE.after(MOVES[state], row.state)
    row.edition, row.title = edition, edition.title
    row.save(update_fields=["state", "edition", "title"])
    record(
        event="stack.announced",
        by=by,
        at=at,
        subject=edition,
        organization=row.organization,
        digest=edition.digest,
        state=state,
    )
    return edition


@transaction.atomic
def retire(*, stack: Stack, by: Person, at: datetime) -> None:
    """Offer it no more; its badges stay, and nobody gets it from now on."""
    demand(access.may_edit(by, stack, at=at))
    row = Stack.objects.select_for_update(no_key=True).get(pk=stack.pk)
    row.state = LIFE.after("retire", row.state)
    row.save(update_fields=["state"])
    record(event="stack.retired", by=by, at=at, subject=row, organization=row.organization)


@transaction.atomic
def load_stack(
    *, organization: Organization, document: dict[str, Any], by: Person | None, at: datetime
) -> StackEdition:
    """The edition of a stack document, as a program brings it; loading the same again changes nothing.

    Raises `Refused` with every problem.
    """
    told = documents.cleaned(document)
    stack = Stack.objects.filter(organization=organization, key=str(told.get("key"))).first()
    if stack is None:
        if found := documents.problems(told):
            raise Refused(no(found[0].code, " ".join(problem.text for problem in found)))
        stack = new_stack(organization=organization, document=told, by=by, at=at)
    elif stack.document != told:
        Stack.objects.filter(pk=stack.pk).update(
            document=told, revision=F("revision") + 1, saved_at=at, saved_by=by
        )
    return publish(stack=stack, by=by, at=at)


@transaction.atomic
def count_award(*, stack: Stack, by: Person | None, at: datetime) -> None:
    """One more award, for the “earned” figure."""
    Stack.objects.filter(pk=stack.pk).update(earned=F("earned") + 1)
