from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.foreign.states import CONFIRMING, KEPT, STANDINGS
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy

LONGEST_ID = 500
LONGEST_NAME = 300


class Original(models.Model):
    """A file as a person brought it in, to be given back byte for byte; a record of several badges is one file."""

    class CameBy(models.TextChoices):
        FILE = "file", "A file"
        ADDRESS = "address", "An address"
        TEXT = "text", "Text"
        ARCHIVE = "archive", "An archive"
        API = "api", "A connected site"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="foreign_files")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes, in hexadecimal digits.")
    came_by = models.CharField(max_length=8, choices=CameBy.choices)
    came_from = models.CharField(max_length=2_000, blank=True)
    brought_at = models.DateTimeField()

    privacy = Privacy(personal=("name", "data", "digest", "came_from"), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "digest"], name="a_file_from_elsewhere_is_kept_once_by_a_person"
            ),
            models.CheckConstraint(
                condition=Q(came_by__in=["file", "address", "text", "archive", "api"]),
                name="a_file_from_elsewhere_came_by_a_known_way",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ForeignBadge(models.Model):
    """A badge that another site issued and its earner brought in.

    `credential` is what is verified: JSON, a JWT, or the address of a hosted assertion. `document` is the badge as it
    was judged, and `report` the full report on it (`verifying.report_schema`); both are as of `verified_at`, the last
    time that its issuer, or whoever was pinned for it, could be asked. `standing`, `confirmed` and `ground` stand in
    the report too. `genuine` says that only whether it was revoked since is unknown. `pages` are what it was judged by,
    by their addresses: its issuer's document and status list, which may not be there any more another time.
    """

    class Form(models.TextChoices):
        JSON = "json", "Open Badges 3.0"
        JWT = "jwt", "Open Badges 3.0, as a JWT"
        OB2 = "ob2", "Open Badges 2.0"
        CLR_PART = "clr-part", "Part of a learner record"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="foreign_badges")
    original = models.ForeignKey(Original, models.CASCADE, related_name="badges")
    form = models.CharField(max_length=8, choices=Form.choices)
    identity = models.CharField(
        max_length=64, help_text="By which it is told from her others: SHA-256 of issuer and identifier."
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the credential, in hexadecimal digits.")
    credential = models.TextField()
    document = models.JSONField(default=dict, blank=True)
    picture = models.BinaryField(default=bytes, blank=True, help_text="PNG, drawn anew; empty without one.")
    name = models.CharField(max_length=LONGEST_NAME)
    issuer_id = models.CharField(max_length=LONGEST_ID, blank=True, db_index=True)
    issuer_name = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="As it calls itself.")
    achievement_id = models.CharField(max_length=LONGEST_ID, blank=True)
    awarded_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    hers = models.BooleanField(default=False, help_text="Given to an address that she has proved is hers.")
    given_to = models.CharField(max_length=254, blank=True, help_text="That address.")
    state = models.CharField(max_length=10, default=KEPT.start)
    brought_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    standing = models.CharField(max_length=16)
    confirmed = models.BooleanField(default=False)
    ground = models.CharField(max_length=16, blank=True)
    genuine = models.BooleanField(default=False)
    report = models.JSONField()
    pages = models.JSONField(default=dict, blank=True)
    verified_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, help_text="When its issuer's site was last asked.")
    failures = models.PositiveSmallIntegerField(
        default=0, help_text="How often in a row it could not be asked."
    )
    check_on = models.DateField(db_index=True, help_text="When it is verified again.")

    privacy = Privacy(
        personal=(
            "identity",
            "digest",
            "credential",
            "document",
            "picture",
            "name",
            "issuer_id",
            "issuer_name",
            "achievement_id",
            "awarded_at",
            "expires_at",
            "given_to",
            "report",
            "pages",
        ),
        owner="person",
        on_leave="erase",
    )

    class Meta:
        ordering = ["-awarded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "identity"], name="a_badge_from_elsewhere_is_kept_once_by_a_person"
            ),
            models.CheckConstraint(
                condition=Q(form__in=["json", "jwt", "ob2", "clr-part"]),
                name="a_badge_from_elsewhere_has_a_known_form",
            ),
            models.CheckConstraint(condition=Q(state__in=KEPT.states), name="foreign_state_is_known"),
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="foreign_standing_is_known"),
            models.CheckConstraint(
                condition=(Q(state="withdrawn") & Q(withdrawn_at__isnull=False))
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="a_withdrawn_badge_from_elsewhere_says_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=False) | Q(ground__in=CONFIRMING),
                name="a_confirmed_badge_says_on_which_ground",
            ),
            models.CheckConstraint(
                condition=(Q(hers=True) & ~Q(given_to="")) | Q(hers=False, given_to=""),
                name="a_badge_shown_to_be_hers_says_by_which_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def overall(self) -> str:
        """Standing and trust taken together, as a report does: what nobody vouches for is never “valid”."""
        return "not_confirmed" if self.standing == "valid" and not self.confirmed else self.standing

    @property
    def counts(self) -> bool:
        """Whether others may rely on it: hers, unchanged, in force, and its issuer's by a confirmed key."""
        return self.state == "kept" and self.hers and self.confirmed and self._holds

    @property
    def _holds(self) -> bool:
        return self.standing == "valid" or self.genuine

    @property
    def issuer(self) -> str:
        """Whom to name as its issuer: as it calls itself, or by its identifier."""
        return self.issuer_name or self.issuer_id


class Change(models.Model):
    """What a later verification found different; `words` tell it to her, and it is new until she has `seen_at` it."""

    class Kind(models.TextChoices):
        REVOKED = "revoked", "Revoked"
        SUSPENDED = "suspended", "On hold"
        EXPIRED = "expired", "Expired"
        INVALID = "invalid", "Not valid"
        KEY = "key", "Its issuer's key"
        DOUBTFUL = "doubtful", "In doubt"
        SILENT = "silent", "Its issuer's site is silent"
        ANSWERS = "answers", "Its issuer's site answers again"
        CONFIRMED = "confirmed", "Confirmed"
        STANDS = "stands", "In force"
        HERS = "hers", "Shown to be yours"
        NEWER = "newer", "A newer file"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    badge = models.ForeignKey(ForeignBadge, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField()
    noticed_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("kind", "words"), owner="badge.person", on_leave="erase")

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "revoked",
                        "suspended",
                        "expired",
                        "invalid",
                        "key",
                        "doubtful",
                        "silent",
                        "answers",
                        "confirmed",
                        "stands",
                        "hers",
                        "newer",
                    ]
                ),
                name="a_change_elsewhere_is_of_a_known_kind",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_change_elsewhere_is_told_in_words"),
            models.CheckConstraint(
                condition=Q(seen_at=None) | Q(seen_at__gte=F("noticed_at")),
                name="a_change_elsewhere_is_seen_after_it_was_noticed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.badge_id}"
