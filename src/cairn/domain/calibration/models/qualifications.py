from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.calibration.models.pools import Pool
from cairn.domain.calibration.states import IN_FORCE, LIFE
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy

JUDGED = "What was judged rests on how its evaluators were qualified, so it stays on record."


class Qualification(models.Model):
    """A person's way to being an evaluator for one pool, from having earned there to being certified.

    `reads` counts the readings she sent since she last passed the gate or was reinstated; `seed_in` how many more
    she sends before the next seed. `read_at` is the last of them.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="qualifications")
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="qualifications")
    state = models.CharField(max_length=12, default=LIFE.start)
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True, help_text="When she last passed the gate.")
    valid_until = models.DateTimeField(null=True)
    again_from = models.DateTimeField(
        null=True, help_text="When she may try the gate again after cooling off."
    )
    reads = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    seed_in = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True, help_text="Why it lapsed or was suspended, in words for her.")

    privacy = Privacy(personal=("person", "reason"), owner="person", on_leave="keep", why=JUDGED)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="qualification_state_is_known"),
            models.UniqueConstraint(fields=["person", "pool"], name="one_qualification_a_person_and_pool"),
            models.CheckConstraint(
                condition=~Q(state__in=IN_FORCE) | Q(passed_at__isnull=False, valid_until__gt=F("passed_at")),
                name="who_may_read_has_passed_the_gate_for_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="cooling_off") | Q(again_from__isnull=False),
                name="cooling_off_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["lapsed", "suspended"]) | ~Q(reason=""),
                name="a_lost_qualification_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.pool_id}: {self.state}"


class LessonDone(models.Model):
    """That she finished a lesson: its questions answered rightly, its promise given."""

    qualification = models.ForeignKey(Qualification, models.CASCADE, related_name="lessons")
    lesson = models.SlugField(max_length=40)
    done_at = models.DateTimeField()

    privacy = Privacy(personal=("lesson",), owner="qualification.person", on_leave="keep", why=JUDGED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["qualification", "lesson"], name="a_lesson_is_finished_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} of {self.qualification_id}"


class Gate(models.Model):
    """One try at the gate, `number` counting from 1 until she cools off; what it came to once all sheets are in.

    Judgments are ratings of one criterion; awards are whole anchors. `as_expert` says that her blind expert ratings
    were looked at against what the other experts agree on, since she knows the anchors.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    qualification = models.ForeignKey(Qualification, models.CASCADE, related_name="gates")
    number = models.PositiveSmallIntegerField()
    as_expert = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)
    judgments = models.PositiveSmallIntegerField(default=0)
    exact = models.PositiveSmallIntegerField(default=0)
    wide = models.PositiveSmallIntegerField(default=0)
    anchors = models.PositiveSmallIntegerField(default=0)
    awards = models.PositiveSmallIntegerField(default=0)
    advice = models.JSONField(default=list, help_text="What to practice, in sentences.")

    privacy = Privacy(
        personal=("passed", "advice"), owner="qualification.person", on_leave="keep", why=JUDGED
    )

    class Meta:
        ordering = ["qualification", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["qualification"], condition=Q(ended_at=None), name="one_gate_is_taken_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, passed=None) | Q(ended_at__isnull=False, passed__isnull=False),
                name="a_gate_that_ended_has_its_result",
            ),
            models.CheckConstraint(
                condition=Q(exact__lte=F("judgments"), wide__lte=F("judgments"), awards__lte=F("anchors")),
                name="a_gate_counts_no_more_than_there_was",
            ),
        ]

    def __str__(self) -> str:
        return f"Gate {self.number} of {self.qualification_id}"


class Concern(models.Model):
    """What a lead tells an evaluator before anything is decided, her reply, and what was decided."""

    class Outcome(models.TextChoices):
        DROPPED = "dropped", "Nothing follows"
        SUSPENDED = "suspended", "Suspended"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    qualification = models.ForeignKey(Qualification, models.CASCADE, related_name="concerns")
    said = models.TextField()
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    privacy = Privacy(personal=("said", "reply", "note"), owner="qualification.person", on_leave="blank")

    class Meta:
        ordering = ["qualification", "-said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["qualification"], condition=Q(outcome=""), name="one_concern_is_open_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="a_decided_concern_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Concern {self.public_id}"
