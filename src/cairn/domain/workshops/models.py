from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks.models import Stack
from cairn.engines.privacy import Privacy


class Workshop(models.Model):
    """An organization's meeting to learn something, after which one may go on to a micro-credential.

    Whoever is there says so by its `code`, or its host notes her.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="workshops")
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, help_text="What it is about.")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    host = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="workshops_held")
    code = models.CharField(
        max_length=8, unique=True, help_text="What people type to say that they are there."
    )
    made_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("host",), owner="host", on_leave="blank")

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_workshop_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(link=""), name="a_workshop_is_held_somewhere"),
            models.CheckConstraint(condition=~Q(code=""), name="a_workshop_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people read its hours: that of its organization."""
        return ZoneInfo(self.organization.time_zone)

    @property
    def day(self) -> date:
        """The day on which it begins, there."""
        return self.begins.astimezone(self.zone).date()

    def is_over(self, at: datetime) -> bool:
        return self.ends <= at


class FollowOn(models.Model):
    """What a workshop suggests to go on with: a micro-credential or a stack."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="follow_ons")
    position = models.PositiveSmallIntegerField()
    micro_credential = models.ForeignKey(MicroCredential, models.PROTECT, null=True, related_name="suggested")
    stack = models.ForeignKey(Stack, models.PROTECT, null=True, related_name="suggested")
    suggested_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(personal=("suggested_by",), owner="suggested_by", on_leave="blank")

    class Meta:
        ordering = ["workshop", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(micro_credential=None, stack__isnull=False)
                | Q(micro_credential__isnull=False, stack=None),
                name="a_follow_on_is_a_micro_credential_or_a_stack",
            ),
            models.UniqueConstraint(
                fields=["workshop", "micro_credential"], name="a_micro_credential_is_suggested_once"
            ),
            models.UniqueConstraint(fields=["workshop", "stack"], name="a_stack_is_suggested_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        row = self.micro_credential or self.stack
        return row.title if row else ""

    @property
    def offered_by(self) -> str:
        """The name of the organization whose it is."""
        row = self.micro_credential or self.stack
        return row.organization.name if row else ""


class Attendance(models.Model):
    """That somebody was at a workshop, and nothing more: it is no evidence, and it counts for nothing.

    `noted_by` is herself where she said so, or who noted her.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    privacy = Privacy(personal=("person", "noted_at"), owner="person", on_leave="erase")

    class Meta:
        ordering = ["workshop", "person__display_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "person"], name="a_person_is_at_a_workshop_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.workshop_id}"
