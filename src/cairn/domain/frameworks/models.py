from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Framework(models.Model):
    """A competency framework as its publisher's file told it last; `identifier` is the publisher's own."""

    identifier = models.UUIDField(unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="frameworks")
    title = models.TextField()
    case_version = models.CharField(max_length=10)
    creator = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    description = models.TextField(blank=True)
    version = models.TextField(blank=True)
    status = models.TextField(blank=True, help_text="The publisher's adoption status, such as Adopted.")
    status_start = models.DateField(null=True)
    status_end = models.DateField(null=True)
    language = models.TextField(blank=True)
    subjects = models.JSONField(default=list)
    uri = models.TextField(blank=True)
    source = models.TextField(blank=True, help_text="The official address of the framework.")
    license = models.TextField(blank=True, help_text="The address of the license.")
    notes = models.TextField(blank=True)
    last_changed = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file that was imported last.")
    report = models.JSONField(default=dict, help_text="What the last import found and did.")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.SET_NULL, null=True)

    privacy = Privacy(personal=("imported_by",), owner="imported_by", on_leave="blank")

    def __str__(self) -> str:
        return self.title

    @property
    def public_id(self) -> UUID:
        """The publisher's identifier is opaque and for good, so it serves in addresses and the ledger too."""
        return self.identifier


class Item(models.Model):
    """A statement of a framework, found again by its `identifier`; never deleted, since work is aligned to it."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="items")
    identifier = models.UUIDField(editable=False)
    code = models.TextField(blank=True, help_text="The human coding scheme, such as TC.2.b.")
    statement = models.TextField()
    abbreviated = models.TextField(blank=True)
    label = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    enumeration = models.TextField(blank=True)
    levels = models.JSONField(default=list, help_text="Education levels, such as KG or 08.")
    subjects = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    language = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    uri = models.TextField(blank=True)
    license = models.TextField(blank=True)
    status_start = models.DateField(null=True)
    status_end = models.DateField(null=True)
    last_changed = models.DateTimeField(null=True)
    words = models.TextField(help_text="What a search looks through, in small letters.")
    digest = models.CharField(max_length=64, help_text="Tells whether an import changed it.")
    retired_at = models.DateTimeField(null=True, help_text="When an import no longer held it.")

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identifier"], name="an_item_belongs_to_one_framework")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short}".strip()

    @property
    def public_id(self) -> UUID:
        return self.identifier

    @property
    def short(self) -> str:
        return self.abbreviated or self.statement


class Place(models.Model):
    """An item below another, or at the top of its framework; an item may have several places."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="places")
    item = models.ForeignKey(Item, models.CASCADE, related_name="places")
    parent = models.ForeignKey(Item, models.CASCADE, null=True, related_name="below")
    position = models.PositiveIntegerField()

    privacy = NOTHING_PERSONAL

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["framework", "parent", "position"], name="places_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["item", "parent"], name="an_item_stands_once_below_another"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(parent=None), name="an_item_stands_once_at_the_top"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("item")), name="no_item_stands_below_itself"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="places_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} below {self.parent_id}"


class Association(models.Model):
    """What a framework's file says of two things; an end that is no item here keeps its title and address."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="associations")
    identifier = models.UUIDField(editable=False)
    kind = models.CharField(max_length=120, help_text="Such as isChildOf or exactMatchOf.")
    sequence = models.BigIntegerField(null=True)
    notes = models.TextField(blank=True)
    origin = models.ForeignKey(Item, models.CASCADE, null=True, related_name="associations_from")
    origin_title = models.TextField(blank=True)
    origin_uri = models.TextField(blank=True)
    destination = models.ForeignKey(Item, models.CASCADE, null=True, related_name="associations_to")
    destination_title = models.TextField(blank=True)
    destination_uri = models.TextField(blank=True)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "identifier"], name="an_association_is_kept_once_in_a_framework"
            )
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} {self.kind} {self.destination_id}"


class AlignedTo(models.Model):
    """A published micro-credential says that it serves an item: a projection that the frameworks workflow keeps.

    It names the item by its identifier alone, so that a framework may be imported before or after.
    """

    identifier = models.UUIDField()
    micro_credential = models.UUIDField()
    title = models.CharField(max_length=200)
    organization = models.CharField(max_length=200)

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "micro_credential"], name="a_micro_credential_aligns_to_an_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} serves {self.identifier}"
