"""The seed by which rounds are drawn for a second reading."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import Lot


def lot_of(*, edition: Edition, at: datetime) -> Lot:
    """The edition's lot, made at its first use."""
    return Lot.objects.get_or_create(edition=edition, defaults={"made_at": at})[0]
