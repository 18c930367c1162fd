from __future__ import annotations

from uuid import uuid4

from django.db import models

from cairn.domain.catalog.models import Edition
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Lot(models.Model):
    """The seed by which an edition's rounds are drawn for a second reading; kept so that a draw can be audited."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="lot")
    seed = models.UUIDField(default=uuid4, editable=False)
    made_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    def __str__(self) -> str:
        return f"The lot of {self.edition_id}"


class JudgingDefaults(models.Model):
    """The rules of judging that an organization's new drafts begin with; `settings` as in a document's `judging`."""

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="judging_defaults")
    settings = models.JSONField(default=dict)
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    privacy = Privacy(personal=("set_by",), owner="set_by", on_leave="blank")

    def __str__(self) -> str:
        return f"The rules of {self.organization_id}"
