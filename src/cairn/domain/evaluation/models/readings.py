from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.evaluation.states import LIFE, STANDING
from cairn.domain.evidence.models import Round, RoundPiece
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy

JUDGED = "An earner may appeal, so who judged stays on record; it is never shown to her."


class Why(models.TextChoices):
    """Why a reading exists; never shown to whoever does it."""

    FIRST = "first", "the first reading of a round"
    LAUNCH = "launch", "a second reading while the edition is young"
    RANDOM = "random", "a second reading by lot"
    NEAR_CUT = "near_cut", "a second reading near the line"
    PROBATION = "probation", "a second reading beside a new evaluator's"
    DRIFT = "drift", "a second reading beside an evaluator whose severity moved"
    RESUBMISSION = "resubmission", "a second reading of a late try"
    PANEL = "panel", "a panelist's reading"
    ADJUDICATION = "adjudication", "a reading of what others differ on"
    APPEAL = "appeal", "a fresh reading on appeal"
    REREAD = "reread", "a fresh reading after an evaluator drifted"
    SEED = "seed", "a reading of an anchor"
    BACK_READ = "back_read", "a lead's look at the feedback"


APART = (Why.SEED, Why.BACK_READ)
"""Readings that are no part of judging their round: they move nothing and no place is kept for them."""

FRESH = (Why.APPEAL, Why.REREAD)
"""Readings of a round that has its outcome: they can only raise it."""


class Reading(models.Model):
    """One evaluator's work on a round. Each place of a round has one standing reading at most.

    With `meant_for` set, only that person sees it in her queue.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="readings")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="readings")
    place = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12, choices=Why.choices, default=Why.FIRST)
    criteria = models.JSONField(default=list, help_text="Keys of the criteria it is about; empty for all.")
    by_lead = models.BooleanField(default=False, help_text="Only a lead evaluator may take it.")
    away = models.BooleanField(default=False, help_text="Nobody of the earner's own district may take it.")
    cause = models.TextField(blank=True, help_text="Why she stepped back, for the lead alone.")
    reminded = models.PositiveSmallIntegerField(default=0, help_text="How often its evaluator was reminded.")
    stuck_since = models.DateTimeField(null=True, help_text="Since when nobody may take it.")
    meant_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default=LIFE.start)
    evaluator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="readings")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True, help_text="Words to the earner about the whole.")

    privacy = Privacy(
        personal=("evaluator", "meant_for", "cause", "summary"),
        owner="evaluator",
        on_leave="keep",
        why=JUDGED,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="reading_state_is_known"),
            models.UniqueConstraint(
                fields=["round", "place"],
                condition=Q(state__in=STANDING) & ~Q(reason__in=APART),
                name="one_standing_reading_a_place",
            ),
            models.CheckConstraint(condition=Q(reason__in=Why.values), name="reading_reason_is_known"),
            models.UniqueConstraint(
                fields=["round", "evaluator"],
                condition=Q(state__in=["claimed", "concluded"]),
                name="an_evaluator_reads_a_round_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "canceled"]) | Q(evaluator__isnull=False),
                name="only_unclaimed_readings_lack_an_evaluator",
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(leased_until__isnull=False), name="a_claim_has_a_lease"
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded") | Q(concluded_at__isnull=False),
                name="a_concluded_reading_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="readings_by_due_date"),
            models.Index(fields=["evaluator", "claimed_at"], name="readings_of_an_evaluator"),
        ]

    def __str__(self) -> str:
        return f"Reading {self.public_id}"

    @property
    def adjudicates(self) -> bool:
        """Whether it is asked for because others differ."""
        return self.reason == Why.ADJUDICATION

    @property
    def label(self) -> str:
        """What the sheet is called without betraying whose work it is."""
        return self.public_id.hex[:4].upper()


class Rating(models.Model):
    """One evaluator's level and words for one criterion."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, related_name="+")
    feedback = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    privacy = Privacy(personal=("feedback",), owner="reading.evaluator", on_leave="keep", why=JUDGED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "criterion"], name="one_rating_a_criterion_and_reading"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.level_id}"


class Moment(models.Model):
    """A comment at a moment of a video, on a page, or on a whole piece.

    `at_seconds` counts from the start, `page` from 1.
    """

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        QUESTION = "question", "Question"
        NEXT = "next", "Next step"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="moments")
    piece = models.ForeignKey(RoundPiece, models.CASCADE, related_name="moments")
    at_seconds = models.FloatField(null=True)
    page = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    said_at = models.DateTimeField()

    privacy = Privacy(personal=("text",), owner="reading.evaluator", on_leave="keep", why=JUDGED)

    class Meta:
        ordering = ["piece", "at_seconds", "page", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(at_seconds=None) | Q(at_seconds__gte=0), name="a_moment_is_not_before_the_start"
            ),
            models.CheckConstraint(
                condition=Q(page=None) | Q(page__gte=1, at_seconds=None), name="a_moment_is_a_time_or_a_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at_seconds}"
