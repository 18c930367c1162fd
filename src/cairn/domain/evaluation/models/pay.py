from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.evaluation.models.readings import Reading
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy

BOOKS = "What an organization owes and paid stays in its books."


class Paid(models.TextChoices):
    """The kinds of work that a program pays for."""

    FIRST = "first", "A reading"
    DOUBLE = "double", "A second reading of the same work"
    ADJUDICATION = "adjudication", "A reading that decides between two"
    SEED = "seed", "A reading that checks the scale"
    CALIBRATION = "calibration", "A calibration"
    RECUSAL = "recusal", "Stepping back after recognizing somebody"
    INCOMPLETE = "incomplete", "Sending back work that is incomplete"


class PayRate(models.Model):
    """What an organization pays for a kind of work from a day on, until its next rate for that kind."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="pay_rates")
    kind = models.CharField(max_length=12, choices=Paid.choices)
    since = models.DateField()
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    set_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["organization", "kind", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "since"], name="one_rate_a_kind_and_day"),
            models.CheckConstraint(condition=Q(kind__in=Paid.values), name="a_rate_is_for_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.cents} {self.currency} from {self.since}"


class PayLine(models.Model):
    """What one piece of work earned its evaluator; `about` is the public id of the reading or the calibration."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="pay_lines")
    evaluator = models.ForeignKey(Person, models.PROTECT, related_name="pay_lines")
    about = models.UUIDField()
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, related_name="pay_lines")
    kind = models.CharField(max_length=12, choices=Paid.choices)
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    accrued_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    privacy = Privacy(personal=("evaluator", "cents"), owner="evaluator", on_leave="keep", why=BOOKS)

    class Meta:
        ordering = ["accrued_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["about"], name="work_is_paid_once"),
            models.CheckConstraint(condition=Q(kind__in=Paid.values), name="pay_is_for_a_known_kind"),
            models.CheckConstraint(
                condition=Q(paid_at=None, paid_by=None) | Q(paid_at__isnull=False, paid_by__isnull=False),
                name="a_payment_says_who_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "paid_at"], name="pay_of_an_organization"),
            models.Index(fields=["evaluator", "accrued_at"], name="pay_of_an_evaluator"),
        ]

    def __str__(self) -> str:
        return f"{self.cents} {self.currency} for {self.kind}"
