from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.calibration.models.pools import Pool
from cairn.domain.calibration.states import ANCHOR
from cairn.domain.catalog.models import Criterion, Edition, Level
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.people.models import Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class TrainingUse(models.Model):
    """That an earner lets evaluators be trained on her concluded work; asked for apart from all else."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    attempt = models.OneToOneField(Attempt, models.CASCADE, related_name="training_use")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("given_at",), owner="attempt.earner", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="a_training_use_is_withdrawn_after_it_was_given",
            )
        ]

    def __str__(self) -> str:
        return f"Training use of {self.attempt_id}"


class Anchor(models.Model):
    """A frozen round that experts have rated and agreed on, by which evaluators are trained, tested and watched.

    `use` is the one pool of anchors it belongs to. An anchor whose evidence is erased is burnt first.
    """

    class Use(models.TextChoices):
        PRACTICE = "practice", "Practice"
        CERTIFICATION = "certification", "Certification"
        SEED = "seed", "Seed"
        EXAMPLE = "example", "Published example"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="anchors")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="anchors")
    round = models.OneToOneField(Round, models.SET_NULL, null=True, related_name="anchor")
    use = models.CharField(max_length=14, choices=Use.choices)
    state = models.CharField(max_length=12, default=ANCHOR.start)
    chosen_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    burnt_at = models.DateTimeField(null=True)
    burnt_because = models.CharField(max_length=300, blank=True)

    privacy = Privacy(personal=("chosen_by",), owner="chosen_by", on_leave="blank")

    class Meta:
        ordering = ["-chosen_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ANCHOR.states), name="anchor_state_is_known"),
            models.CheckConstraint(
                condition=Q(use__in=["practice", "certification", "seed", "example"]),
                name="an_anchor_has_one_known_use",
            ),
            models.CheckConstraint(
                condition=Q(state="burnt") | Q(round__isnull=False),
                name="an_anchor_without_evidence_is_burnt",
            ),
            models.CheckConstraint(
                condition=~Q(state="burnt") | (Q(burnt_at__isnull=False) & ~Q(burnt_because="")),
                name="a_burnt_anchor_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False),
                name="an_agreed_anchor_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Anchor {self.public_id}"

    @property
    def label(self) -> str:
        """What it is called without betraying whose work it is."""
        return self.public_id.hex[:4].upper()


class KeyLevel(models.Model):
    """The level that experts agreed on for one criterion of an anchor, and why."""

    anchor = models.ForeignKey(Anchor, models.CASCADE, related_name="key")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    rationale = models.TextField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["anchor", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["anchor", "criterion"], name="one_agreed_level_a_criterion_and_anchor"
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="an_agreed_level_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.level_id}"
