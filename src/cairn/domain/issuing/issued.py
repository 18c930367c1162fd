"""What an issuer sees of all that it awarded, be it a million: each question is answered from an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, QuerySet, Sum, Value

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.issuing.models import Award, FormerCredential, StatusList
from cairn.domain.issuing.queries import awards_found
from cairn.domain.people.models import Organization

STATES: Final = ("made", "issued", "suspended", "revoked")
UNCLAIMED: Final = "unclaimed"
SORTS: Final = {"": ("-made_at", "-pk"), "oldest": ("made_at", "pk")}


def found(
    organization: Organization,
    *,
    words: str = "",
    state: str = "",
    of: str = "",
    sort: str = "",
    batch: str = "",
) -> QuerySet[Award]:
    """What the organization awarded: by words, state, micro-credential (its key) and import (its public id).

    `unclaimed` is the state of badges whose earners have not signed in yet.
    """
    rows = awards_found(organization, words=words, state=state if state in STATES else "")
    if state == UNCLAIMED:
        rows = rows.filter(earner__last_login=None)
    if of:
        rows = rows.filter(edition__micro_credential__key=of)
    if batch:
        rows = rows.filter(import_row__run__public_id=batch)
    return rows.order_by(*SORTS.get(sort, SORTS[""]))


@dataclass(frozen=True, slots=True)
class Month:
    """What was awarded from one instant to another."""

    begins: datetime
    count: int


def by_month(organization: Organization, begins: list[datetime]) -> list[Month]:
    """How much was awarded in each month, told where each begins; the last goes on until now."""
    ends = [*begins[1:], None]
    months = [
        _made_within(organization, begin, end).values_list(Value(number)).annotate(count=Count("pk"))
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
    ]
    counts = dict(months[0].union(*months[1:], all=True)) if months else {}
    return [Month(begin, counts.get(number, 0)) for number, begin in enumerate(begins)]


def _made_within(organization: Organization, begin: datetime, end: datetime | None) -> QuerySet[Award]:
    rows = Award.objects.filter(organization=organization, made_at__gte=begin).order_by()
    return rows.filter(made_at__lt=end) if end else rows


def by_state(organization: Organization) -> dict[str, int]:
    """How many awards are in each state. Nearly all are issued: as many as are left when the others are counted."""
    rows = Award.objects.filter(organization=organization).order_by()
    seldom = dict.fromkeys((state for state in STATES if state != "issued"), 0)
    found = rows.filter(state__in=list(seldom)).values_list("state").annotate(count=Count("pk"))
    seldom.update(found)
    return {**seldom, "issued": _in_all(organization) - sum(seldom.values())}


def _in_all(organization: Organization) -> int:
    """How many awards there are: as many as the status lists gave places, but those of versions that were corrected."""
    lists = StatusList.objects.filter(organization=organization, of_endorsements=False)
    given: int = lists.aggregate(sum=Sum("given", default=0))["sum"]
    return given - FormerCredential.objects.filter(status_list__in=lists).count()


def by_micro_credential(organization: Organization, most: int = 5) -> list[MicroCredential]:
    """What was awarded most often, with the number that the catalog keeps as `earned`."""
    return list(
        MicroCredential.objects.filter(organization=organization, earned__gt=0).order_by("-earned")[:most]
    )


def offered(organization: Organization) -> QuerySet[MicroCredential]:
    """Every micro-credential of the organization that was ever published."""
    return MicroCredential.objects.filter(organization=organization, edition__isnull=False).order_by("title")
