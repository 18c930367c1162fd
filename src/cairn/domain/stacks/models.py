from __future__ import annotations

from fractions import Fraction
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import rules
from cairn.domain.stacks.states import ENDED, LIFE
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Stack(models.Model):
    """Micro-credentials that together show a larger skill, through all its editions.

    A personal stack has an `owner`, for whom it was made, and a `partner`, her principal, who agreed to it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="stacks")
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=LIFE.start)
    edition = models.OneToOneField("StackEdition", models.PROTECT, null=True, related_name="current_of")
    document = models.JSONField(help_text="The draft that authors are writing.")
    revision = models.PositiveIntegerField(default=1)
    earned = models.PositiveIntegerField(default=0, help_text="Awards so far, counted when each is issued.")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="personal_stacks")
    partner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="agreed_stacks")

    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ended_because = models.CharField(max_length=600, blank=True)

    privacy = Privacy(
        personal=("owner", "partner", "ended_by", "ended_because"),
        owner="owner",
        on_leave="keep",
        why="It is what she and her principal agreed, and her badge points at it.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="a_stack_key_is_used_once_in_an_organization"
            ),
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="stack_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | Q(edition__isnull=False),
                name="what_is_announced_has_an_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | Q(owner__isnull=False), name="only_a_personal_stack_ends"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) & ~Q(ended_because="")
                | Q(ended_at=None, ended_because="") & ~Q(state__in=ENDED),
                name="what_has_ended_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(owner=None, partner=None) | (~Q(owner=F("partner")) & Q(partner__isnull=False)),
                name="a_personal_stack_is_agreed_between_two",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """How rules name it: `organization-slug/key`."""
        return f"{self.organization.slug}/{self.key}"


class StackEdition(models.Model):
    """What was published, for good: the canonical document, its hash, and rows that others point at."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    stack = models.ForeignKey(Stack, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="The document as canonical JSON.")
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    document = models.JSONField(help_text="The same document, parsed, for reading.")

    privacy = Privacy(personal=("published_by",), owner="published_by", on_leave="blank")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stack", "number"], name="stack_edition_numbers_differ"),
            models.CheckConstraint(condition=Q(number__gte=1), name="stack_editions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def summary(self) -> str:
        return str(self.document["summary"])

    @property
    def topic(self) -> str:
        return str(self.document["topic"])

    @property
    def tier(self) -> int:
        """3 for a stack of stacks, 2 for any other."""
        return 3 if any(part.kind == "stack" for part in self.parts_named) else 2

    @property
    def rule(self) -> rules.Node:
        """What it asks for, its capstone included."""
        return rules.whole(self.document)

    @property
    def parts_named(self) -> tuple[rules.Part, ...]:
        return rules.parts_of(self.rule)


class StackPart(models.Model):
    """A part that an edition names, so that a badge finds the stacks it belongs to."""

    edition = models.ForeignKey(StackEdition, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=150)
    position = models.PositiveSmallIntegerField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "address"], name="an_edition_lists_a_part_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="a_part_is_of_a_known_kind"),
        ]
        indexes = [models.Index(fields=["kind", "address"], name="stacks_that_hold_a_part")]

    def __str__(self) -> str:
        return self.address


class CreditOffer(models.Model):
    """Academic credit that somebody gives for a completed stack, or for one `part` of it (`organization-slug/key`).

    Without an `organization` here, she who wants it asks it directly.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    edition = models.ForeignKey(StackEdition, models.PROTECT, related_name="offers")
    position = models.PositiveSmallIntegerField()
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="credit_offers")
    part = models.CharField(max_length=150, blank=True)
    offered_by = models.CharField(max_length=200)
    course = models.CharField(max_length=200)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    window_days = models.PositiveIntegerField(
        null=True, help_text="Days to enroll, from the day of completion."
    )
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="offers_of_an_edition_have_an_order"
            ),
            models.CheckConstraint(
                condition=Q(denominator__gt=0) & Q(numerator__gt=0), name="credits_are_a_fraction"
            ),
        ]

    def __str__(self) -> str:
        return self.course

    @property
    def credits(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def fee(self) -> dict[str, object]:
        return {"cents": self.cents, "currency": self.currency}


class Agreement(models.Model):
    """That one of the two has agreed to an edition of a personal stack."""

    edition = models.ForeignKey(StackEdition, models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="agreements")
    at = models.DateTimeField()

    privacy = Privacy(
        personal=("person",), owner="person", on_leave="keep", why="The other relies on what was agreed."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="one_agrees_to_an_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} agreed to {self.edition_id}"
