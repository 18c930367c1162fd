"""Reading what happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cairn.domain.ledger.models import Entry


def entries_of(
    organization: UUID, events: Collection[str], *, since: datetime | None = None
) -> QuerySet[Entry]:
    """What happened in an organization (by public id) of these kinds, the newest first."""
    rows = Entry.objects.filter(organization=organization, event__in=events)
    return (rows.filter(at__gte=since) if since else rows).order_by("-id")
