"""Personal stacks: made for one person, agreed by her and her principal, amended, and handed to a new principal."""

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


def _locked(stack: Stack) -> Stack:
    row = (
        Stack.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization")
        .get(pk=stack.pk)
    )
    if row.owner_id is None:
        raise Refused(no("not_personal", "This stack belongs to an organization, whose authors change it."))
    return row
