from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.people.models import Organization
from cairn.engines.privacy import NOTHING_PERSONAL


class SigningKey(models.Model):
    """A dated Ed25519 key of an issuer. The private half stands in the key store under `key_ref`."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signing_keys")
    key_ref = models.CharField(max_length=120, unique=True)
    public_key = models.BinaryField(max_length=32)
    since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(retired_at=None),
                name="an_issuer_signs_with_one_key_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Key {self.public_id}"


class StatusList(models.Model):
    """A revocation list of an issuer with room for `size` credentials."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="status_lists")
    size = models.PositiveIntegerField(default=131_072)
    begun_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    def __str__(self) -> str:
        return f"List {self.public_id}"

    @property
    def reserved(self) -> int:
        """An index that no award gets and whose bit is always set: one common reader misses a lone entry."""
        return self.public_id.int % self.size
