from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.portfolios.models.showings import ONE_BADGE, Audience, Badge, one
from cairn.engines.privacy import Privacy


class Collection(models.Model):
    """Some of a person's badges on a page of their own, in her order and with her words."""

    class Cover(models.TextChoices):
        DAWN = "dawn", "Dawn"
        MOSS = "moss", "Moss"
        LAKE = "lake", "Lake"
        SLATE = "slate", "Slate"
        HEATHER = "heather", "Heather"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="collections")
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True, help_text="What she says about it, in Markdown.")
    cover = models.CharField(max_length=8, choices=Cover.choices, default=Cover.LAKE)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PRIVATE)
    named = models.BooleanField(default=False, help_text="Whether her name stands on it.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    privacy = Privacy(personal=("title", "words"), owner="person", on_leave="erase")

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="a_collection_is_shown_to_a_known_audience"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_collection_has_a_title"),
            models.CheckConstraint(
                condition=Q(changed_at__gte=F("made_at")), name="a_collection_is_changed_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """A badge in a collection; `position` counts from 1."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="placements")
    award = models.ForeignKey(Award, models.CASCADE, null=True, related_name="placements")
    foreign = models.ForeignKey(ForeignBadge, models.CASCADE, null=True, related_name="placements")
    position = models.PositiveSmallIntegerField()

    privacy = Privacy(personal=("award", "foreign"), owner="collection.person", on_leave="erase")

    class Meta:
        ordering = ["collection", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "award"], name="a_badge_is_once_in_a_collection"),
            models.UniqueConstraint(
                fields=["collection", "foreign"], name="a_badge_from_elsewhere_is_once_in_a_collection"
            ),
            models.CheckConstraint(condition=ONE_BADGE, name="a_placement_is_of_one_badge"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.collection_id}"

    @property
    def badge(self) -> Badge:
        """The badge that stands here."""
        return one(self.award, self.foreign)
