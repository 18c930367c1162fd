"""Rates in force, an evaluator's statement, and what an organization owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from cairn.domain.evaluation.models import Paid, PayLine, PayRate, Reading
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.engines.verdict import Verdict

ALIKE = (Paid.FIRST, Paid.DOUBLE, Paid.ADJUDICATION)
"""Kinds of readings that nobody may tell apart while she or others judge the work."""
SETTLED_AFTER = timedelta(days=14)
"""After so long a result is known, be it by an adjudication; two weeks is the usual service level."""
_KINDS: dict[str, str] = {
    "first": Paid.FIRST,
    "panel": Paid.FIRST,
    "seed": Paid.SEED,
    "adjudication": Paid.ADJUDICATION,
}


@dataclass(frozen=True, slots=True)
class Owed:
    """What one evaluator is owed in one currency for the work of one month, its first day in `month`."""

    evaluator: Person
    month: date
    currency: str
    lines: tuple[PayLine, ...]

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


def may_keep_pay(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person sets rates and notes what was paid: an administrator or a lead evaluator."""
    return holds(person, organization, Role.ADMINISTRATOR, Role.LEAD, at=at)


def kind_of(reading: Reading) -> str:
    """As what a concluded reading is paid."""
    return _KINDS.get(reading.reason, Paid.DOUBLE)


def rate_on(organization: Organization, kind: str, *, at: datetime) -> PayRate | None:
    """The rate in force at a moment, by the organization's own calendar."""
    if not _pays(organization.pk):
        return None
    day = at.astimezone(ZoneInfo(organization.time_zone)).date()
    return (
        PayRate.objects.filter(organization=organization, kind=kind, since__lte=day)
        .order_by("-since")
        .first()
    )


@Prepared
def _pays(organization: int) -> QuerySet[Any, Any]:
    """Whether an organization pays for anything."""
    return PayRate.objects.filter(organization=organization).order_by().values_list("pk")[:1]


def rates_of(organization: Organization) -> QuerySet[PayRate]:
    """Every rate of the organization, by kind, the newest first."""
    return PayRate.objects.filter(organization=organization).order_by("kind", "-since")


def telling(organizations: Iterable[int]) -> set[int]:
    """Organizations (of these keys) where what a reading earns tells why it was asked for: their rates differ."""
    held: dict[int, dict[str, list[tuple[date, int, str]]]] = {key: {} for key in organizations}
    for rate in PayRate.objects.filter(organization__in=held, kind__in=ALIKE).order_by("since"):
        told = held[rate.organization_id].setdefault(rate.kind, [])
        told.append((rate.since, rate.cents, rate.currency))
    return {
        key for key, kinds in held.items() if any(kinds.get(kind) != kinds.get(ALIKE[0]) for kind in ALIKE)
    }


def settled(at: datetime, organizations: Iterable[int]) -> Q:
    """Lines that their evaluator may see: a reading's only after a while, where its amount would tell of others.

    The lines that do not show yet are of no kind in particular, so that neither a line nor its absence says whether
    work is read twice, disputed or an anchor before its result is known.
    """
    early = Q(kind__in=(*ALIKE, Paid.SEED), accrued_at__gt=at - SETTLED_AFTER)
    return ~(early & Q(organization__in=telling(organizations)))


def lines_of(person: Person, *, at: datetime) -> QuerySet[PayLine]:
    """What an evaluator earned, as far as it is settled, the newest first."""
    organizations = set(
        PayLine.objects.filter(evaluator=person).order_by().values_list("organization", flat=True)
    )
    return (
        PayLine.objects.filter(settled(at, organizations), evaluator=person)
        .select_related("organization", "reading__round__attempt__edition")
        .order_by("-accrued_at", "-pk")
    )


def unsettled(person: Person, *, at: datetime) -> int:
    """How many readings the person sent lately for organizations where pay shows only later, whatever they earn."""
    lately = Reading.objects.filter(evaluator=person, state="concluded", concluded_at__gt=at - SETTLED_AFTER)
    organizations = list(lately.order_by().values_list("organization", flat=True))
    late = telling(set(organizations)) if organizations else set()
    return sum(each in late for each in organizations)


def owed_by(organization: Organization, *, to: Person, at: datetime) -> list[Owed]:
    """What an organization owes, by month, evaluator and currency, as far as whoever asks (`to`) may know it.

    Of her own readings she sees here what her statement shows.
    """
    rows = (
        PayLine.objects.filter(organization=organization, paid_at=None)
        .filter(settled(at, [organization.pk]) | ~Q(evaluator=to))
        .select_related("evaluator")
        .order_by("accrued_at", "pk")
    )
    zone = ZoneInfo(organization.time_zone)
    sums: dict[tuple[date, int, str], list[PayLine]] = {}
    for line in rows:
        month = line.accrued_at.astimezone(zone).date().replace(day=1)
        sums.setdefault((month, line.evaluator_id, line.currency), []).append(line)
    owed = [
        Owed(lines[0].evaluator, month, currency, tuple(lines))
        for (month, _, currency), lines in sums.items()
    ]
    return sorted(owed, key=lambda one: (one.month, one.evaluator.name, one.currency))


def unpaid_readings(organization: Organization, since: datetime) -> QuerySet[Reading]:
    """Readings sent since a moment that have no line yet."""
    return (
        Reading.objects.filter(organization=organization, state="concluded", concluded_at__gte=since)
        .filter(pay_lines=None)
        .select_related("organization", "evaluator")
        .order_by("concluded_at")
    )
