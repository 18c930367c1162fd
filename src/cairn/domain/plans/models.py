from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Organization, Person
from cairn.domain.plans.states import LIFE, PRICED
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Goal(models.Model):
    """What a board wants taught or learned; teachers propose their own course of study toward it.

    The board bounds what a course may add to a salary, and says how its panel decides.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="goals")
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    lowest_cents = models.PositiveIntegerField(help_text="The least that a course adds to a salary.")
    highest_cents = models.PositiveIntegerField(help_text="The most that a course adds to a salary.")
    quorum = models.PositiveSmallIntegerField(help_text="How many of the panel must vote.")
    majority = models.PositiveSmallIntegerField(help_text="Percent of the votes that yes must be more than.")
    set_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest_cents__lte=F("highest_cents")), name="a_goal_bounds_its_price"
            ),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="a_panel_decides_by_a_vote"),
            models.CheckConstraint(
                condition=Q(majority__gte=50, majority__lt=100), name="a_majority_is_at_least_half"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """Somebody who sits on a goal's panel; `until` is when she left it."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats_on_panels")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(personal=("since", "until"), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "person"], condition=Q(until=None), name="a_person_sits_once_on_a_panel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on the panel of {self.goal_id}"


class Proposal(models.Model):
    """A course of study that a teacher or a group proposes toward a goal.

    The goal's bounds are copied when it is submitted, so that a board's later change does not touch it.
    `round` counts submissions: each is voted on afresh.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="proposals")
    begun_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=200)
    competency = models.TextField(blank=True)
    activities = models.TextField(blank=True, help_text="What the group will do.")
    evidence = models.TextField(blank=True, help_text="What each of them will bring.")
    rubric = models.TextField(blank=True, help_text="How one will see that it is met.")
    hours = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, default=LIFE.start)
    round = models.PositiveSmallIntegerField(default=0)
    hearing = models.UUIDField(default=uuid4, unique=True, help_text="Names the present round, in letters.")
    lowest_cents = models.PositiveIntegerField(default=0)
    highest_cents = models.PositiveIntegerField(default=0)
    price_cents = models.PositiveIntegerField(null=True)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    micro_credential = models.ForeignKey(MicroCredential, models.PROTECT, null=True, related_name="+")

    privacy = Privacy(personal=("begun_by",), owner="begun_by", on_leave="blank")

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="proposal_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=PRICED) | Q(price_cents__isnull=False),
                name="a_price_is_set_before_the_vote",
            ),
            models.CheckConstraint(
                condition=Q(price_cents=None)
                | Q(price_cents__gte=F("lowest_cents"), price_cents__lte=F("highest_cents")),
                name="a_price_stays_within_its_bounds",
            ),
            models.CheckConstraint(
                condition=Q(state="became", micro_credential__isnull=False)
                | (~Q(state="became") & Q(micro_credential=None)),
                name="what_became_a_micro_credential_names_it",
            ),
            models.UniqueConstraint(
                fields=["micro_credential"], name="a_micro_credential_comes_from_one_proposal"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Member(models.Model):
    """Somebody of the group that proposes a course and will take it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="proposals")
    joined_at = models.DateTimeField()

    privacy = Privacy(personal=("joined_at",), owner="person", on_leave="erase")

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="a_person_is_in_a_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in the group of {self.proposal_id}"


class Vote(models.Model):
    """What one of the panel says to a proposal in a round, and why."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        CHANGES = "changes", "Yes, with changes"
        NO = "no", "No"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="votes")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="votes")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.TextField()
    cast_at = models.DateTimeField()

    privacy = Privacy(
        personal=("answer", "reason"),
        owner="person",
        on_leave="keep",
        why="A panel's decision on pay must be open to an appeal.",
    )

    class Meta:
        ordering = ["cast_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "round", "person"], name="a_panelist_votes_once_a_round"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_vote_says_why"),
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "changes", "no"]), name="a_vote_is_yes_no_or_changes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} to {self.proposal_id}"
