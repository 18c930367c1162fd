from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.calibration.models.anchors import Anchor
from cairn.domain.calibration.models.qualifications import JUDGED, Gate
from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Sheet(models.Model):
    """One person's ratings of an anchor: as an expert, in practice, or at the gate. She meets an anchor once.

    A row for a seed only says that she was given it: she rates it as any other reading.
    """

    class Purpose(models.TextChoices):
        EXPERT = "expert", "As an expert"
        PRACTICE = "practice", "Practice"
        GATE = "gate", "Gate"
        SEED = "seed", "Seed"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, models.PROTECT, related_name="calibration_sheets")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    gate = models.ForeignKey(Gate, models.CASCADE, null=True, related_name="sheets")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("person",), owner="person", on_leave="keep", why=JUDGED)

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["anchor", "person"], name="she_meets_an_anchor_once"),
            models.CheckConstraint(
                condition=Q(purpose="gate", gate__isnull=False) | (~Q(purpose="gate") & Q(gate=None)),
                name="only_sheets_of_the_gate_belong_to_one",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("begun_at")),
                name="a_sheet_is_sent_after_it_is_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"Sheet {self.public_id}"


class SheetRating(models.Model):
    """Her level and words for one criterion of an anchor."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, related_name="+")
    feedback = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    privacy = Privacy(personal=("feedback",), owner="sheet.person", on_leave="keep", why=JUDGED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_rating_a_criterion_and_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.level_id}"
