from __future__ import annotations

from fractions import Fraction
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.policy.outcome import State
from cairn.engines.privacy import Privacy

APPEAL = "A final decision must be open to an appeal, and the same bytes must come of it again."


class FinalDecision(models.Model):
    """What a recognizer decided for a person under a policy, with all that is needed to decide it again.

    `policy_texts` are the files that were read, those it extends first; `facts` is her record as canonical JSON, in the
    form that `cairn policy decide --facts` reads; `outcome` the decision's bytes. The hashes are those of the policy,
    of the record and of the engine. One that is set aside stays for the record and spends nothing any more.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="final_decisions")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="final_decisions")
    policy_key = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    decision = models.CharField(max_length=120)
    on = models.DateField()
    state = models.CharField(max_length=14)
    sentence = models.TextField()
    policy_texts = models.JSONField()
    facts = models.TextField()
    outcome = models.TextField()
    policy_hash = models.CharField(max_length=64)
    facts_hash = models.CharField(max_length=64)
    engine_hash = models.CharField(max_length=64)
    note = models.TextField(blank=True, help_text="What the recognizer says to her.")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_aside_because = models.TextField(blank=True)

    privacy = Privacy(
        personal=("facts", "outcome", "sentence", "note", "set_aside_because"),
        owner="person",
        on_leave="keep",
        why=APPEAL,
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="a_decision_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(facts="")
                & ~Q(outcome="")
                & ~Q(policy_hash="")
                & ~Q(facts_hash="")
                & ~Q(engine_hash=""),
                name="a_decision_can_be_made_again",
            ),
            models.UniqueConstraint(
                fields=[
                    "person",
                    "organization",
                    "policy_hash",
                    "decision",
                    "on",
                    "facts_hash",
                    "engine_hash",
                ],
                condition=Q(set_aside_at=None),
                name="a_decision_is_made_once",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_by=None, set_aside_because="")
                | (Q(set_aside_at__gte=F("made_at"), set_aside_by__isnull=False) & ~Q(set_aside_because="")),
                name="a_decision_set_aside_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} under {self.policy_key}"


class Spending(models.Model):
    """What a final decision took of one record, from a ledger that policies share."""

    decision = models.ForeignKey(FinalDecision, models.CASCADE, related_name="spendings")
    ledger = models.CharField(max_length=120)
    reference = models.CharField(max_length=200)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()

    privacy = Privacy(personal=("reference",), owner="decision.person", on_leave="keep", why=APPEAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "ledger", "reference"], name="a_decision_spends_a_record_once"
            ),
            models.CheckConstraint(
                condition=Q(numerator__gt=0, denominator__gt=0), name="what_is_spent_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator} of {self.reference}"

    @property
    def amount(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)
