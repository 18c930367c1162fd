"""Personal stacks: made for one person, agreed by her and her principal, amended, handed over, and ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import access
from cairn.domain.stacks import document as documents
from cairn.domain.stacks.models import Agreement, Stack, StackEdition
from cairn.domain.stacks.operations.freezing import freeze
from cairn.domain.stacks.operations.writing import new_stack
from cairn.domain.stacks.states import LIFE
from cairn.engines.verdict import Refused, demand, no

LONGEST_REASON = 600


@transaction.atomic
def begin_personal(
    *,
    organization: Organization,
    key: str,
    title: str,
    owner: Person,
    partner: Person,
    by: Person,
    at: datetime,
) -> Stack:
    """A stack for `owner` alone, to be agreed with `partner`; either of them may begin it.

    Raises `Refused` unless she earns in the organization and the other may agree for it.
    """
    if owner.pk == partner.pk:
        raise Refused(no("same_person", "A personal stack is agreed between two people."))
    if by.pk not in {owner.pk, partner.pk}:
        raise Refused(no("not_yours", "One of the two begins a personal stack."))
    demand(access.may_own(owner, organization, at=at))
    demand(access.may_agree_for(partner, organization, at=at))
    document = documents.blank(key, title) | {"public_state": "offered"}
    return new_stack(organization=organization, document=document, by=by, at=at, owner=owner, partner=partner)


@transaction.atomic
def propose(*, stack: Stack, by: Person, at: datetime) -> StackEdition:
    """Freeze the draft for the other to agree to; who proposes it agrees. What was agreed before holds until then."""
    row = _locked(stack)
    demand(access.may_settle(by, row, at=at))
    edition = freeze(stack=row, document=row.document, by=by, at=at)
    record(event="stack.proposed", by=by, at=at, subject=edition, organization=row.organization)
    return agree(edition=edition, by=by, at=at)


@transaction.atomic
def agree(*, edition: StackEdition, by: Person, at: datetime) -> StackEdition:
    """Agree to an edition; when both have, it holds. Agreeing twice changes nothing.

    Raises `Refused` for an edition that a newer one has taken the place of.
    """
    row = _locked(edition.stack)
    demand(access.may_settle(by, row, at=at))
    if row.editions.filter(number__gt=edition.number).exists():
        raise Refused(no("superseded", "There is a newer proposal. Agree to that one, or propose another."))
    _, new = Agreement.objects.get_or_create(edition=edition, person=by, defaults={"at": at})
    if new:
        record(event="stack.agreed", by=by, at=at, subject=edition, organization=row.organization)
    agreed = set(edition.agreements.values_list("person", flat=True))
    if row.edition_id != edition.pk and {row.owner_id, row.partner_id} <= agreed:
        row.state, row.edition, row.title = LIFE.after("offer", row.state), edition, edition.title
        row.save(update_fields=["state", "edition", "title"])
    return edition


@transaction.atomic
def hand_over(*, stack: Stack, to: Person, by: Person, at: datetime) -> Stack:
    """Give the principal's side to another. What was agreed holds on; a change needs the new one's agreement."""
    row = _locked(stack)
    demand(access.may_hand_over(by, row, to, at=at))
    row.partner = to
    row.save(update_fields=["partner"])
    record(event="stack.handed_over", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def end(*, stack: Stack, because: str, by: Person, at: datetime) -> Stack:
    """Let a personal stack be over, with a reason; badges that were earned stay, and no other is given for it.

    Raises `Refused` without a reason, and for the principal once both have agreed.
    """
    row = _locked(stack)
    demand(access.may_end(by, row))
    if not (reason := " ".join(because.split())[:LONGEST_REASON]):
        raise Refused(no("reason_missing", "Write why, so that the other of you understands it."))
    row.state, row.ended_at = LIFE.after("end", row.state), at
    row.ended_by, row.ended_because = by, reason
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    record(event="stack.ended", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def take_up(*, stack: Stack, by: Person, at: datetime) -> Stack:
    """Undo the end of a personal stack: it stands as it stood. Raises `Refused` for anybody else, and after a week."""
    row = _locked(stack)
    demand(access.may_take_up(by, row, at=at))
    row.state, row.ended_at = LIFE.after("take_up", row.state), None
    row.ended_by, row.ended_because = None, ""
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    record(event="stack.taken_up", by=by, at=at, subject=row, organization=row.organization)
    return row


def _locked(stack: Stack) -> Stack:
    row = (
        Stack.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization")
        .get(pk=stack.pk)
    )
    if row.owner_id is None:
        raise Refused(no("not_personal", "This stack belongs to an organization, whose authors change it."))
    return row
