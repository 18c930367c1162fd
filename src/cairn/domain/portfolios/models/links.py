from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Person
from cairn.domain.portfolios.models.collections import Collection
from cairn.domain.portfolios.models.showings import Showing
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class ShareLink(models.Model):
    """An address by which whoever has it sees a badge or a collection, until it ends or is withdrawn.

    `digest` is the SHA-256 of what its address ends in: whoever reads the database cannot open it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="share_links")
    showing = models.ForeignKey(Showing, models.CASCADE, null=True, related_name="links")
    collection = models.ForeignKey(Collection, models.CASCADE, null=True, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True, help_text="For whom it is; she alone reads it.")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("label",), owner="person", on_leave="erase")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(showing=None, collection__isnull=False)
                | Q(showing__isnull=False, collection=None),
                name="a_share_link_opens_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("made_at")),
                name="a_share_link_ends_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("made_at")),
                name="a_share_link_is_withdrawn_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Share link {self.public_id}"

    def opens(self, at: datetime) -> bool:
        """Whether it leads anywhere at this instant."""
        return self.withdrawn_at is None and (self.expires_at is None or at < self.expires_at)


class Opening(models.Model):
    """How often a link was opened on a day, UTC. Who opened it is not asked."""

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="openings")
    on = models.DateField()
    count = models.PositiveIntegerField(default=1)

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["link", "on"]
        constraints = [
            models.UniqueConstraint(fields=["link", "on"], name="openings_are_counted_once_a_day"),
            models.CheckConstraint(condition=Q(count__gte=1), name="an_opening_was_opened"),
        ]

    def __str__(self) -> str:
        return f"{self.count} on {self.on}"
