"""How much is read, how long work waits, and how much each evaluator carries; for leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation import calendars
from cairn.domain.evaluation.models import APART, Outcome, Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evaluation.ties import WEEK
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import members

QUARTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits and what is being read now; `oldest` is when the longest waiting was asked for."""

    waiting: int
    held: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Load:
    """What one evaluator holds, took within a week and sent within a quarter; `in_time` of those she sent by the day
    they were due, `lapsed` those she left lying."""

    evaluator: Person
    held: int
    week: int
    sent: int
    in_time: int
    lapsed: int

    @property
    def reliable(self) -> int | None:
        """Of a hundred readings that she took and did not give back, how many she sent in time."""
        taken = self.sent + self.lapsed
        return round(100 * self.in_time / taken) if taken else None


def standing(organization: Organization, *, at: datetime) -> Standing:
    """The work of judging as it stands."""
    out = Reading.objects.filter(organization=organization, state__in=["open", "claimed"])
    told = out.exclude(reason__in=APART).aggregate(
        waiting=Count("pk", filter=Q(state="open")),
        held=Count("pk", filter=Q(state="claimed")),
        late=Count("pk", filter=Q(due_at__lte=at)),
        oldest=Min("opened_at", filter=Q(state="open")),
    )
    return Standing(**told)


def came_and_went(organization: Organization, *, since: datetime) -> tuple[list[datetime], list[datetime]]:
    """When each reading since then was asked for, and when each was sent."""
    rows = Reading.objects.filter(organization=organization).exclude(reason__in=APART).order_by()
    came = rows.filter(opened_at__gte=since).exclude(state__in=["lapsed", "released", "recused"])
    went = rows.filter(state="concluded", concluded_at__gte=since)
    return list(came.values_list("opened_at", flat=True)), [
        each for each in went.values_list("concluded_at", flat=True) if each
    ]


def within_service(organization: Organization, *, since: datetime) -> tuple[int, int]:
    """Of the results since then, how many came within the business days that the rules promise, and how many there
    were."""
    rows = list(
        Outcome.objects.filter(
            round__attempt__organization=organization, concluded_at__gte=since
        ).values_list("round__attempt__edition", "round__submitted_at", "concluded_at")
    )
    editions = Edition.objects.in_bulk({edition for edition, _, _ in rows})
    days = {pk: rules_of(edition).total_days for pk, edition in editions.items()}
    zone = organization.time_zone
    kept = sum(
        concluded <= calendars.after(submitted, days[edition], zone=zone)
        for edition, submitted, concluded in rows
    )
    return kept, len(rows)


def loads(organization: Organization, *, at: datetime) -> list[Load]:
    """Everybody who reads for the organization, or did within a quarter, by name."""
    hers = Q(readings__organization=organization) & ~Q(readings__reason__in=APART)
    lately = Q(readings__claimed_at__gte=at - QUARTER)
    sent = hers & lately & Q(readings__state="concluded")
    people = Person.objects.filter(
        Q(pk__in=members(organization, Role.EVALUATOR, Role.LEAD, at=at).values("pk")) | (hers & lately)
    )
    rows = people.distinct().annotate(
        held=Count("readings", filter=hers & Q(readings__state="claimed"), distinct=True),
        week=Count("readings", filter=hers & Q(readings__claimed_at__gt=at - WEEK), distinct=True),
        sent=Count("readings", filter=sent, distinct=True),
        in_time=Count(
            "readings", filter=sent & Q(readings__concluded_at__lte=F("readings__due_at")), distinct=True
        ),
        lapsed=Count("readings", filter=hers & lately & Q(readings__state="lapsed"), distinct=True),
    )
    return [
        Load(row, row.held, row.week, row.sent, row.in_time, row.lapsed)
        for row in rows.order_by("display_name", "pk")
    ]
