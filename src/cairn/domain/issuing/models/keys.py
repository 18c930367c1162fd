from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization
from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.openbadges.keys.primitives import KeyKind
from cairn.engines.privacy import NOTHING_PERSONAL


class SigningKey(models.Model):
    """A dated key of an issuer. The private half stands in the key store `place` under `key_ref`.

    A retired key stays published, and what it signed goes on verifying. A compromised one may be in other hands since
    `compromised_at`; `public_key` is as `primitives` writes it.
    """

    class Kind(models.TextChoices):
        ED25519 = "Ed25519", "Ed25519"
        P256 = "P-256", "P-256"
        RSA = "RSA", "RSA"

    class Place(models.TextChoices):
        FOLDER = "folder", "This installation's folder of keys"
        ENVIRONMENT = "environment", "Handed in by the environment"
        PKCS11 = "pkcs11", "A hardware module"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="signing_keys")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ED25519)
    place = models.CharField(max_length=12, choices=Place.choices, default=Place.FOLDER)
    key_ref = models.CharField(max_length=120, unique=True)
    public_key = models.BinaryField(max_length=2_048)
    since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it is taken for compromised.")
    # Counted by `queries.keys_of`, and there alone.
    signed: int
    standing: int

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(retired_at=None),
                name="an_issuer_signs_with_one_key_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["Ed25519", "P-256", "RSA"]), name="the_kind_of_a_key_is_known"
            ),
            models.CheckConstraint(
                condition=Q(place__in=["folder", "environment", "pkcs11"]), name="the_place_of_a_key_is_known"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=F("since")),
                name="a_key_is_retired_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(compromised_at=None) | (Q(retired_at__isnull=False) & ~Q(reason="")),
                name="a_compromised_key_is_retired_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Key {self.public_id}"

    @property
    def public(self) -> PublicKey:
        return PublicKey(bytes(self.public_key), cast(KeyKind, self.kind))

    @property
    def fragment(self) -> str:
        """What names the key within its issuer's identifier."""
        return f"key-{self.public_id.hex[:12]}"


class IssuerProfile(models.Model):
    """What an organization says of itself as an issuer, beside its name, words and website."""

    organization = models.OneToOneField(Organization, models.PROTECT, related_name="issuer_profile")
    email = models.EmailField(blank=True, help_text="Where questions about badges go.")
    image = models.BinaryField(null=True, help_text="A picture as PNG.")
    changed_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    def __str__(self) -> str:
        return f"Profile of {self.organization_id}"


class StatusList(models.Model):
    """A revocation list of an issuer with room for `size` credentials, `given` of which were given to something.

    A place is never given back: that of a badge that was corrected stays counted.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="status_lists")
    size = models.PositiveIntegerField(default=131_072)
    given = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    of_endorsements = models.BooleanField(
        default=False, help_text="Whether it is for what the issuer endorses."
    )

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given__gte=0, given__lte=F("size")),
                name="a_list_gives_no_more_places_than_it_has",
            ),
        ]

    def __str__(self) -> str:
        return f"List {self.public_id}"

    @property
    def reserved(self) -> int:
        """An index that no award gets and whose bit is always set: one common reader misses a lone entry."""
        return self.public_id.int % self.size
