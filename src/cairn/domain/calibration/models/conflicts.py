from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy

FAIR = "Whether a judgment was fair may be asked later, so what was declared then stays on record."


class Declaration(models.Model):
    """What an evaluator declared once a year: whose work she must not judge, and that she keeps all of it to herself.

    The latest one counts, and only until it runs out.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations")
    made_at = models.DateTimeField()
    holds_until = models.DateTimeField()

    privacy = Privacy(personal=("person",), owner="person", on_leave="keep", why=FAIR)

    class Meta:
        ordering = ["person", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holds_until__gt=F("made_at")), name="a_declaration_holds_for_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Declaration {self.public_id}"


class Conflict(models.Model):
    """One person, school or organization whose work she must not judge; `school` as it stands in people's roles."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    school = models.CharField(max_length=120, blank=True)

    privacy = Privacy(personal=("person", "school"), owner="declaration.person", on_leave="keep", why=FAIR)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(person__isnull=False, organization=None, school=""))
                | Q(person=None, organization__isnull=False, school="")
                | (Q(person=None, organization=None) & ~Q(school="")),
                name="a_conflict_names_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"Conflict of declaration {self.declaration_id}"
