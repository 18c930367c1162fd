"""Worked examples: real work that everybody may read, as far and as long as its earner lets them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import Edition
from cairn.domain.evidence.models import Round, RoundPiece
from cairn.domain.examples.states import LIFE, WORDS
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy


class Example(models.Model):
    """A judged round that its earner is asked to let everybody read, or that everybody reads.

    `hidden` are words that are taken out beside the names that are known. `published_at` is when it was first shown:
    from then on evaluators may know it, whatever becomes of it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.OneToOneField(Round, models.CASCADE, related_name="example")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="worked_examples")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=LIFE.start)
    hidden = models.JSONField(default=list)
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("hidden", "answered_at"), owner="round.attempt.earner", on_leave="erase")

    class Meta:
        ordering = ["-proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="example_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(answered_at__isnull=False),
                name="an_example_is_answered_before_it_goes_on",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="a_published_example_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Example {self.public_id}"

    @property
    def state_words(self) -> str:
        return WORDS[self.state]

    @property
    def label(self) -> str:
        """What it is called without betraying whose work it is."""
        return self.public_id.hex[:4].upper()


class Permission(models.Model):
    """That an earner lets everybody see one piece of an example; given and taken back piece by piece."""

    example = models.ForeignKey(Example, models.CASCADE, related_name="permissions")
    piece = models.ForeignKey(RoundPiece, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("given_at",), owner="example.round.attempt.earner", on_leave="erase")

    class Meta:
        ordering = ["example", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["example", "piece"], name="one_permission_a_piece_of_an_example"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="a_permission_is_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} in {self.example_id}"
