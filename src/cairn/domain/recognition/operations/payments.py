"""Payment instructions: noted once for ever, held, let through, stopped, and handed to payroll in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import Batch, Budget, Instruction
from cairn.domain.recognition.states import INSTRUCTION, OPEN_PAYMENTS
from cairn.engines.verdict import Refused, demand, no

LARGEST_BATCH = 10_000
WriteOut = Callable[[Sequence[Instruction], int], str]
"""The file of a batch, from its instructions and its number."""


@dataclass(frozen=True, slots=True)
class Due:
    """One payment as a policy works it out. `cents` is None while nobody has set it; `held` says why it waits."""

    person: Person
    policy_key: str
    trigger: str
    period: str
    kind: str
    cents: int | None
    words: str
    year: str
    due_on: date
    adds_to: str = ""
    source: str = ""
    held: str = ""


def note_each(
    *, organization: Organization, dues: Iterable[Due], by: Person | None, at: datetime
) -> set[int]:
    """Note payments as `note` would, in one deed; the keys of their rows. Nothing is handed over meanwhile."""
    with deed():
        _hold(organization)
        return {note(organization=organization, due=due, by=by, at=at).pk for due in dues}


def _hold(organization: Organization) -> None:
    """Whoever notes or hands over waits for the other: in one order, so that neither locks the other out."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


@transaction.atomic
def note(*, organization: Organization, due: Due, by: Person | None, at: datetime) -> Instruction:
    """Note a payment under its key, or look again at the one that is there; what is exported never changes.

    Two that note the same payment at once note it once: the key is unique in the database.
    """
    row, new = Instruction.objects.select_for_update(no_key=True).get_or_create(
        policy_key=due.policy_key,
        person=due.person,
        trigger=due.trigger,
        period=due.period,
        defaults={
            "organization": organization,
            "kind": due.kind,
            "cents": due.cents,
            "adds_to": due.adds_to,
            "words": due.words[:300],
            "source": due.source,
            "year": due.year,
            "due_on": due.due_on,
            "held": "It has just been noted.",
            "noted_at": at,
        },
    )
    if row.state not in OPEN_PAYMENTS:
        return row
    before = (row.state, row.cents, row.held, row.year)
    if row.cents != due.cents:
        row.released_by, row.released_because = None, ""  # what somebody agreed to was another amount
    row.cents, row.year = due.cents, due.year
    _settle(row, due.held)
    if new or before != (row.state, row.cents, row.held, row.year):
        row.save()
        event = "payment.instructed" if row.state == "due" else "payment.held"
        record(
            event=event,
            by=by,
            at=at,
            subject=row,
            organization=row.organization,
            policy=row.policy_key,
            cents=row.cents,
        )
    return row


def _settle(row: Instruction, held: str) -> None:
    """Due, unless something holds it that nobody let through."""
    if row.cents is not None and (not held or row.released_because):
        row.state, row.held = INSTRUCTION.after("be_due", row.state), ""
    else:
        row.state, row.held = INSTRUCTION.after("hold", row.state), held or "Nobody has set the amount yet."


@transaction.atomic
def stop(*, instruction: Instruction, because: str, by: Person | None, at: datetime) -> bool:
    """Stop a payment that is not made yet and due no more, such as a stipend whose role ended; whether it was open."""
    row = Instruction.objects.select_for_update(no_key=True).get(pk=instruction.pk)
    if row.state not in ("due", "held"):
        return False
    row.state, row.held = INSTRUCTION.after("stop", row.state), because
    row.save(update_fields=["state", "held"])
    record(event="payment.stopped", by=by, at=at, subject=row, organization=row.organization)
    return True


@transaction.atomic
def release(*, instruction: Instruction, reason: str, by: Person, at: datetime) -> Instruction:
    """Let a payment through that goes beyond its budget, once whoever keeps the budget agreed."""
    rows = Instruction.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    row = rows.get(pk=instruction.pk)
    demand(access.may_release(by, row, at=at))
    if not reason.strip():
        raise Refused(no("no_reason", "Say who agreed and when, such as “Board meeting of May 4”."))
    row.released_by, row.released_because = by, reason.strip()
    row.state, row.held = INSTRUCTION.after("be_due", row.state), ""
    row.save(update_fields=["released_by", "released_because", "state", "held"])
    record(event="payment.released", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def set_budget(
    *, organization: Organization, policy_key: str, year: str, ceiling_cents: int, by: Person, at: datetime
) -> Budget:
    """Say what a policy may pay in a school year; the last word counts."""
    demand(access.may_pay(by, organization, at=at))
    if ceiling_cents < 0:
        raise Refused(no("negative", "Give the budget as an amount of zero or more."))
    budget, _new = Budget.objects.update_or_create(
        organization=organization,
        policy_key=policy_key,
        year=year,
        defaults={"ceiling_cents": ceiling_cents, "set_by": by, "set_at": at},
    )
    record(
        event="budget.set",
        by=by,
        at=at,
        subject=budget,
        organization=organization,
        policy=policy_key,
        cents=ceiling_cents,
    )
    return budget


@transaction.atomic
def export(
    *,
    organization: Organization,
    write_out: WriteOut,
    by: Person,
    at: datetime,
    among: Collection[int] | None = None,
) -> Batch | None:
    """Hand what is due to payroll as one batch; None where nothing is. Each payment is in one batch.

    `among` are the keys of those that were looked at just now: no others are handed over.
    """
    demand(access.may_pay(by, organization, at=at))
    _hold(organization)
    due = Instruction.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    found = due.filter(organization=organization, state="due").order_by("due_on", "pk")
    rows = [row for row in found if among is None or row.pk in among][:LARGEST_BATCH]
    if not rows:
        return None
    before = Batch.objects.filter(organization=organization).aggregate(last=Max("number"))["last"] or 0
    content = write_out(rows, before + 1)
    batch = Batch.objects.create(
        organization=organization,
        number=before + 1,
        rows=len(rows),
        total_cents=sum(row.cents or 0 for row in rows),
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        made_by=by,
        made_at=at,
    )
    for row in rows:
        row.state, row.batch = INSTRUCTION.after("export", row.state), batch
    Instruction.objects.bulk_update(rows, ["state", "batch"])
    record(
        event="payments.exported",
        by=by,
        at=at,
        subject=batch,
        organization=organization,
        rows=batch.rows,
        cents=batch.total_cents,
        sha256=batch.sha256,
    )
    return batch
