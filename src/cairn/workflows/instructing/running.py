"""Payments as a task: asked for, done at once or by the worker, with its progress and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import operations
from cairn.domain.recognition.access import may_pay
from cairn.domain.recognition.models import PaymentRun
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows.instructing.working import people_due, people_owed, still_owed, work_out
from cairn.workflows.payrolls import as_csv

CHANNEL: Final = "payments"
AT_ONCE: Final = 100
"""So many people are looked at while the page waits; more of them by the worker."""


def ask(*, organization: Organization, purpose: str, by: Person, at: datetime) -> PaymentRun:
    """Work out what is due, or hand it over: at once where few people are concerned. Refused while another is done."""
    with transaction.atomic():
        asked = operations.ask_for_payments(organization=organization, purpose=purpose, by=by, at=at)
        few = len(_people(asked, at)) <= AT_ONCE
        if not few:
            put(
                event=f"payments:{asked.public_id}",
                recipient=str(organization.public_id),
                channel=CHANNEL,
                at=at,
                payload={"run": str(asked.public_id)},
            )
    if few:
        run(asked=asked, at=at)
    asked.refresh_from_db()
    return asked


def _people(asked: PaymentRun, at: datetime) -> list[Person]:
    if asked.purpose == PaymentRun.Purpose.HAND_OVER:
        return people_due(asked.organization)
    return people_owed(asked.organization, at=at)


def run(*, asked: PaymentRun, at: datetime) -> None:
    """Do it, and keep what came of it; one that was cut off is done from its beginning. Safe to repeat."""
    if not operations.begin_payments(run=asked, people=len(_people(asked, at)), by=None, at=at):
        return
    try:
        if asked.asked_by is None:
            raise Refused(no("nobody", "Whoever asked for this has left. Ask for it again."))
        _do(asked, asked.asked_by, at)
    except Refused as refused:
        operations.fail_payments(run=asked, problem=refused.verdict.sentence, by=None, at=at)


def _do(asked: PaymentRun, by: Person, at: datetime) -> None:
    organization = asked.organization

    def told(looked: int) -> None:
        operations.note_payments_progress(run=asked, looked=looked, by=None, at=at)

    demand(may_pay(by, organization, at=at))
    if asked.purpose == PaymentRun.Purpose.WORK_OUT:
        work_out(organization=organization, by=by, at=at, told=told)
        operations.finish_payments(run=asked, batch=None, by=by, at=at)
        return
    among = still_owed(organization=organization, by=by, at=at, told=told)
    # Together, so that a batch is never without the run that says so.
    with transaction.atomic():
        batch = operations.export(organization=organization, write_out=as_csv, among=among, by=by, at=at)
        operations.finish_payments(run=asked, batch=batch, by=by, at=at)
