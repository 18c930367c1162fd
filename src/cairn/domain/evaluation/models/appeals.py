from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.evaluation.models.outcomes import Outcome
from cairn.domain.evaluation.models.readings import JUDGED, Reading
from cairn.domain.evidence.models import Round
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Appeal(models.Model):
    """An earner's appeal against what a round came to; `raised` says whether anything was found met that was not."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    outcome = models.OneToOneField(Outcome, models.CASCADE, related_name="appeal")
    words = models.TextField(help_text="Why she appeals, for the lead alone.")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    raised = models.BooleanField(null=True)

    privacy = Privacy(personal=("words",), owner="outcome.round.attempt.earner", on_leave="blank")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, raised=None)
                | Q(decided_at__isnull=False, raised__isnull=False, decided_at__gte=F("asked_at")),
                name="a_decided_appeal_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal {self.public_id}"


class Raising(models.Model):
    """A criterion's result that fresh readings raised: the old level is kept here, and none is ever lowered."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="raisings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    was = models.ForeignKey(Level, models.PROTECT, related_name="+")
    now = models.ForeignKey(Level, models.PROTECT, related_name="+")
    was_rank = models.PositiveSmallIntegerField()
    now_rank = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=12, choices=[("appeal", "on appeal"), ("reread", "by a re-reading")])
    at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["outcome", "at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(now_rank__gt=F("was_rank")), name="a_result_is_never_lowered"),
            models.CheckConstraint(
                condition=Q(why__in=["appeal", "reread"]), name="a_result_is_raised_for_a_known_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.was_rank} to {self.now_rank}"


class Incomplete(models.Model):
    """A round that was sent back unread because it could not be read as it was; it used up no try."""

    class Lack(models.TextChoices):
        COMPLETE = "complete", "Something is missing or cannot be opened"
        CONSENT = "consent", "Consent is missing for somebody who can be recognized"
        ANONYMOUS = "anonymous", "It shows who the earner is"
        ORIGINAL = "original", "It is not clear whose work this is, or which tools were used"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.OneToOneField(Round, models.CASCADE, related_name="incomplete")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="+")
    lacks = models.JSONField(default=list)
    parts = models.JSONField(default=list, help_text="Keys of the parts of the evidence that it is about.")
    words = models.TextField()
    returned_at = models.DateTimeField()

    privacy = Privacy(personal=("words",), owner="reading.evaluator", on_leave="keep", why=JUDGED)

    def __str__(self) -> str:
        return f"Round {self.round_id} lacks {', '.join(self.lacks)}"
