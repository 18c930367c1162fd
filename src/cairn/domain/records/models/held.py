from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class License(models.Model):
    """A license or certificate that a person holds, under the policy that renews it.

    Its cycle is the policy's “current license”, both days included; an unknown day is left open. `dates` gives further
    days by the policy's word ("certificate issued": "2024-07-01"), `named` lists ("credential being renewed":
    ["biology"]).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="licenses")
    policy_key = models.CharField(max_length=120)
    decision = models.CharField(
        max_length=120, blank=True, help_text="How it is renewed; empty for the usual way."
    )
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    dates = models.JSONField(default=dict, blank=True)
    named = models.JSONField(default=dict, blank=True)
    chosen_version = models.PositiveSmallIntegerField(null=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=("name", "number", "starts_on", "ends_on", "dates", "named"),
        owner="person",
        on_leave="erase",
    )

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "policy_key"],
                condition=Q(removed_at=None),
                name="a_license_is_held_once_under_a_policy",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_license_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """A decision of a policy that a person works toward, such as a pay lane or an endorsement.

    `dates` and `named` give what the policy asks about her by its own words; `roles` maps what she serves as to its
    first and last day ({"serving as teacher-leader": ["2025-08-01", null]}).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="recognition_goals")
    policy_key = models.CharField(max_length=120)
    decision = models.CharField(max_length=120)
    by_on = models.DateField(null=True)
    chosen_version = models.PositiveSmallIntegerField(null=True)
    dates = models.JSONField(default=dict, blank=True)
    named = models.JSONField(default=dict, blank=True)
    roles = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=("policy_key", "decision", "by_on", "dates", "named", "roles"),
        owner="person",
        on_leave="erase",
    )

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "policy_key", "decision"],
                condition=Q(removed_at=None),
                name="a_goal_is_pursued_once",
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="a_goal_names_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} under {self.policy_key}"
