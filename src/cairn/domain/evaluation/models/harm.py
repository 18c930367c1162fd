from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.evaluation.models.readings import Reading
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy

REPORTED = "A report of harm to a child stays on record, with who made and who closed it."


class SafeguardingContact(models.Model):
    """Who of an organization is told of harm seen in evidence, from `since` until before `until`."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="safeguarding")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = Privacy(personal=("person",), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person"],
                condition=Q(until=None),
                name="a_safeguarding_contact_is_named_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_contact_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.organization_id}"


class HarmReport(models.Model):
    """Harm that an evaluator saw in evidence. Only the organization's safeguarding contacts ever see it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="harm_reports")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="harm_reports")
    reporter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField()
    reported_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    finding = models.TextField(blank=True, help_text="What was done, in the contact's words.")
    read_on = models.BooleanField(default=False, help_text="Whether evaluators read the work again.")

    privacy = Privacy(
        personal=("reporter", "words", "finding"), owner="reporter", on_leave="keep", why=REPORTED
    )

    class Meta:
        ordering = ["-reported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading"], condition=Q(closed_at=None), name="a_reading_has_one_open_report"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_report_says_what_was_seen"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, finding="", read_on=False)
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(finding="")),
                name="a_closed_report_says_who_closed_it_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.public_id}"
