from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Expertise(models.Model):
    """A subject or a grade band in which an evaluator says she is at home; subjects in small letters."""

    class Kind(models.TextChoices):
        SUBJECT = "subject", "Subject"
        GRADE = "grade", "Grade band"

    evaluator = models.ForeignKey(Person, models.CASCADE, related_name="expertise")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=60)
    declared_at = models.DateTimeField()

    privacy = Privacy(personal=("kind", "value"), owner="evaluator", on_leave="erase")

    class Meta:
        ordering = ["evaluator", "kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluator", "kind", "value"], name="an_expertise_is_declared_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["subject", "grade"]), name="an_expertise_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Partner(models.Model):
    """An organization whose evaluators may read another's work, so that there is always somebody who may."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="partners")
    partner = models.ForeignKey(Organization, models.CASCADE, related_name="partner_of")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "partner"], condition=Q(until=None), name="a_partner_is_named_once"
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("partner")), name="no_organization_is_its_own_partner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} reads for {self.organization_id}"
