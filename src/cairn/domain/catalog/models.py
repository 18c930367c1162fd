from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.states import EDITED, LIFE
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class MicroCredential(models.Model):
    """One competency that an organization offers, through all its editions."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="micro_credentials")
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=LIFE.start)
    edition = models.OneToOneField("Edition", models.PROTECT, null=True, related_name="current_of")
    earned = models.PositiveIntegerField(default=0, help_text="Awards so far, counted when each is issued.")
    begun_at = models.DateTimeField()
    teach_out = models.DateField(null=True, help_text="Last day to submit what was begun; then it is over.")
    reserved = models.BooleanField(
        default=False, help_text="For one group: the public catalog is silent on it."
    )

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="a_key_is_used_once_in_an_organization"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIFE.states), name="micro_credential_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=EDITED) | Q(edition__isnull=False), name="only_drafts_lack_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(teach_out=None) | Q(state="retired"), name="only_what_is_retired_is_taught_out"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """How stacks and prerequisites name it: `organization-slug/key`."""
        return f"{self.organization.slug}/{self.key}"


class Draft(models.Model):
    """The document that authors are writing; `revision` grows with every save."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    micro_credential = models.OneToOneField(MicroCredential, models.CASCADE, related_name="draft")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True)

    privacy = Privacy(personal=("saved_by",), owner="saved_by", on_leave="blank")

    def __str__(self) -> str:
        return f"Draft of {self.micro_credential_id}"


class Clearance(models.Model):
    """That the quality gate let this very document through; without it there is no edition of it."""

    micro_credential = models.ForeignKey(MicroCredential, models.PROTECT, related_name="clearances")
    digest = models.CharField(max_length=64)
    review = models.UUIDField(help_text="The public id of the review that cleared it.")
    given_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["micro_credential", "digest"],
                name="a_document_is_cleared_once_for_a_micro_credential",
            )
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} may be published"


class Edition(models.Model):
    """What was published, for good: the canonical document, its hash, and rows that others point at.

    It is sealed as soon as its rows are written; from then on the database itself refuses any change.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    micro_credential = models.ForeignKey(MicroCredential, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="The document as canonical JSON.")
    digest = models.CharField(max_length=64)
    schema = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    readings = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    document = models.JSONField(help_text="The same document, parsed, for reading.")
    sealed = models.BooleanField(default=False)

    privacy = Privacy(personal=("published_by",), owner="published_by", on_leave="blank")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["micro_credential", "number"], name="edition_numbers_differ"),
            models.CheckConstraint(condition=Q(number__gte=1), name="editions_count_from_one"),
            models.CheckConstraint(condition=Q(readings__gte=1), name="a_round_is_read_at_least_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def standing(self) -> str:
        """The micro-credential's state for its current edition; `superseded` for one before it."""
        current = self.micro_credential.edition_id == self.pk
        return self.micro_credential.state if current else "superseded"

    @property
    def competency(self) -> str:
        return str(self.document["competency"])

    @property
    def topic(self) -> str:
        return str(self.document["topics"][0])

    @property
    def tier(self) -> int:
        return int(self.document["tier"])

    def slot(self, key: str) -> dict[str, Any]:
        """The document's entry of one evidence slot; raises `KeyError` for an unknown key."""
        slots: list[dict[str, Any]] = self.document["slots"]
        return {slot["key"]: slot for slot in slots}[key]


class Level(models.Model):
    """One level of an edition's rubric; `rank` counts from 1, the lowest."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="levels")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()
    meets = models.BooleanField(help_text="Whether a criterion at this level is met.")

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["edition", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "rank"], name="level_ranks_differ"),
            models.UniqueConstraint(fields=["edition", "key"], name="level_keys_differ"),
        ]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """One kind of evidence that an edition asks for."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="slots")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="slot_keys_differ")]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One criterion of an edition's rubric and the slots that feed it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="criteria")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    look_for = models.TextField()
    descriptors = models.JSONField(help_text="Level key to description.")
    position = models.PositiveSmallIntegerField()
    slots = models.ManyToManyField(Slot, related_name="criteria")

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="criterion_keys_differ")]

    def __str__(self) -> str:
        return self.title


class Worth(models.Model):
    """What a recognizer gives for a micro-credential: a projection that the recognizing workflow keeps."""

    micro_credential = models.ForeignKey(MicroCredential, models.CASCADE, related_name="worths")
    policy = models.CharField(max_length=120)
    recognizer = models.CharField(max_length=200)
    numerator = models.IntegerField()
    denominator = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=60)
    sentence = models.TextField()
    source = models.TextField(blank=True)
    checked_on = models.DateField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["micro_credential", "policy"], name="a_policy_values_a_micro_credential_once"
            ),
            models.CheckConstraint(condition=Q(denominator__gt=0), name="worth_is_a_fraction"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def amount(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class DraftComment(models.Model):
    """What a co-author remarks on a section of a draft; settled once it is dealt with."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    section = models.CharField(max_length=40)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("text",), owner="author", on_leave="blank")

    class Meta:
        ordering = ["draft", "said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(settled_at__gte=models.F("said_at")),
                name="a_draft_comment_is_settled_after_it_is_said",
            )
        ]

    def __str__(self) -> str:
        return f"Comment on {self.section}"


class Save(models.Model):
    """A bookmark in the catalog."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saves")
    micro_credential = models.ForeignKey(MicroCredential, models.CASCADE, related_name="saves")
    at = models.DateTimeField()

    privacy = Privacy(personal=("micro_credential",), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "micro_credential"], name="a_bookmark_is_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} saved {self.micro_credential_id}"
