"""The reports of editions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import Outcome
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Organization
from cairn.domain.validity.models import Action, Snapshot


def first_attempts(edition: Edition) -> int:
    """How many first attempts at the edition have their result."""
    return _results(edition.pk).count()


def _results(edition: int) -> QuerySet[Outcome]:
    return Outcome.objects.filter(round__attempt__edition=edition, round__number=1)


@cache
def _up_to(most: int) -> Prepared:
    """The results of an edition's first attempts, up to so many, and its latest report beside each."""

    def question(edition: int) -> QuerySet[Any, Any]:
        reports = Snapshot.objects.filter(edition=edition).order_by("-number")[:1]
        latest = Subquery(reports.values("number")), Subquery(reports.values("made_at"))
        return _results(edition).order_by().values_list(*latest)[:most]

    return Prepared(question)


def measured_so_far(edition: Edition, *, most: int) -> tuple[int, int, datetime | None]:
    """How many first attempts have their result, counted up to `most`, and the latest report's number and moment."""
    rows = _up_to(most)(edition.pk)
    if rows:
        return len(rows), rows[0][0] or 0, rows[0][1]
    report = history_of(edition).first()
    return 0, report.number if report else 0, report.made_at if report else None


def latest(edition: Edition) -> Snapshot | None:
    """The report that holds, without the data it rests on."""
    return Snapshot.objects.filter(edition=edition).defer("data").order_by("-number").first()


def history_of(edition: Edition) -> QuerySet[Snapshot]:
    """All reports of an edition, the newest first, without their data and numbers, which are read when asked for."""
    return Snapshot.objects.filter(edition=edition).defer("data", "analysis").order_by("-number")


def actions_of(edition: Edition) -> QuerySet[Action]:
    """What was done about findings, the newest first."""
    return (
        Action.objects.filter(snapshot__edition=edition)
        .select_related("snapshot")
        .defer("snapshot__data", "snapshot__analysis")
    )


def latest_of(editions: Iterable[int]) -> QuerySet[Snapshot]:
    """The report that holds of each of these editions that has one, in one query."""
    newest = Snapshot.objects.filter(edition=OuterRef("edition")).order_by("-number")
    rows = Snapshot.objects.filter(edition__in=list(editions), number=Subquery(newest.values("number")[:1]))
    return rows.select_related("edition").defer("data", "analysis", "edition__text", "edition__document")


def tiers_of(editions: Iterable[int]) -> dict[int, Snapshot]:
    """The same by edition."""
    return {each.edition_id: each for each in latest_of(editions)}


def judged(organization: Organization) -> QuerySet[Edition]:
    """The organization's editions in the order of their titles, the newest of each first."""
    return (
        Edition.objects.filter(micro_credential__organization=organization)
        .select_related("micro_credential")
        .defer("text", "document")
        .order_by("micro_credential__title", "-number")
    )
