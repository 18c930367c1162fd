"""Signals of drift, and whom they are about."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from cairn.domain.calibration.models import Concern, DriftChart, Signal
from cairn.domain.people.models import Organization, Person


def signals_in(organization: Organization) -> QuerySet[Signal]:
    """The organization's signals, the newest first."""
    return Signal.objects.filter(organization=organization).select_related("evaluator", "organization")


def open_signal(person: Person, organization: Organization) -> Signal | None:
    """The signal because of which the person's readings for the organization are doubled."""
    return signals_in(organization).filter(evaluator=person, outcome="").first()


def steady_since(organization: Organization) -> dict[int, datetime]:
    """When each evaluator's last signal was closed, by person: her chart begins anew there."""
    closed = Signal.objects.filter(organization=organization, closed_at__isnull=False).order_by()
    return dict(closed.values_list("evaluator").annotate(last=Max("closed_at")))


def answered_in(organization: Organization) -> set[int]:
    """Keys of evaluators whose last signal a lead has acted on, by coaching, a conversation or closing it."""
    acted = Q(coached_at__isnull=False) | Q(closed_at__isnull=False)
    rows = Signal.objects.filter(organization=organization)
    spoken = Concern.objects.filter(qualification__pool__organization=organization)
    return set(rows.filter(acted).values_list("evaluator", flat=True)) | set(
        rows.filter(evaluator__in=spoken.values("qualification__person")).values_list("evaluator", flat=True)
    )


def charts_in(organization: Organization) -> QuerySet[DriftChart]:
    """The evaluators' charts as they were drawn last, by name."""
    rows = DriftChart.objects.filter(organization=organization).select_related("evaluator")
    return rows.order_by("evaluator__display_name", "evaluator")
