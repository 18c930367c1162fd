"""What the office asks for and the worker does: working out payments, handing them over, and audit packets."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models.decisions import FinalDecision
from cairn.domain.recognition.models.payments import Batch
from cairn.domain.recognition.states import PACKET, PAYMENT_RUN, UNDER_WAY
from cairn.engines.privacy import Privacy

OPEN = Q(state__in=UNDER_WAY)
OVER = Q(state__in=("done", "failed"))
ENDED = (~OVER & Q(ended_at=None)) | (OVER & Q(ended_at__isnull=False, ended_at__gte=F("asked_at")))


class PaymentRun(models.Model):
    """Working out what an organization owes, or handing over what is due: how far it is, and what came of it.

    `people` and `looked` say how far; `due`, `held` and `stopped` count payments in these states at its end. `batch` is
    what was handed over, none where nothing was due.
    """

    class Purpose(models.TextChoices):
        WORK_OUT = "work_out", "Work out what is due"
        HAND_OVER = "hand_over", "Hand to payroll"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="payment_runs")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    state = models.CharField(max_length=12, default=PAYMENT_RUN.start)
    people = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    stopped = models.PositiveIntegerField(default=0)
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, related_name="run")
    problem = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("asked_by",), owner="asked_by", on_leave="blank")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PAYMENT_RUN.states), name="payment_run_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=OPEN, name="payments_are_worked_out_one_run_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(looked__lte=F("people")), name="a_payment_run_looks_at_no_more_than_its_people"
            ),
            models.CheckConstraint(
                condition=ENDED,
                name="a_payment_run_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="a_failed_payment_run_says_why"
            ),
            models.CheckConstraint(
                condition=Q(batch=None) | Q(state="done", purpose="hand_over"),
                name="a_batch_comes_of_a_handing_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.organization_id}"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


class Packet(models.Model):
    """An audit packet: everything behind a final decision as one file, kept as it was made."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    decision = models.ForeignKey(FinalDecision, models.PROTECT, related_name="packets")
    state = models.CharField(max_length=12, default=PACKET.start)
    content = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("content",), owner="decision.person", on_leave="erase")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PACKET.states), name="packet_state_is_known"),
            models.UniqueConstraint(
                fields=["decision"], condition=OPEN, name="a_packet_is_made_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=ENDED,
                name="a_packet_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(size__gt=0) & ~Q(sha256="")),
                name="a_packet_that_is_made_holds_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="a_failed_packet_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Packet of {self.decision_id}"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY
