from __future__ import annotations

from uuid import uuid4

from django.db import models

from cairn.domain.calibration.rules import Rules, rules_in
from cairn.domain.calibration.scale import keys_of
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Organization
from cairn.engines.privacy import NOTHING_PERSONAL


class Pool(models.Model):
    """An organization's micro-credentials that share a scale of levels: whoever is calibrated for one is for all.

    From `gate_since` on only evaluators who have passed the gate may read; it is set once, when the pool first has
    its anchors, and stays when some of them are burnt.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="pools")
    scale = models.CharField(
        max_length=220, help_text="Level keys, lowest first; a star before the pass level."
    )
    names = models.JSONField(help_text="What the levels are called, lowest first.")
    settings = models.JSONField(default=dict, help_text="What departs from the default rules of calibration.")
    opened_at = models.DateTimeField()
    gate_since = models.DateTimeField(null=True)
    badge = models.ForeignKey(
        MicroCredential,
        models.PROTECT,
        null=True,
        related_name="certifies",
        help_text="What certified evaluators are awarded, for as long as their certification holds.",
    )

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "scale"], name="a_scale_is_one_pool_of_an_organization"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.scale}"

    @property
    def rules(self) -> Rules:
        return rules_in(self.settings)

    @property
    def levels(self) -> tuple[str, ...]:
        """Level keys, lowest first."""
        return keys_of(self.scale)

    @property
    def title(self) -> str:
        """The levels by name, from the lowest to the highest."""
        return " – ".join(str(name) for name in self.names)
