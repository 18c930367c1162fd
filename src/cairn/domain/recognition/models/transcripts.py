from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.issuing.models import SigningKey
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy


class Transcript(models.Model):
    """What an organization told a licensing office of a person's awards, as it was signed.

    `text` is the signed Comprehensive Learner Record 2.0; `lines` are what its PDF shows: for each award the edition,
    the issuer, when it was submitted and awarded, who approved it, and the conversion with its source.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="transcripts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="transcripts")
    addressed_to = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=200)
    educator_id = models.CharField(max_length=60, blank=True)
    license_number = models.CharField(max_length=60, blank=True)
    policy_key = models.CharField(max_length=120, blank=True)
    lines = models.JSONField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    signing_key = models.ForeignKey(SigningKey, models.PROTECT, related_name="transcripts")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    privacy = Privacy(
        personal=("legal_name", "educator_id", "license_number", "lines", "text"),
        owner="person",
        on_leave="keep",
        why="The licensing office may ask whether a transcript that it holds is ours.",
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(sha256="") & ~Q(legal_name="") & ~Q(addressed_to=""),
                name="a_transcript_says_whose_it_is_and_is_signed",
            )
        ]

    def __str__(self) -> str:
        return f"Transcript for {self.addressed_to}"
