from __future__ import annotations

from django.db import models
from django.db.models import Q

from cairn.engines.privacy import NOTHING_PERSONAL


class Message(models.Model):
    """Something that must leave the process, written in the transaction that made it true.

    `event` names the occurrence, `recipient` whom it is for and `channel` how it goes; the three together
    happen at most once. `payload` holds opaque ids only.
    """

    event = models.CharField(max_length=120)
    recipient = models.CharField(max_length=120)
    channel = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recipient", "channel"], name="one_message_per_event_recipient_and_channel"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="outbox_due", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"{self.event} to {self.recipient} by {self.channel}"
