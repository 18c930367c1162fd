from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.gating.states import DECIDED, LIFE, UNDER_WAY
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy

LONGEST_ADDRESS = 500
"""A longer address is not looked at; it would not fit into an index of every database."""


class StandardSet(models.Model):
    """The standards of a gate as data; a change makes the next version, so that reviews keep theirs.

    `key` is the organization's slug, or the key of a set that comes with Cairn and belongs to nobody.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="standard_sets")
    key = models.SlugField(max_length=80)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    standards = models.JSONField(help_text="A list of standards, as in the default set.")
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The set of Cairn's that an organization's own was last brought up to.",
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True)

    privacy = Privacy(personal=("made_by",), owner="made_by", on_leave="blank")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="versions_of_a_standard_set_differ")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class StandardsDraft(models.Model):
    """An organization's standards while they are being changed; in force are those of its newest set.

    `revision` grows with every save. `touched` says at which revision a standard was last changed, by its key
    (the empty one stands for the set's title), so that two people disagree only over the same standard.
    `earlier` and `later` hold what undoing and doing again bring back, the next one last.
    """

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="standards_draft")
    title = models.CharField(max_length=200)
    standards = models.JSONField(help_text="A list of standards; a new one may be unfinished.")
    based_on = models.ForeignKey(StandardSet, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    touched = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    later = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True)

    privacy = Privacy(personal=("saved_by",), owner="saved_by", on_leave="blank")

    def __str__(self) -> str:
        return f"Draft of the standards of {self.organization_id}"


class Review(models.Model):
    """One pass of a draft through the gate, pinned to the digest of what was handed in."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    micro_credential = models.ForeignKey(MicroCredential, models.CASCADE, related_name="reviews")
    number = models.PositiveIntegerField()
    standard_set = models.ForeignKey(StandardSet, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=20, default=LIFE.start)
    revision = models.PositiveIntegerField(
        default=0, help_text="Grows whenever an author's answers change, through all reviews."
    )
    digest = models.CharField(max_length=64, blank=True)
    document = models.JSONField(null=True, help_text="What was handed in; an autosave must not change it.")
    message = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, help_text="What the reviewer says with the decision.")
    begun_at = models.DateTimeField()

    privacy = Privacy(personal=("asked_by", "message"), owner="asked_by", on_leave="blank")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["micro_credential", "number"], name="review_numbers_differ"),
            models.UniqueConstraint(
                fields=["micro_credential"],
                condition=Q(state__in=UNDER_WAY),
                name="one_review_of_a_micro_credential_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="review_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="answering") | (Q(asked_at__isnull=False) & ~Q(digest="")),
                name="a_review_that_is_asked_for_is_pinned",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at=None)),
                name="a_decided_review_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.number} of {self.micro_credential_id}"


class Seat(models.Model):
    """A reviewer who was asked by name, from whichever organization; without any, the review is in the open pool."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="seats")
    reviewer = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    asked_at = models.DateTimeField()

    privacy = Privacy(personal=("review",), owner="reviewer", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reviewer"], name="a_reviewer_is_asked_once_for_a_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} reads review {self.review_id}"


class Answer(models.Model):
    """What an author or a reviewer says to one standard, with the evidence for it.

    `over` is the digest of the parts of the draft that the standard looks at, as they were when it was
    answered; the answer is fresh as long as they stay so.
    """

    class Side(models.TextChoices):
        AUTHOR = "author", "Author"
        REVIEWER = "reviewer", "Independent reviewer"

    class Word(models.TextChoices):
        MET = "met", "Met"
        NOT_MET = "not_met", "Not yet"
        NOT_APPLICABLE = "not_applicable", "Does not apply"

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    standard = models.SlugField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    answer = models.CharField(max_length=20, choices=Word.choices, blank=True)
    evidence = models.TextField(blank=True)
    over = models.CharField(max_length=64)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    answered_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1, help_text="Grows with every change of the answer.")

    privacy = Privacy(personal=("answered_by",), owner="answered_by", on_leave="blank")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "standard", "answered_by"],
                condition=Q(side="reviewer"),
                name="a_reviewer_answers_a_standard_once",
            ),
            models.UniqueConstraint(
                fields=["review", "standard"],
                condition=Q(side="author"),
                name="authors_answer_a_standard_once",
            ),
            models.CheckConstraint(
                condition=Q(side__in=["author", "reviewer"]), name="a_standard_is_answered_from_a_known_side"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "met", "not_met", "not_applicable"]),
                name="an_answer_is_one_of_three_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard}: {self.answer or 'open'}"


class Link(models.Model):
    """What was last seen at an address that a micro-credential's draft names.

    `why` is a short code for what stood in the way, `to` where it has moved for good; `answered_at` is when it
    last answered at all, so that a site that is down today is not taken for one that is gone.
    """

    class State(models.TextChoices):
        OK = "ok", "Answers"
        MOVED = "moved", "Moved"
        GONE = "gone", "Gone"
        UNREACHABLE = "unreachable", "Not reached"
        UNCHECKED = "unchecked", "Not checked"

    micro_credential = models.ForeignKey(MicroCredential, models.CASCADE, related_name="links")
    address = models.CharField(max_length=LONGEST_ADDRESS)
    state = models.CharField(max_length=20, choices=State.choices)
    why = models.CharField(max_length=40, blank=True)
    to = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    looked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["micro_credential", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["micro_credential", "address"], name="an_address_is_noted_once_for_a_micro_credential"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ok", "moved", "gone", "unreachable", "unchecked"]),
                name="a_link_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ok", "moved"]) | Q(answered_at__isnull=False),
                name="a_link_that_answers_has_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"
