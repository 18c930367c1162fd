from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.issuing.models.imports import Import, ImportRow
from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL


class AccessToken(models.Model):
    """What a program of an organization shows to award in its name, until somebody revokes it.

    Of the token itself only the SHA-256 is kept. `run` is an import without end, whose rows are what the program asked
    for; `in_minute` counts its requests in the minute that begins with `minute`.
    """

    class Scope(models.TextChoices):
        AWARD = "award", "Award past achievements"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="access_tokens")
    name = models.CharField(max_length=80, help_text="Which program has it.")
    scope = models.CharField(max_length=12, choices=Scope.choices, default=Scope.AWARD)
    digest = models.CharField(max_length=64)
    run = models.OneToOneField(Import, models.PROTECT, related_name="token")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    in_minute = models.PositiveIntegerField(default=0)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="access_tokens_differ"),
            models.CheckConstraint(condition=Q(scope="award"), name="the_scope_of_a_token_is_known"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at")),
                name="a_token_is_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Token {self.public_id}"


class TokenRequest(models.Model):
    """A request that a program named by a key of its own, and the row that came of it: a repeat gets the same answer.

    `digest` is the SHA-256 of what was asked for.
    """

    token = models.ForeignKey(AccessToken, models.PROTECT, related_name="requests")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    row = models.OneToOneField(ImportRow, models.PROTECT, related_name="request")

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="a_request_with_a_key_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk} with {self.token_id}"
