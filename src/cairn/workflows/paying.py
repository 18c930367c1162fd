"""Paying evaluators: each piece of work accrues what its program pays for it, once."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Paid, PayLine, PayRate, Reading
from cairn.domain.evaluation.operations import pay
from cairn.domain.evaluation.queries.pay import kind_of, unpaid_readings
from cairn.domain.people.models import Organization, Person


def pay_reading(*, reading: Reading, at: datetime) -> PayLine | None:
    """What a reading that was sent earns; a seed earns as any other."""
    return _accrue(reading, kind_of(reading), at)


def pay_recusal(*, reading: Reading, at: datetime) -> PayLine | None:
    """What stepping back earns after she recognized somebody: her time was spent."""
    return _accrue(reading, Paid.RECUSAL, at)


def pay_return(*, reading: Reading, at: datetime) -> PayLine | None:
    """What sending incomplete work back earns."""
    return _accrue(reading, Paid.INCOMPLETE, at)


def pay_calibration(
    *, about: UUID, organization: Organization, evaluator: Person, at: datetime
) -> PayLine | None:
    """What a calibration that was finished earns; `about` is its public id."""
    return pay.accrue(
        about=about, organization=organization, evaluator=evaluator, kind=Paid.CALIBRATION, at=at
    )


def _accrue(reading: Reading, kind: str, at: datetime) -> PayLine | None:
    if reading.evaluator is None:
        return None
    return pay.accrue(
        about=reading.public_id,
        organization=reading.organization,
        evaluator=reading.evaluator,
        reading=reading,
        kind=kind,
        at=at,
    )


@deed()
def set_rate(
    *, organization: Organization, kind: str, cents: int, currency: str, since: date, by: Person, at: datetime
) -> PayRate:
    """Set a rate from a day on; readings of a past day that had no rate accrue now, by the rate of their own day."""
    rate = pay.set_rate(
        organization=organization, kind=kind, cents=cents, currency=currency, since=since, by=by, at=at
    )
    begins = datetime.combine(since, time.min, ZoneInfo(organization.time_zone))
    for reading in unpaid_readings(organization, begins):
        pay_reading(reading=reading, at=reading.concluded_at or at)
    return rate
