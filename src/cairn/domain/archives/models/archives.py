from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.archives.states import ARCHIVE, UNDER_WAY
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Archive(models.Model):
    """A person's whole portfolio in one file, made when she asks for it and kept for a limited time.

    `planned` and `written` are bytes of evidence; `size` and `sha256` are the finished file's.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="archives")
    state = models.CharField(max_length=10, default=ARCHIVE.start)
    with_evidence = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    store_key = models.CharField(max_length=120, blank=True)
    planned = models.BigIntegerField(default=0)
    written = models.BigIntegerField(default=0)
    badges = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)

    privacy = Privacy(
        personal=("with_evidence", "badges", "size", "sha256", "problem"), owner="person", on_leave="erase"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ARCHIVE.states), name="archive_state_is_known"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=UNDER_WAY), name="one_archive_is_made_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | (Q(made_at__isnull=False, expires_at__gt=F("made_at"), size__gt=0) & ~Q(sha256="")),
                name="an_archive_that_is_ready_is_whole_and_expires",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="an_archive_that_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Archive {self.public_id}"

    @property
    def percent(self) -> int:
        """How much of its evidence is written, of a hundred."""
        return min(100, self.written * 100 // self.planned) if self.planned else 0

    def is_kept(self, at: datetime) -> bool:
        """Whether its file is there to be downloaded."""
        return self.state == "ready" and self.expires_at is not None and at < self.expires_at
