from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

ORDERLY: Final = Q(begins=None) | Q(ends=None) | Q(ends__gt=F("begins"))


class Occasion(models.Model):
    """When and where a piece of evidence came about, and by which kind it is shown.

    `made_on` is the day a file was made or an entry of a log took place; times are of that day, to the minute.
    """

    instead = models.CharField(
        max_length=20, blank=True, help_text="The alternative kind it is; empty for the slot's own."
    )
    made_on = models.DateField(null=True)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def minutes(self) -> int:
        """How long an entry lasted; 0 while its start or end is not known."""
        if self.begins is None or self.ends is None:
            return 0
        return (self.ends.hour - self.begins.hour) * 60 + self.ends.minute - self.begins.minute
