"""Asking for an approval, alone or in a chain, asking again, and taking the request back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from cairn.domain.approvals import access
from cairn.domain.approvals.models import LONGEST_WORD, Approval, Thing, field_of
from cairn.domain.approvals.states import LIFE, OPEN
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no


@dataclass(frozen=True, slots=True)
class Link:
    """One of a chain: which organization is asked, in which role, whom of it (anybody in the role), and until when."""

    organization: Organization
    role: str
    asked_of: Person | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """The bounds within which an approval sets an amount, both included."""

    least_cents: int
    most_cents: int


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be approved, in words: its title, what the policy calls it, the key it is for, and her note.

    `names` are the keys that a plan or an agreement names.
    """

    title: str
    document: str = ""
    for_key: str = ""
    note: str = ""
    price: Price | None = None
    names: tuple[str, ...] = ()


@transaction.atomic
def ask(*, thing: Thing, links: Sequence[Link], request: Request, by: Person, at: datetime) -> list[Approval]:
    """Ask for an approval by each of the links in their order; what is asked of one already is left as it is.

    The first is asked at once, each other when the one before it approved.
    """
    demand(access.may_ask(by, thing))
    _demand_links(links, by, at)
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    name = field_of(thing)
    first = Approval.objects.filter(
        **{name: thing},
        organization=links[0].organization,
        asked_role=links[0].role,
        document=request.document,
        for_key=request.for_key,
        state__in=OPEN,
    ).first()
    if first is not None:
        return list(Approval.objects.filter(chain=first.chain).order_by("position"))
    chain = uuid4()
    made = [
        Approval.objects.create(
            **{name: thing},
            chain=chain,
            position=place,
            person=by,
            organization=link.organization,
            title=request.title[:200],
            document=request.document,
            for_key=request.for_key,
            names=list(request.names),
            asked_role=link.role,
            asked_of=link.asked_of,
            note=request.note.strip(),
            state=LIFE.after("ask", LIFE.start) if place == 0 else LIFE.start,
            asked_at=at,
            due_on=link.due_on,
            least_cents=request.price.least_cents if request.price else None,
            most_cents=request.price.most_cents if request.price else None,
        )
        for place, link in enumerate(links)
    ]
    record(event="approval.asked", by=by, at=at, subject=made[0], organization=made[0].organization)
    return made


def _demand_links(links: Sequence[Link], by: Person, at: datetime) -> None:
    if not links:
        raise Refused(no("nobody", "Choose who approves this."))
    for link in links:
        if not link.role.strip() or len(link.role) > LONGEST_WORD:
            raise Refused(no("no_role", "Say who approves, in a few words, such as “principal”."))
        today = access.day_in(link.organization, at)
        if link.due_on is not None and link.due_on < today:
            raise Refused(no("due_past", "Choose a day from today on, until when you need the answer."))
        if link.asked_of is None:
            continue
        if link.asked_of == by:
            raise Refused(no("own", "Nobody approves a request of her own. Choose somebody else."))
        if link.asked_of.pk not in access.seats(link.organization, link.role, today):
            name, place = link.asked_of.name, link.organization.name
            raise Refused(
                no("no_seat", f"{name} does not approve as {link.role} of {place}. Choose another.")
            )


@transaction.atomic
def ask_again(*, approval: Approval, note: str, due_on: date | None, by: Person, at: datetime) -> Approval:
    """Ask anew for what was refused or lapsed; what is open is left as it is."""
    row = locked(approval)
    demand(access.may_answer(by, row))
    if row.state in OPEN:
        return row
    _demand_not_asked(row)
    if due_on is not None and due_on < access.day_in(row.organization, at):
        raise Refused(no("due_past", "Choose a day from today on, until when you need the answer."))
    row.state = LIFE.after("ask", row.state)
    row.note, row.due_on, row.asked_at = note.strip() or row.note, due_on, at
    row.reason, row.question, row.answer = "", "", ""
    row.decided_at = row.decided_on = row.decided_by = row.decided_for = None
    row.save()
    record(event="approval.asked", by=by, at=at, subject=row, organization=row.organization)
    return row


def _demand_not_asked(row: Approval) -> None:
    alike = Approval.objects.filter(
        person=row.person,
        organization=row.organization,
        asked_role=row.asked_role,
        document=row.document,
        for_key=row.for_key,
        award=row.award_id,
        attempt=row.attempt_id,
        other_record=row.other_record_id,
        goal=row.goal_id,
        license=row.license_id,
        state__in=OPEN,
    )
    if alike.exists():
        raise Refused(no("asked", "You asked for this again already. Look at that request."))


@transaction.atomic
def withdraw(*, approval: Approval, by: Person, at: datetime) -> None:
    """Take a whole request back, with every link that is still open; doing so twice changes nothing."""
    demand(access.may_answer(by, approval))
    rows = Approval.objects.select_for_update(no_key=True).filter(chain=approval.chain, state__in=OPEN)
    for row in rows.order_by("pk"):
        row.state = LIFE.after("withdraw", row.state)
        row.save(update_fields=["state"])
        record(event="approval.withdrawn", by=by, at=at, subject=row, organization=approval.organization)


@transaction.atomic
def withdraw_all(*, person: Person, by: Person | None, at: datetime) -> int:
    """Take back all that she asked for and nobody answered, as when her account is erased; how many links that were."""
    rows = Approval.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    open_ones = list(rows.filter(person=person, state__in=OPEN).order_by("pk"))
    for row in open_ones:
        row.state = LIFE.after("withdraw", row.state)
        row.save(update_fields=["state"])
        record(event="approval.withdrawn", by=by, at=at, subject=row, organization=row.organization)
    return len(open_ones)


def locked(approval: Approval) -> Approval:
    """The row as it is now, held until the end of the transaction."""
    rows = Approval.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organization", "person", "asked_of").get(pk=approval.pk)
