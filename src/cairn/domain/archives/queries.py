"""Reading archives and arrivals."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.archives.models import Archive, Arrival
from cairn.domain.archives.states import OPEN
from cairn.domain.people.models import Person


def archives_of(person: Person) -> QuerySet[Archive]:
    """Her archives that are being made, are ready, or failed; the latest first."""
    return Archive.objects.filter(person=person).exclude(state="removed")


def arrivals_of(person: Person) -> QuerySet[Arrival]:
    """The archives that she brought, or began to bring; the latest first."""
    return Arrival.objects.filter(person=person).exclude(state="removed")


def archives_over(at: datetime) -> QuerySet[Archive]:
    """Archives whose time has run out, and whose files are still kept."""
    return Archive.objects.filter(state="ready", expires_at__lte=at).order_by("expires_at")


def arrivals_over(at: datetime) -> QuerySet[Arrival]:
    """Arrivals that nobody went on with, whose files are still kept."""
    return Arrival.objects.filter(Q(state__in=OPEN), expires_at__lte=at).order_by("expires_at")
