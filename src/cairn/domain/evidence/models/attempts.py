from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import Criterion, Edition, Level, MicroCredential, Slot
from cairn.domain.evidence.models.files import StoredFile
from cairn.domain.evidence.models.occasions import Occasion
from cairn.domain.evidence.models.pieces import Piece
from cairn.domain.evidence.states import LIFE, WORDS
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy

JUDGED = "It is the record of what was judged; it stands under an award."


class Attempt(models.Model):
    """An earner's whole pursuit of one edition. `submitted_at` is the latest submission: the date that counts."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    earner = models.ForeignKey(Person, models.PROTECT, related_name="attempts")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="attempts")
    micro_credential = models.ForeignKey(MicroCredential, models.PROTECT, related_name="attempts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=20, default=LIFE.start)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("earner",), owner="earner", on_leave="blank")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="attempt_state_is_known"),
            models.UniqueConstraint(
                fields=["earner", "micro_credential"],
                condition=~Q(state="withdrawn"),
                name="one_live_attempt_for_an_earner_and_micro_credential",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["working", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="only_unsent_attempts_lack_a_submission_date",
            ),
        ]
        indexes = [models.Index(fields=["earner", "state"], name="attempts_of_an_earner")]

    def __str__(self) -> str:
        return f"Attempt {self.public_id}"

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


class Part(models.Model):
    """One slot of the edition within an attempt; `open` says whether it may be changed now.

    `instead` is the alternative kind that she shows it by; what she gathered in another kind is kept and not sent.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="parts")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    open = models.BooleanField(default=True)
    instead = models.CharField(max_length=20, blank=True)

    privacy = Privacy(personal=("slot",), owner="attempt.earner", on_leave="erase")

    class Meta:
        ordering = ["attempt", "slot__position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="a_slot_is_one_part_of_an_attempt")
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} of {self.attempt_id}"

    @property
    def shown_as(self) -> str:
        """The kind of evidence it takes now: the slot's own, or the alternative she chose."""
        return self.instead or self.slot.kind


class Round(models.Model):
    """One submission within an attempt, frozen: `digest` is the SHA-256 over its manifest."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)
    manifest = models.TextField(help_text="Canonical JSON of what was sent: slots, kinds and hashes.")
    digest = models.CharField(max_length=64)
    statement = models.TextField(help_text="The declaration of integrity as she read it.")
    note = models.TextField(blank=True, help_text="What she says about this round, such as what she changed.")
    completed = models.JSONField(
        default=list, help_text="The completion indicators she ticked, as she read them."
    )

    privacy = Privacy(personal=("note",), owner="attempt.earner", on_leave="blank")

    class Meta:
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "number"], condition=Q(recalled_at=None), name="round_numbers_differ"
            ),
            models.CheckConstraint(
                condition=Q(recalled_at=None) | Q(recalled_at__gte=F("submitted_at")),
                name="a_round_is_recalled_after_it_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number} of {self.attempt_id}"


class RoundPiece(Occasion):
    """A piece as it was when the round was submitted; never changed."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="pieces")
    piece = models.ForeignKey(Piece, models.PROTECT, related_name="frozen")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)

    privacy = Privacy(
        personal=("title", "text", "url", "place"), owner="round.attempt.earner", on_leave="blank"
    )

    class Meta:
        ordering = ["round", "slot__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "piece"], name="a_piece_is_frozen_once_a_round"),
            models.CheckConstraint(
                condition=~Q(kind="entry")
                | Q(made_on__isnull=False, begins__isnull=False, ends__isnull=False, ends__gt=F("begins")),
                name="a_frozen_entry_says_when_it_was",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in round {self.round_id}"

    @property
    def shown_as(self) -> str:
        """The kind of evidence it was sent as: the slot's own, or the alternative she chose."""
        return self.instead or self.slot.kind


class SelfRating(models.Model):
    """How the earner rates herself on a criterion; she alone sees it."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="self_ratings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = Privacy(personal=("level",), owner="attempt.earner", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "criterion"], name="one_self_rating_a_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.level_id}"


class Grant(models.Model):
    """Somebody other than the earner may read an attempt's evidence, for a purpose and a time.

    With `round` set, only what was frozen in that round; without, the working area as well.
    """

    class Purpose(models.TextChoices):
        COACH = "coach", "to coach"
        EVALUATE = "evaluate", "to evaluate"
        LEAD = "lead", "to lead evaluators"
        CALIBRATE = "calibrate", "to train and test evaluators"
        PROTECT = "protect", "to look into harm that was seen"

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="grants")
    round = models.ForeignKey(Round, models.CASCADE, null=True, related_name="grants")
    reader = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(personal=("reader",), owner="reader", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="coach") | Q(round__isnull=False),
                name="only_coaches_read_the_working_area",
            ),
        ]
        indexes = [models.Index(fields=["reader", "attempt"], name="grants_of_a_reader")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.purpose} {self.attempt_id}"
