from __future__ import annotations

from django.db import models

from cairn.domain.evaluation.models.readings import JUDGED
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Unsealing(models.Model):
    """A lead looked at what readers of a round gave, one or all: she reads nothing of the attempt blind again."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="unsealings")
    lead = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(help_text="When she looked first.")

    privacy = Privacy(personal=("lead", "at"), owner="lead", on_leave="keep", why=JUDGED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead", "round"], name="a_lead_unseals_a_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} knows round {self.round_id}"
