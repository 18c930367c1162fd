from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.states import INSTRUCTION
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy

PAID = "What was paid, and why, must be shown to an auditor."


class Budget(models.Model):
    """What an organization lets a policy pay in a school year; beyond it payments are held and somebody is asked."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="budgets")
    policy_key = models.CharField(max_length=120)
    year = models.CharField(max_length=7, help_text="A school year, such as 2026-27.")
    ceiling_cents = models.PositiveBigIntegerField()
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["-year", "policy_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "policy_key", "year"], name="a_year_has_one_budget_a_policy"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_key} in {self.year}"


class Batch(models.Model):
    """Payment instructions that were handed to payroll together: the file as it was, and its checksum."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="payment_batches")
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    total_cents = models.PositiveBigIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    privacy = Privacy(personal=("content",), owner="made_by", on_leave="keep", why=PAID)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="batches_are_numbered"),
            models.CheckConstraint(
                condition=Q(rows__gt=0) & ~Q(content="") & ~Q(sha256=""), name="a_batch_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Batch {self.number} of {self.organization_id}"


class Instruction(models.Model):
    """One payment that a policy makes due to a person, for one trigger and one period: there is never a second one.

    `period` is the record, the micro-credential or the school year that it is for. What is exported is paid, and never
    changes; what is due or held is looked at again whenever payments are worked out.
    """

    class Kind(models.TextChoices):
        ONCE = "once", "Once"
        RECURRING = "recurring", "Every period"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="payments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="payments")
    policy_key = models.CharField(max_length=120)
    trigger = models.CharField(max_length=120)
    period = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    cents = models.PositiveBigIntegerField(null=True, help_text="Empty while nobody has set the amount.")
    currency = models.CharField(max_length=3, default="USD")
    adds_to = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=300, help_text="What it is for, as payroll and she read it.")
    source = models.TextField(blank=True)
    year = models.CharField(max_length=7)
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=INSTRUCTION.start)
    held = models.TextField(blank=True, help_text="Why it is held or stopped.")
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_because = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="instructions")

    privacy = Privacy(personal=("words", "held"), owner="person", on_leave="keep", why=PAID)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy_key", "person", "trigger", "period"], name="nothing_is_paid_twice"
            ),
            models.CheckConstraint(condition=Q(state__in=INSTRUCTION.states), name="payment_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="exported", batch__isnull=False) | (~Q(state="exported") & Q(batch=None)),
                name="what_is_exported_is_in_a_batch",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["due", "exported"]) | Q(cents__isnull=False, cents__gt=0),
                name="what_is_due_has_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "stopped"]) | ~Q(held=""),
                name="what_is_held_or_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None, released_because="")
                | (Q(released_by__isnull=False) & ~Q(released_because="")),
                name="what_is_released_says_who_and_why",
            ),
        ]
        indexes = [models.Index(fields=["organization", "state", "due_on"], name="payments_that_are_due")]

    def __str__(self) -> str:
        return f"{self.policy_key}: {self.trigger}, {self.period}"
