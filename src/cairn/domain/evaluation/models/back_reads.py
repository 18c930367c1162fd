from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.evaluation.models.readings import JUDGED, Reading
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class BackRead(models.Model):
    """A sent reading drawn by lot: a lead looks at its feedback and tells its evaluator what she thinks of it."""

    class Finding(models.TextChoices):
        MODEL = "model", "Others can learn from it"
        SOUND = "sound", "The earner knows what to do next"
        VAGUE = "vague", "It should point to the evidence and name the next step"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    reading = models.OneToOneField(Reading, models.CASCADE, related_name="back_read")
    drawn_at = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    note = models.TextField(blank=True, help_text="Words to the evaluator.")
    read_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("note",), owner="reading.evaluator", on_leave="keep", why=JUDGED)

    class Meta:
        ordering = ["drawn_at", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="", note="", read_at=None)
                | (Q(finding__in=["model", "sound", "vague"]) & Q(read_at__isnull=False)),
                name="feedback_that_was_looked_at_has_a_finding",
            ),
            models.CheckConstraint(
                condition=~Q(finding="vague") | ~Q(note=""), name="who_asks_for_better_feedback_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"A look at {self.reading_id}"
