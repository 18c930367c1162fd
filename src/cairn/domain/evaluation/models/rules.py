from __future__ import annotations

from uuid import uuid4

from django.db import models

from cairn.domain.catalog.models import Edition
from cairn.engines.privacy import NOTHING_PERSONAL


class Lot(models.Model):
    """The seed by which an edition's rounds are drawn for a second reading; kept so that a draw can be audited."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="lot")
    seed = models.UUIDField(default=uuid4, editable=False)
    made_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    def __str__(self) -> str:
        return f"The lot of {self.edition_id}"
