"""Records other than badges, and the papers that back them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.records import access
from cairn.domain.records.models import OtherRecord, RecordDocument
from cairn.domain.records.states import ENTERED
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def add_record(
    *,
    kind: str,
    title: str,
    amount: Fraction,
    unit: str,
    earned_on: date,
    by: Person,
    at: datetime,
    started_on: date | None = None,
    details: Mapping[str, str] | None = None,
    topics: Sequence[str] = (),
) -> OtherRecord:
    """Enter something that may count; `amount` is exact and above zero."""
    _sound(amount, earned_on, started_on)
    entered = OtherRecord.objects.create(
        person=by,
        kind=kind,
        title=title,
        numerator=amount.numerator,
        denominator=amount.denominator,
        unit=unit,
        earned_on=earned_on,
        started_on=started_on,
        details=dict(details or {}),
        topics=list(topics),
        added_at=at,
        changed_at=at,
    )
    record(event="record.added", by=by, at=at, subject=entered, kind=kind)
    return entered


@transaction.atomic
def change_record(
    *,
    entered: OtherRecord,
    kind: str,
    title: str,
    amount: Fraction,
    unit: str,
    earned_on: date,
    started_on: date | None,
    details: Mapping[str, str],
    topics: Sequence[str],
    by: Person,
    at: datetime,
) -> OtherRecord:
    """Correct what was entered."""
    demand(access.may_change(by, entered))
    _sound(amount, earned_on, started_on)
    entered.kind, entered.title, entered.unit = kind, title, unit
    entered.numerator, entered.denominator = amount.numerator, amount.denominator
    entered.earned_on, entered.started_on = earned_on, started_on
    entered.details, entered.topics, entered.changed_at = dict(details), list(topics), at
    entered.save()
    record(event="record.changed", by=by, at=at, subject=entered, kind=kind)
    return entered


@transaction.atomic
def withdraw_record(*, entered: OtherRecord, by: Person, at: datetime) -> None:
    """Take it out of everything that is counted; it can be put back. Twice changes nothing."""
    demand(access.owns(by, entered))
    after = ENTERED.after("withdraw", "claimed")
    if OtherRecord.objects.filter(pk=entered.pk, state="claimed").update(state=after, removed_at=at):
        record(event="record.withdrawn", by=by, at=at, subject=entered)


@transaction.atomic
def put_back_record(*, entered: OtherRecord, by: Person, at: datetime) -> None:
    """Undo a removal."""
    demand(access.owns(by, entered))
    after = ENTERED.after("put_back", "withdrawn")
    if OtherRecord.objects.filter(pk=entered.pk, state="withdrawn").update(state=after, removed_at=None):
        record(event="record.put_back", by=by, at=at, subject=entered)


@transaction.atomic
def add_document(
    *,
    entered: OtherRecord,
    kind: str,
    store_key: str,
    name: str,
    media_type: str,
    size: int,
    sha256: str,
    by: Person,
    at: datetime,
) -> RecordDocument:
    """Note a paper that is whole in the store; `size` in bytes, `sha256` in hexadecimal digits."""
    demand(access.may_change(by, entered))
    document = RecordDocument.objects.create(
        record=entered,
        kind=kind,
        store_key=store_key,
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        added_at=at,
    )
    record(event="record.document_added", by=by, at=at, subject=document, sha256=sha256, size=size)
    return document


@transaction.atomic
def remove_document(*, document: RecordDocument, by: Person | None, at: datetime) -> None:
    """Let go of a paper; its bytes are deleted from the outbox. `by` is None where nobody asked, but time ran out."""
    if by is not None:
        demand(access.owns(by, document.record))
    if RecordDocument.objects.filter(pk=document.pk, removed_at=None).update(removed_at=at):
        record(event="record.document_removed", by=by, at=at, subject=document)


def _sound(amount: Fraction, earned_on: date, started_on: date | None) -> None:
    if amount <= 0:
        raise Refused(no("amount", "Give an amount above zero."))
    if started_on and started_on > earned_on:
        raise Refused(no("dates", "Put the dates in order: it ends before it starts."))
