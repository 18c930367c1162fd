from __future__ import annotations

from fractions import Fraction
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.states import CLAIM
from cairn.domain.stacks.models import CreditOffer
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Applied(models.Model):
    """What a policy made of an award: its clause, version and reference, frozen on the day."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="applied")
    policy = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    recognizer = models.CharField(max_length=200)
    counted = models.BooleanField()
    numerator = models.IntegerField(default=0)
    denominator = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=60)
    because = models.TextField()
    source = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    privacy = Privacy(personal=("because",), owner="award.earner", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "policy"], name="a_policy_is_applied_to_an_award_once"),
            models.CheckConstraint(condition=Q(denominator__gt=0), name="an_amount_is_a_fraction"),
            models.CheckConstraint(
                condition=Q(counted=True) | Q(numerator=0), name="what_does_not_count_is_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} on {self.award_id}"

    @property
    def amount(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class Filing(models.Model):
    """A badge that its earner shared with an organization, and the organization's record of it.

    It holds the credential as shared, never the evidence.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="filings")
    award = models.ForeignKey(Award, models.PROTECT, related_name="filings")
    earner = models.ForeignKey(Person, models.PROTECT, related_name="filings")
    note = models.TextField(blank=True)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    earned_on = models.DateField()
    hours = models.CharField(max_length=40, blank=True)
    credential = models.TextField()
    shared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=("note", "credential"),
        owner="earner",
        on_leave="keep",
        why="It is the employer's record of professional learning, kept by its retention schedule.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "award"],
                condition=Q(withdrawn_at=None),
                name="a_badge_is_shared_once_with_one",
            ),
            models.CheckConstraint(
                condition=Q(filed_at=None, filed_by=None) | Q(filed_at__isnull=False, filed_by__isnull=False),
                name="a_filing_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(filed_at=None), name="what_is_filed_is_not_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(filed_at=None) | Q(filed_at__gte=F("shared_at")),
                name="a_badge_is_filed_after_it_was_shared",
            ),
        ]
        indexes = [
            models.Index(
                fields=["checked_at"],
                name="filings_to_check",
                condition=Q(withdrawn_at=None, filed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} at {self.organization_id}"


class Verification(models.Model):
    """One check of a filed credential: what came of it and in what words."""

    class Outcome(models.TextChoices):
        VALID = "valid", "Valid"
        NOT_CONFIRMED = "not_confirmed", "Not confirmed"
        EXPIRED = "expired", "Expired"
        REVOKED = "revoked", "Revoked"
        SUSPENDED = "suspended", "On hold"
        NOT_YET_VALID = "not_yet_valid", "Not in force yet"
        INVALID = "invalid", "Not valid"
        UNKNOWN = "unknown", "Could not be checked"

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="verifications")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    sentence = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["filing", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.at:%Y-%m-%d}"


class CreditClaim(models.Model):
    """An earner's request for the academic credit that a stack's badge opens, and what the registrar said."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="claims")
    offer = models.ForeignKey(CreditOffer, models.PROTECT, related_name="claims")
    state = models.CharField(max_length=12, default=CLAIM.start)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True, help_text="Why it was refused, in words for the earner.")

    privacy = Privacy(
        personal=("note", "reason"),
        owner="award.earner",
        on_leave="keep",
        why="It is the university's record of the credit it gave or refused.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "offer"], name="credit_is_asked_for_once"),
            models.CheckConstraint(condition=Q(state__in=CLAIM.states), name="claim_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_claim_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "refused"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_claim_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Credit for {self.award_id}"
