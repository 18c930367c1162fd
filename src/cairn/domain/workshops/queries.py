"""Reading workshops: what is to come, who was there, and what was suggested to whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.states import OFFERED
from cairn.domain.people.models import Organization, Person
from cairn.domain.people.queries import organizations_of
from cairn.domain.workshops.access import HOLDS
from cairn.domain.workshops.models import Attendance, FollowOn, Workshop

LATELY = timedelta(days=90)
"""For how long after a workshop its suggestions stand on somebody's own page."""


def follow_ons() -> QuerySet[FollowOn]:
    """What is suggested and offered today, with everything a page shows of it."""
    offered = Q(micro_credential__state__in=OFFERED, micro_credential__reserved=False) | Q(
        stack__state="offered"
    )
    return FollowOn.objects.filter(offered).select_related(
        "micro_credential__edition", "micro_credential__organization", "stack__edition", "stack__organization"
    )


def whole() -> QuerySet[Workshop]:
    """Workshops with their organization, host and follow-ons."""
    return Workshop.objects.select_related("organization", "host").prefetch_related(
        Prefetch("follow_ons", follow_ons().order_by("position", "pk"))
    )


def places_of(person: Person, *, at: datetime) -> QuerySet[Organization]:
    """The organizations for which the person may hold workshops."""
    return organizations_of(person, *HOLDS, at=at)


def run_by(person: Person, *, at: datetime) -> QuerySet[Workshop]:
    """The workshops that the person may run, each with `here`, how many were there."""
    counted = Count("attendances", distinct=True)
    return whole().filter(organization__in=places_of(person, at=at)).annotate(here=counted)


def run_in(organization: Organization, *, by: Person, at: datetime) -> QuerySet[Workshop]:
    """The organization's workshops, if the person may run them."""
    mine = places_of(by, at=at).filter(pk=organization.pk)
    return Workshop.objects.filter(organization__in=mine)


def upcoming(workshops: QuerySet[Workshop], *, at: datetime) -> QuerySet[Workshop]:
    """Those that are not over yet, the next one first."""
    return workshops.filter(ends__gt=at).order_by("begins", "pk")


def past(workshops: QuerySet[Workshop], *, at: datetime) -> QuerySet[Workshop]:
    """Those that are over, the last one first."""
    return workshops.filter(ends__lte=at).order_by("-begins", "-pk")


def open_to(person: Person, *, at: datetime) -> QuerySet[Workshop]:
    """What is to come in the person's organizations and was not called off."""
    mine = organizations_of(person, at=at)
    return upcoming(whole().filter(organization__in=mine, called_off_at=None), at=at)


def attended_by(person: Person) -> QuerySet[Workshop]:
    """Where the person was, the last one first."""
    return whole().filter(attendances__person=person).order_by("-begins", "-pk")


def list_of(workshop: Workshop) -> QuerySet[Attendance]:
    """Who was there, by name."""
    rows = Attendance.objects.filter(workshop=workshop).select_related("person", "noted_by")
    return rows.order_by("person__display_name", "pk")


def suggested_to(person: Person, *, at: datetime) -> QuerySet[FollowOn]:
    """What the workshops of late suggested to the person, the last workshop first."""
    lately = Q(workshop__attendances__person=person, workshop__begins__gt=at - LATELY)
    rows = follow_ons().filter(lately, workshop__called_off_at=None).select_related("workshop")
    return rows.order_by("-workshop__begins", "position", "pk")


def suggesting(micro_credential: MicroCredential, *, to: Person) -> QuerySet[Workshop]:
    """The workshops at which the person was that suggest it, the last one first."""
    return Workshop.objects.filter(
        follow_ons__micro_credential=micro_credential, attendances__person=to, called_off_at=None
    ).order_by("-begins", "-pk")
