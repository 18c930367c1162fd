from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.evidence.models.files import StoredFile
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Piece(models.Model):
    """One piece of evidence in the working area: words, a file or a link. `revision` grows with each save."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    part = models.ForeignKey("evidence.Part", models.CASCADE, related_name="pieces")
    kind = models.CharField(
        max_length=10, choices=[("text", "words"), ("file", "a file"), ("link", "a link")]
    )
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="piece")
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("title", "text", "url"), owner="part.attempt.earner", on_leave="erase")

    class Meta:
        ordering = ["part", "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(kind="text", removed_at=None), name="a_part_has_one_text"
            ),
            models.CheckConstraint(
                condition=Q(kind="text", file=None, url="")
                | Q(kind="file", file__isnull=False, url="", text="")
                | (Q(kind="link", file=None, text="") & ~Q(url="")),
                name="a_piece_holds_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Consent(models.Model):
    """Who agreed that a clip or piece of student work is used, by what form and for what; withdrawn at any time."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="consents")
    nobody_recognizable = models.BooleanField(default=False)
    who = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=300, blank=True)
    uses = models.JSONField(default=list, help_text="What it covers: evaluation, coaching, sharing.")
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("who", "form"), owner="piece.part.attempt.earner", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nobody_recognizable=True) | (~Q(who="") & ~Q(form="")),
                name="consent_says_who_and_by_what_form",
            ),
        ]

    def __str__(self) -> str:
        return f"Consent {self.public_id}"
