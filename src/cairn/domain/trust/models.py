"""The register of known issuers: whose keys this installation believes, since when, and on whose word."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.openbadges import trust
from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.openbadges.keys.primitives import KeyKind
from cairn.engines.privacy import NOTHING_PERSONAL

LONGEST_ID = 500


class ListOfIssuers(models.Model):
    """A signed list of known issuers that was brought in from whoever publishes it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    identifier = models.CharField(max_length=LONGEST_ID)
    name = models.CharField(max_length=LONGEST_ID)
    publisher = models.CharField(max_length=LONGEST_ID, help_text="The identifier of who signed it.")
    publisher_name = models.CharField(max_length=LONGEST_ID)
    published_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "publisher"],
                condition=Q(removed_at=None),
                name="a_list_of_issuers_is_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("kept_at")),
                name="a_list_of_issuers_is_removed_after_it_was_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Pin(models.Model):
    """An issuer whose keys are believed: pinned from its own page, from a file, or by a list.

    `source` completes “known from”. A pin that was removed stays for the record, and can be put back.
    """

    class Ground(models.TextChoices):
        LIVE = "live", "its own page"
        FILE = "file", "a file"
        LIST = "list", "a list"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    identifier = models.CharField(max_length=LONGEST_ID, db_index=True)
    name = models.CharField(max_length=LONGEST_ID)
    ground = models.CharField(max_length=4, choices=Ground.choices)
    source = models.CharField(max_length=LONGEST_ID)
    of_list = models.ForeignKey(ListOfIssuers, models.CASCADE, null=True, related_name="pins")
    pinned_at = models.DateTimeField(help_text="By whoever vouched first: for a list's, by its publisher.")
    pinned_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier"],
                condition=Q(removed_at=None, of_list=None),
                name="an_issuer_is_pinned_once_by_hand",
            ),
            models.UniqueConstraint(fields=["of_list", "identifier"], name="a_list_names_an_issuer_once"),
            models.CheckConstraint(
                condition=Q(ground="list", of_list__isnull=False)
                | Q(ground__in=["live", "file"], of_list__isnull=True),
                name="only_a_lists_pin_is_of_a_list",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("pinned_at")),
                name="an_issuer_is_unpinned_after_it_was_pinned",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def entry(self) -> trust.KnownIssuer:
        """The pin as the engine takes it; prefetch `keys`."""
        keys = tuple(key.entry for key in self.keys.all())
        return trust.KnownIssuer(self.identifier, self.name, keys, self.pinned_at, self.source)


class PinnedKey(models.Model):
    """A key of a pinned issuer, under the identifier by which signatures name it."""

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="keys")
    method = models.CharField(max_length=2 * LONGEST_ID)
    kind = models.CharField(max_length=8)
    public_key = models.BinaryField(max_length=2_048)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["pin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pin", "method"], name="a_pin_holds_a_key_once"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="a_pinned_key_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.method

    @property
    def fragment(self) -> str:
        """What names the key within its issuer's identifier."""
        return self.method.partition("#")[2] or self.method

    @property
    def public(self) -> PublicKey:
        return PublicKey(bytes(self.public_key), cast(KeyKind, self.kind))

    @property
    def entry(self) -> trust.PinnedKey:
        """The key as the engine takes it."""
        return trust.PinnedKey(self.method, self.public, self.since, self.until, self.revoked)
