from __future__ import annotations

from fractions import Fraction
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Person
from cairn.domain.records.states import ENTERED
from cairn.engines.privacy import Privacy


class OtherRecord(models.Model):
    """Something other than a badge that may count: hours, credits, a test, experience, a certificate.

    `kind` is the policies' word; the amount is exact and counts `unit`s; `details` hold what rules ask for
    ({"level": "4"}). It is what she says, until somebody whom the policy names approves it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="other_records")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    numerator = models.PositiveIntegerField(default=1)
    denominator = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=60, blank=True)
    earned_on = models.DateField()
    started_on = models.DateField(null=True)
    details = models.JSONField(default=dict, blank=True)
    topics = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, default=ENTERED.start)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=(
            "kind",
            "title",
            "numerator",
            "denominator",
            "earned_on",
            "started_on",
            "details",
            "topics",
        ),
        owner="person",
        on_leave="erase",
    )

    class Meta:
        ordering = ["-earned_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ENTERED.states), name="entered_state_is_known"),
            models.CheckConstraint(
                condition=Q(numerator__gt=0, denominator__gt=0), name="a_record_amounts_to_something"
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(earned_on__gte=F("started_on")),
                name="a_record_is_earned_after_it_began",
            ),
            models.CheckConstraint(
                condition=(~Q(state="withdrawn") & Q(removed_at=None))
                | Q(state="withdrawn", removed_at__isnull=False),
                name="a_withdrawn_record_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class RecordDocument(models.Model):
    """A paper that backs a record, kept in the store; `kind` is the word by which a policy asks for it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    record = models.ForeignKey(OtherRecord, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=60, blank=True)
    store_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("kind", "name"), owner="record.person", on_leave="erase")

    class Meta:
        ordering = ["record", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(sha256=""), name="a_document_is_kept_whole"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("added_at")),
                name="a_document_is_removed_after_it_was_added",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
