from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cairn.domain.evaluation.models.readings import Reading
from cairn.engines.privacy import NOTHING_PERSONAL


class EditLease(models.Model):
    """Which window of its evaluator's edits a reading now; `revision` grows with each save from any window.

    It is apart from the assignment, which is `Reading.leased_until`: days for the work, an hour for a window.
    """

    reading = models.OneToOneField(Reading, models.CASCADE, related_name="edit_lease")
    window = models.UUIDField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(window=None, since=None, until=None)
                | Q(window__isnull=False, since__isnull=False, until__isnull=False, until__gt=F("since")),
                name="a_window_edits_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} edits {self.reading_id}"
