from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy


class Relation(models.Model):
    """Why an organization may see a person's records, and from when to when, both days included.

    `rostered`: on the organization's list of its staff; `claimed`: she says that she belongs to it; `filed`: it filed a
    badge that she shared. `group` is the school or license group by which results are summed up.
    """

    class Kind(models.TextChoices):
        ROSTERED = "rostered", "On its staff list"
        CLAIMED = "claimed", "You said you belong to it"
        FILED = "filed", "It filed a badge you shared"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="record_relations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="record_relations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    group = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    privacy = Privacy(personal=("kind", "group", "from_on", "until_on"), owner="person", on_leave="erase")

    class Meta:
        ordering = ["organization", "-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["rostered", "claimed", "filed"]), name="a_relation_is_of_a_known_kind"
            ),
            models.UniqueConstraint(
                fields=["organization", "person", "kind"],
                condition=Q(until_on=None),
                name="a_relation_to_an_organization_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_relation_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} at {self.organization_id}"
