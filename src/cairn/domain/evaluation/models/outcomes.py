from __future__ import annotations

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.evidence.models import Round
from cairn.engines.privacy import NOTHING_PERSONAL


class Outcome(models.Model):
    """What a round came to."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="outcome")
    met = models.BooleanField()
    concluded_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    def __str__(self) -> str:
        return "met" if self.met else "not yet"


class CriterionOutcome(models.Model):
    """What a criterion came to in a round; `carried` says that it was met in an earlier one and stays so."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="criteria")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    met = models.BooleanField()
    carried = models.BooleanField(default=False)

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["outcome", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "criterion"], name="one_outcome_a_criterion_and_round"
            ),
            models.CheckConstraint(
                condition=Q(carried=False) | Q(met=True), name="only_met_criteria_are_carried"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {'met' if self.met else 'not yet'}"
