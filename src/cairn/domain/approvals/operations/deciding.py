"""What the one who is asked may say, and what follows when nobody says anything."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.approvals import access
from cairn.domain.approvals.models import Approval
from cairn.domain.approvals.operations.requests import locked
from cairn.domain.approvals.states import LIFE, RUNNING
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def approve(
    *, approval: Approval, reason: str, sets_cents: int | None = None, by: Person, at: datetime
) -> Approval:
    """Approve, perhaps with an amount within its bounds, and ask the next of the chain. Twice is once."""
    row = locked(approval)
    if row.state == "approved" and row.decided_by_id == by.pk:
        return row
    demand(access.may_decide(by, row, at=at))
    _demand_amount(row, sets_cents)
    row.sets_cents = sets_cents
    _decide(row, "approve", reason, by, at)
    record(
        event="approval.given",
        by=by,
        at=at,
        subject=row,
        organization=row.organization,
        role=row.asked_role,
        cents=sets_cents,
    )
    _ask_next(row, at)
    return row


def _demand_amount(row: Approval, cents: int | None) -> None:
    if row.least_cents is None or row.most_cents is None:
        if cents is not None:
            raise Refused(no("no_amount", "This approval sets no amount."))
        return
    if cents is None or not row.least_cents <= cents <= row.most_cents or cents % 100:
        low, high = row.least_cents // 100, row.most_cents // 100
        raise Refused(
            no("out_of_bounds", f"Set a whole amount from ${low:,} to ${high:,}: the policy's bounds.")
        )


def _decide(row: Approval, move: str, reason: str, by: Person, at: datetime) -> None:
    seat = access.decides_for(by, row, at=at)
    row.state = LIFE.after(move, row.state)
    row.reason, row.decided_by, row.decided_at = reason.strip(), by, at
    row.decided_for_id = seat if seat != by.pk else None
    row.decided_on = access.day_in(row.organization, at)
    row.save()


def _ask_next(row: Approval, at: datetime) -> None:
    after = Approval.objects.select_for_update(no_key=True).filter(
        chain=row.chain, position=row.position + 1, state="waiting"
    )
    for link in after:
        link.state, link.asked_at = LIFE.after("ask", link.state), at
        link.save(update_fields=["state", "asked_at"])
        record(event="approval.asked", by=None, at=at, subject=link, organization=row.organization)


@transaction.atomic
def refuse(*, approval: Approval, reason: str, by: Person, at: datetime) -> Approval:
    """Refuse, with a reason that she reads; she can ask again."""
    row = locked(approval)
    demand(access.may_decide(by, row, at=at))
    if not reason.strip():
        raise Refused(no("no_reason", "Say why, and what she could do. She reads these words."))
    _decide(row, "refuse", reason, by, at)
    record(event="approval.refused", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def ask_back(*, approval: Approval, question: str, by: Person, at: datetime) -> Approval:
    """Ask her something before deciding; the deadline goes on."""
    row = locked(approval)
    demand(access.may_decide(by, row, at=at))
    if not question.strip():
        raise Refused(no("no_question", "Write what you need to know."))
    row.state = LIFE.after("ask_back", row.state)
    row.question, row.answer = question.strip(), ""
    row.save(update_fields=["state", "question", "answer"])
    record(event="approval.asked_back", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def answer(*, approval: Approval, answer: str, by: Person, at: datetime) -> Approval:
    """Answer what the approver asked."""
    row = locked(approval)
    demand(access.may_answer(by, row))
    if not answer.strip():
        raise Refused(no("no_answer", "Write your answer."))
    row.state = LIFE.after("answer", row.state)
    row.answer = answer.strip()
    row.save(update_fields=["state", "answer"])
    record(event="approval.answered", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def lapse(*, approval: Approval, by: Person | None, at: datetime) -> bool:
    """Let a request go whose last day is over; whether it was still open. It is never approved by silence."""
    row = locked(approval)
    over = row.due_on is not None and row.due_on < access.day_in(row.organization, at)
    if row.state not in RUNNING or not over:
        return False
    row.state = LIFE.after("lapse", row.state)
    row.save(update_fields=["state"])
    record(event="approval.lapsed", by=by, at=at, subject=row, organization=row.organization)
    return True
