"""The reports of editions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import Outcome
from cairn.domain.people.models import Organization
from cairn.domain.validity.models import Action, Snapshot


def first_attempts(edition: Edition, *, most: int | None = None) -> int:
    """How many first attempts at the edition have their result, counted up to `most`."""
    return Outcome.objects.filter(round__attempt__edition=edition, round__number=1)[:most].count()


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
