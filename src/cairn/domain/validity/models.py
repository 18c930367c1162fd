from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.models import Edition
from cairn.domain.people.models import Person
from cairn.domain.validity.states import TIERS, VERDICTS
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Snapshot(models.Model):
    """How well an edition was judged, as it was computed at one time; the one with the highest number holds.

    `analysis` is what the report shows; `data` the de-identified scores that it rests on, as the bundle carries them.
    Only the latest keeps them: those before it keep their hash. `fingerprint` tells whether anything it rests on has
    changed since.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    tier = models.CharField(max_length=12)
    verdict = models.CharField(max_length=12)
    first_attempts = models.PositiveIntegerField()
    analysis = models.JSONField()
    sha256 = models.CharField(max_length=64)
    data = models.TextField(blank=True)
    data_sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    engine = models.CharField(max_length=40, help_text="The version of Cairn that computed it.")
    made_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["edition", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="snapshot_numbers_differ"),
            models.CheckConstraint(condition=Q(number__gte=1), name="snapshots_count_from_one"),
            models.CheckConstraint(condition=Q(tier__in=TIERS), name="snapshot_tier_is_known"),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="snapshot_verdict_is_known"),
            models.CheckConstraint(
                condition=~Q(verdict="supported") | Q(tier="full"),
                name="only_a_full_report_says_supported",
            ),
        ]

    def __str__(self) -> str:
        return f"Snapshot {self.number} of {self.edition_id}"


class Action(models.Model):
    """What an issuer did about a finding, for everybody to read; `snapshot` is the report it answers."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="actions")
    text = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(personal=("by",), owner="by", on_leave="blank")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_action_says_what_was_done")]

    def __str__(self) -> str:
        return self.text
