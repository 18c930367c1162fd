from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.people.models import Organization, Person
from cairn.engines.privacy import Privacy


class StoredFile(models.Model):
    """An original, or a rendition of one, in the store under an opaque key."""

    class State(models.TextChoices):
        PENDING = "pending", "being received"
        ATTACHED = "attached", "kept"
        TOMBSTONED = "tombstoned", "to be deleted"

    class Use(models.TextChoices):
        ORIGINAL = "original", "the original"
        RENDITION = "rendition", "what readers are shown"
        POSTER = "poster", "a still of the video"
        CAPTIONS = "captions", "what is said in the video, as text to its moments"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="files")
    store_key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=255)
    use = models.CharField(max_length=12, choices=Use.choices, default=Use.ORIGINAL)
    original = models.ForeignKey("self", models.CASCADE, null=True, related_name="renditions")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    kind = models.CharField(max_length=12, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    privacy = Privacy(personal=("name",), owner="owner", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="attached") | (Q(received_at__isnull=False) & ~Q(sha256="")),
                name="only_whole_files_are_attached",
            ),
            models.UniqueConstraint(
                fields=["original", "use"],
                condition=Q(original__isnull=False),
                name="one_rendition_of_a_use",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Upload(models.Model):
    """A resumable upload on its way; `offset` is what the store has acknowledged, in bytes."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    part = models.ForeignKey("evidence.Part", models.CASCADE, related_name="uploads")
    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="upload")
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("file",), owner="file.owner", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__gte=0) & Q(offset__lte=F("length")),
                name="an_upload_stays_within_its_length",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offset} of {self.length}"
