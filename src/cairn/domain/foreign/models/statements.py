from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.foreign.models.badges import ForeignBadge
from cairn.engines.privacy import Privacy


class Statement(models.Model):
    """What the earner herself says to a badge from elsewhere that came without its evidence.

    It is hers, and no part of the badge: nobody verified it, and no policy counts it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    badge = models.ForeignKey(ForeignBadge, models.CASCADE, related_name="statements")
    words = models.TextField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("words",), owner="badge.person", on_leave="erase")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_statement_says_something"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("made_at")),
                name="a_statement_is_removed_after_it_was_made",
            ),
            models.UniqueConstraint(
                fields=["badge"], condition=Q(removed_at=None), name="a_badge_has_one_statement_of_its_earner"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class StatementFile(models.Model):
    """A file that goes with a statement, kept in the store."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="files")
    store_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("name",), owner="statement.badge.person", on_leave="erase")

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0) & ~Q(sha256=""), name="a_statement_file_is_kept_whole"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("added_at")),
                name="a_statement_file_is_removed_after_it_was_added",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
