"""What the worker does for an office: asked for once at a time, begun, and ended with what came of it or why not."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import Batch, FinalDecision, Instruction, Packet, PaymentRun
from cairn.domain.recognition.states import PACKET, PAYMENT_RUN, UNDER_WAY
from cairn.engines.verdict import Refused, demand, no

BUSY = "Payments are being worked out already. Go on when that is done."


@transaction.atomic
def ask_for_payments(*, organization: Organization, purpose: str, by: Person, at: datetime) -> PaymentRun:
    """Ask the worker; the same that is under way is that one. One at a time is done for an organization."""
    demand(access.may_pay(by, organization, at=at))
    run, _new = PaymentRun.objects.get_or_create(
        organization=organization,
        state__in=UNDER_WAY,
        defaults={"purpose": purpose, "state": PAYMENT_RUN.start, "asked_by": by, "asked_at": at},
    )
    if run.purpose != purpose:
        raise Refused(no("busy", BUSY))
    return run


@transaction.atomic
def begin_payments(*, run: PaymentRun, people: int, by: Person | None, at: datetime) -> bool:
    """It runs, for so many people; whether it was still to do."""
    row = PaymentRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if row.state not in UNDER_WAY:
        return False
    row.state, row.people, row.looked = PAYMENT_RUN.after("begin", row.state), people, 0
    row.save(update_fields=["state", "people", "looked"])
    return True


def note_payments_progress(*, run: PaymentRun, looked: int, by: Person | None, at: datetime) -> None:
    """So many people have been looked at."""
    PaymentRun.objects.filter(pk=run.pk, state="running", people__gte=looked).update(looked=looked)


@transaction.atomic
def finish_payments(*, run: PaymentRun, batch: Batch | None, by: Person | None, at: datetime) -> None:
    """Keep what came of it; what another has finished already stays as it is."""
    row = PaymentRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if row.state != "running":
        return
    rows = Instruction.objects.filter(organization=row.organization_id)
    row.due, row.held, row.stopped = (
        rows.filter(state=state).count() for state in ("due", "held", "stopped")
    )
    row.state, row.batch, row.ended_at = PAYMENT_RUN.after("finish", row.state), batch, at
    row.looked = row.people
    row.save()


@transaction.atomic
def fail_payments(*, run: PaymentRun, problem: str, by: Person | None, at: datetime) -> None:
    """It cannot be done, for this reason."""
    row = PaymentRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if row.state in UNDER_WAY:
        row.state, row.problem, row.ended_at = PAYMENT_RUN.after("fail", row.state), problem, at
        row.save(update_fields=["state", "problem", "ended_at"])


@transaction.atomic
def ask_for_packet(*, decision: FinalDecision, by: Person, at: datetime) -> Packet:
    """Ask for the audit packet of a decision; one that is being made already is that one."""
    demand(access.may_read_decision(by, decision, at=at))
    packet, _new = Packet.objects.get_or_create(
        decision=decision,
        state__in=UNDER_WAY,
        defaults={"state": PACKET.start, "asked_by": by, "asked_at": at},
    )
    return packet


@transaction.atomic
def keep_packet(*, packet: Packet, content: bytes, by: Person | None, at: datetime) -> None:
    """Keep the file; noted in the ledger, for it leaves the site. What was made already stays as it is."""
    row = Packet.objects.select_for_update(no_key=True, of=("self",)).select_related("decision__organization")
    found = row.get(pk=packet.pk)
    if found.state not in UNDER_WAY:
        return
    found.state = PACKET.after("finish", PACKET.after("begin", found.state))
    found.content, found.size, found.sha256 = content, len(content), hashlib.sha256(content).hexdigest()
    found.ended_at = at
    found.save()
    record(
        event="packet.made",
        by=by,
        at=at,
        subject=found.decision,
        organization=found.decision.organization,
        sha256=found.sha256,
    )


@transaction.atomic
def fail_packet(*, packet: Packet, problem: str, by: Person | None, at: datetime) -> None:
    """It cannot be made, for this reason."""
    row = Packet.objects.select_for_update(no_key=True).get(pk=packet.pk)
    if row.state in UNDER_WAY:
        row.state, row.problem, row.ended_at = PACKET.after("fail", row.state), problem, at
        row.save(update_fields=["state", "problem", "ended_at"])
