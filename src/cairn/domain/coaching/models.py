from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.models import Slot
from cairn.domain.evidence.models import Attempt
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Invitation(models.Model):
    """An earner asks a coach of the deliverer to look at her draft."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="invitations")
    coach = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    message = models.TextField(blank=True)
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("message",), owner="attempt.earner", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "coach"],
                condition=Q(ended_at=None),
                name="a_coach_is_invited_once_to_an_attempt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} for {self.attempt_id}"


class Remark(models.Model):
    """A coach's comment on a part of a draft, or the earner's answer."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="remarks")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()

    privacy = Privacy(personal=("text",), owner="author", on_leave="blank")

    class Meta:
        ordering = ["attempt", "said_at", "pk"]

    def __str__(self) -> str:
        return f"Remark {self.public_id}"
