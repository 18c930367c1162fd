"""Approving: an earner asks for what a policy wants approved, each link of the chain answers, and everybody is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from cairn.domain.approvals import operations, queries
from cairn.domain.approvals.access import day_in
from cairn.domain.approvals.models import Approval, Thing
from cairn.domain.approvals.operations import Link, Price, Request
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import members
from cairn.domain.records.models import Goal, License, OtherRecord
from cairn.engines.policy import Policy
from cairn.engines.policy.requirements import ApprovedBy, Every, Has, leaves
from cairn.workflows import letters

DAYS_TO_ANSWER = 14


@dataclass(frozen=True, slots=True)
class Wanted:
    """An approval that a policy asks for: by whom, of what, whether before work starts, and the bounds of an amount."""

    role: str
    document: str = ""
    before_work: bool = False
    price: Price | None = None


def wanted_by(policy: Policy, decision: str) -> list[Wanted]:
    """What a decision of a policy wants approved by itself: plans, agreements, reviews."""
    found = []
    for leaf in leaves(policy.decisions[decision]):
        if isinstance(leaf, ApprovedBy):
            price = price_of(policy) if leaf.sets else None
            found.append(Wanted(leaf.who, leaf.document, leaf.before_work, price))
    return list(dict.fromkeys(found))


def wanted_of_records(policy: Policy, kind: str) -> list[Wanted]:
    """What a policy wants approved of each record of a kind."""
    found = [
        Wanted(who, before_work=clause.approved_before)
        for clause in policy.counts
        if clause.record == kind
        for who in clause.approved_by
    ]
    for condition in policy.decisions.values():
        found.extend(
            Wanted(leaf.reviewed_by)
            for leaf in leaves(condition)
            if isinstance(leaf, (Has, Every)) and leaf.record == kind and leaf.reviewed_by
        )
    return list(dict.fromkeys(found))


def price_of(policy: Policy) -> Price | None:
    """The bounds of what an approver may set; None where the policy sets every amount itself."""
    for pay in policy.pays:
        if pay.amount is None and pay.low is not None and pay.high is not None:
            return Price(int(pay.low * 100), int(pay.high * 100))
    return None


def key_of(thing: Thing) -> str:
    """How plans name the micro-credential that a badge or an attempt is of; empty for anything else."""
    if isinstance(thing, Attempt):
        row = thing.micro_credential
    elif isinstance(thing, Award) and thing.edition is not None:
        row = thing.edition.micro_credential
    else:
        return ""
    return f"{row.organization.slug}/{row.key}"


def title_of(thing: Thing) -> str:
    """What a thing is called in a request."""
    if isinstance(thing, Attempt):
        return thing.edition.title
    if isinstance(thing, (Award, OtherRecord)):
        return thing.title
    if isinstance(thing, License):
        return thing.name
    return thing.decision.replace("_", " ").capitalize()


def names_in(goal: Goal | License, document: str, for_key: str = "") -> tuple[str, ...]:
    """What a plan or an agreement names today."""
    return (for_key,) if for_key else tuple(goal.named.get(document, ()))


@transaction.atomic
def ask(*, thing: Thing, links: Sequence[Link], request: Request, by: Person, at: datetime) -> list[Approval]:
    """Ask for an approval; whoever is first in the chain is told."""
    request = replace(request, for_key=request.for_key or key_of(thing))
    if isinstance(thing, (Goal, License)) and not request.names:
        request = replace(request, names=names_in(thing, request.document, request.for_key))
    chain = operations.ask(thing=thing, links=links, request=request, by=by, at=at)
    _tell_who_is_asked(chain[0], at)
    return chain


@transaction.atomic
def ask_again(*, approval: Approval, note: str, due_on: date | None, by: Person, at: datetime) -> Approval:
    """Ask anew for what was refused or lapsed."""
    row = operations.ask_again(approval=approval, note=note, due_on=due_on, by=by, at=at)
    _tell_who_is_asked(row, at)
    return row


@transaction.atomic
def approve(*, approval: Approval, reason: str, sets_cents: int | None, by: Person, at: datetime) -> Approval:
    """Approve; she is told, and so is the next of the chain."""
    row = operations.approve(approval=approval, reason=reason, sets_cents=sets_cents, by=by, at=at)
    letters.put("approval_given", about=row, to=row.person, at=at, turn=_turn(row))
    for link in queries.chain_of(row).filter(position=row.position + 1, state="asked"):
        _tell_who_is_asked(link, at)
    return row


@transaction.atomic
def refuse(*, approval: Approval, reason: str, by: Person, at: datetime) -> Approval:
    """Refuse with a reason; she is told and can ask again."""
    row = operations.refuse(approval=approval, reason=reason, by=by, at=at)
    letters.put("approval_refused", about=row, to=row.person, at=at, turn=_turn(row))
    return row


@transaction.atomic
def ask_back(*, approval: Approval, question: str, by: Person, at: datetime) -> Approval:
    """Ask her something first."""
    row = operations.ask_back(approval=approval, question=question, by=by, at=at)
    letters.put("approval_asked_back", about=row, to=row.person, at=at, turn=at.isoformat())
    return row


@transaction.atomic
def answer(*, approval: Approval, words: str, by: Person, at: datetime) -> Approval:
    """Answer the approver's question; she is told."""
    row = operations.answer(approval=approval, answer=words, by=by, at=at)
    for reader in readers(row, at=at):
        letters.put("approval_answered", about=row, to=reader, at=at, turn=at.isoformat())
    return row


def lapse_overdue(*, at: datetime) -> int:
    """Let requests go whose last day is over; both sides are told. Nothing is ever approved by silence."""
    return sum(_lapse(row, at) for row in queries.overdue(at=at))


@transaction.atomic
def _lapse(row: Approval, at: datetime) -> bool:
    if not operations.lapse(approval=row, by=None, at=at):
        return False
    letters.put("approval_lapsed", about=row, to=row.person, at=at, turn=_turn(row))
    for reader in readers(row, at=at):
        letters.put("approval_missed", about=row, to=reader, at=at, turn=_turn(row))
    return True


def readers(approval: Approval, *, at: datetime) -> list[Person]:
    """Who is told of a request: whom it is addressed to and her delegates, else everybody in the role or the office."""
    return [person for person in dict.fromkeys(_readers(approval, at)) if person.pk != approval.person_id]


def _readers(approval: Approval, at: datetime) -> Iterator[Person]:
    role, organization = approval.asked_role, approval.organization
    named = [seat.person for seat in queries.approvers_of(organization, at=at) if seat.role == role]
    if approval.asked_of is not None:
        named = [approval.asked_of]
    elif not named:
        named = list(members(organization, Role.RECOGNIZER, at=at))
    yield from named
    today = day_in(organization, at)
    for handed in queries.delegations_in(organization, at=at):
        mine = handed.giver in named and handed.role in ("", role)
        if mine and handed.from_on <= today <= handed.until_on:
            yield handed.taker


def _tell_who_is_asked(approval: Approval, at: datetime) -> None:
    for reader in readers(approval, at=at):
        letters.put("approval_asked", about=approval, to=reader, at=at, turn=_turn(approval))


def _turn(approval: Approval) -> str:
    """What was refused or lapsed may be asked for again, and is answered again."""
    return approval.asked_at.isoformat()
