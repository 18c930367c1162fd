from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy

LONGEST = 400


class Phrase(models.Model):
    """A beginning of a sentence that an evaluator keeps for a criterion of a micro-credential, whatever its edition.

    `kept_at` is when she last kept or used it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="phrases")
    micro_credential = models.ForeignKey(MicroCredential, models.CASCADE, related_name="+")
    criterion_key = models.CharField(max_length=60)
    text = models.CharField(max_length=LONGEST)
    used = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()

    privacy = Privacy(personal=("text",), owner="person", on_leave="erase")

    class Meta:
        ordering = ["-used", "-kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "micro_credential", "criterion_key", "text"],
                name="a_phrase_is_kept_once_a_criterion",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_phrase_has_words"),
        ]

    def __str__(self) -> str:
        return self.text
