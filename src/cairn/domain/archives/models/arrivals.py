from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.archives.states import ARRIVAL
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Arrival(models.Model):
    """An archive that a person brings from another installation.

    `offset` of `length` bytes have come. `found` is what looking it through came to, badge by badge, and `brought` what
    became of each. `problem` says why it is refused.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="arrivals")
    state = models.CharField(max_length=10, default=ARRIVAL.start)
    name = models.CharField(max_length=255)
    store_key = models.CharField(max_length=120, unique=True)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    found = models.JSONField(default=dict, blank=True)
    brought = models.JSONField(default=list, blank=True)
    problem = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=("name", "sha256", "found", "brought", "problem"), owner="person", on_leave="erase"
    )

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ARRIVAL.states), name="arrival_state_is_known"),
            models.CheckConstraint(
                condition=Q(offset__gte=0, length__gt=0, offset__lte=F("length")),
                name="an_arrival_stays_within_its_length",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(problem=""), name="a_refused_arrival_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("arrived", "refused", "removed"), ended_at__isnull=False)
                | (~Q(state__in=("arrived", "refused", "removed")) & Q(ended_at=None)),
                name="an_arrival_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Arrival {self.public_id}"
