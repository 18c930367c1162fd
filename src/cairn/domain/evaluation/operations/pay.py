"""Rates of pay, what each piece of work accrues, and what was paid."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Paid, PayLine, PayRate, Reading
from cairn.domain.evaluation.queries.pay import may_keep_pay, rate_on
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no

MOST_CENTS = 1_000_000
LIKE_A_READING = (
    "A reading that checks the scale is paid like any other, or its pay would tell it apart. "
    "Set the rate of a reading."
)


@deed()
def set_rate(
    *,
    organization: Organization,
    kind: str,
    cents: int,
    currency: str,
    since: date,
    by: Person,
    at: datetime,
) -> PayRate:
    """Set what a kind of work is paid from a day on; set again for the same day, the later word holds.

    A reading's rate is a seed's as well.
    """
    demand(may_keep_pay(by, organization, at=at))
    if kind not in Paid.values:
        raise Refused(no("kind", "Choose what the rate is for."))
    if kind == Paid.SEED:
        raise Refused(no("seed", LIKE_A_READING))
    if not 0 <= cents <= MOST_CENTS:
        raise Refused(no("cents", "Give an amount from 0 to 10,000."))
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha() and currency.isupper()):
        raise Refused(no("currency", "Give the currency by its three letters, such as USD."))
    for each in (kind, Paid.SEED) if kind == Paid.FIRST else (kind,):
        PayRate.objects.update_or_create(
            organization=organization,
            kind=each,
            since=since,
            defaults={"cents": cents, "currency": currency, "set_at": at},
        )
    record(
        event="pay.rate_set",
        by=by,
        at=at,
        subject=organization,
        organization=organization,
        kind=kind,
        cents=cents,
        currency=currency,
        since=since.isoformat(),
    )
    return PayRate.objects.get(organization=organization, kind=kind, since=since)


@deed()
def accrue(
    *,
    about: UUID,
    organization: Organization,
    evaluator: Person,
    kind: str,
    at: datetime,
    reading: Reading | None = None,
) -> PayLine | None:
    """Write down once what a piece of work earned by the rate of its day; None where nothing is paid for it."""
    rate = rate_on(organization, kind, at=at)
    if rate is None or not rate.cents:
        return None
    line, _ = PayLine.objects.get_or_create(
        about=about,
        defaults={
            "organization": organization,
            "evaluator": evaluator,
            "reading": reading,
            "kind": kind,
            "cents": rate.cents,
            "currency": rate.currency,
            "accrued_at": at,
        },
    )
    return line


@deed()
def mark_paid(*, organization: Organization, lines: Collection[UUID], by: Person, at: datetime) -> int:
    """Note that these lines of the organization were paid; those that were before stay as they are."""
    demand(may_keep_pay(by, organization, at=at))
    owed = PayLine.objects.filter(organization=organization, public_id__in=lines, paid_at=None)
    paid = owed.update(paid_at=at, paid_by=by)
    if not paid:
        raise Refused(no("nothing", "Nothing of this is owed any more."))
    record(event="pay.paid", by=by, at=at, subject=organization, organization=organization, lines=paid)
    return paid
