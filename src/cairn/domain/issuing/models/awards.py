from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.calibration.models import Qualification
from cairn.domain.catalog.models import Edition
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing.models.imports import ImportRow
from cairn.domain.issuing.models.keys import SigningKey, StatusList
from cairn.domain.issuing.states import LIFE
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks.models import Stack, StackEdition
from cairn.engines.openbadges.forms import filled
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy

KEPT = "Others may hold the credential; it must stay verifiable and revocable."


class Drawing(models.Model):
    """A badge as SVG, kept once for all awards that look the same; `digest` is its SHA-256."""

    digest = models.CharField(max_length=64)
    svg = models.TextField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="drawings_differ")]

    def __str__(self) -> str:
        return f"Drawing {self.digest[:12]}"


def _only(*names: str) -> Q:
    """That of what an award may be for, just these are named."""
    every = ("attempt", "import_row", "qualification", "edition", "stack", "stack_edition")
    return Q(**{f"{name}__isnull": name not in names for name in every})


class Award(models.Model):
    """The decision that an earner has shown a competency, by an attempt, or a larger skill, by a completed stack.

    There is one for each attempt, and one for each earner and stack, whatever happens. `earned_on` is the civil
    date, in the issuer's time zone, of the submission that met the rubric, or that completed the stack. What was
    achieved before, elsewhere than here, has neither: it names the row of the import that its issuer recorded it by.
    An evaluator's certification names her qualification.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    attempt = models.OneToOneField(Attempt, models.PROTECT, null=True, related_name="award")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="awards")
    import_row = models.OneToOneField(ImportRow, models.PROTECT, null=True, related_name="award")
    qualification = models.ForeignKey(
        Qualification,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="awards",
        help_text="The evaluator's qualification that it certifies.",
    )
    stack = models.ForeignKey(Stack, models.PROTECT, null=True, related_name="awards")
    stack_edition = models.ForeignKey(StackEdition, models.PROTECT, null=True, related_name="awards")
    parts = models.ManyToManyField(
        "self", symmetrical=False, related_name="wholes", help_text="The awards that completed a stack."
    )
    # No index of its own, as with earner and status list: those of more columns begin with it.
    organization = models.ForeignKey(Organization, models.PROTECT, db_index=False, related_name="awards")
    earner = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="awards")
    state = models.CharField(max_length=12, default=LIFE.start)
    earned_at = models.DateTimeField()
    earned_on = models.DateField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, help_text="From when on it says no more; seldom set.")
    status_list = models.ForeignKey(StatusList, models.PROTECT, db_index=False, related_name="awards")
    status_index = models.PositiveIntegerField()
    drawing = models.ForeignKey(
        Drawing, models.PROTECT, db_index=False, help_text="The badge as drawn on the day of the award."
    )
    reason = models.TextField(blank=True, help_text="Why it was suspended or revoked, in public words.")
    changed_at = models.DateTimeField()
    named = models.CharField(
        max_length=200, blank=True, help_text="Her name as its issuer corrected it; else that of her account."
    )
    addressed = models.EmailField(
        blank=True, help_text="Her e-mail address as its issuer corrected it; else that of her account."
    )

    privacy = Privacy(
        personal=("earner", "reason", "named", "addressed"), owner="earner", on_leave="keep", why=KEPT
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="award_state_is_known"),
            models.CheckConstraint(
                condition=_only("attempt", "edition")
                | _only("import_row", "edition")
                | _only("qualification", "edition")
                | _only("stack", "stack_edition"),
                name="an_award_is_for_one_thing",
            ),
            models.UniqueConstraint(
                fields=["edition", "earner", "earned_on"],
                condition=Q(import_row__isnull=False),
                name="a_past_achievement_is_awarded_once",
            ),
            models.UniqueConstraint(
                fields=["qualification", "earned_at"],
                condition=Q(qualification__isnull=False),
                name="a_certification_is_awarded_once",
            ),
            models.CheckConstraint(
                condition=Q(qualification=None) | Q(expires_at__isnull=False),
                name="a_certification_runs_out",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("earned_at")),
                name="an_award_expires_after_it_was_earned",
            ),
            models.UniqueConstraint(fields=["earner", "stack"], name="a_stack_is_awarded_once_to_an_earner"),
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="a_status_index_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(made_at__gte=F("earned_at")), name="an_award_is_made_after_it_was_earned"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["suspended", "revoked"]) | ~Q(reason=""), name="a_revocation_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["earner", "-earned_on"], name="awards_of_an_earner"),
            models.Index(fields=["organization", "-made_at", "-id"], name="awards_by_an_issuer"),
            models.Index(fields=["organization", "state", "-made_at"], name="awards_by_their_state"),
        ]

    def __str__(self) -> str:
        return f"Award {self.public_id}"

    @property
    def art(self) -> str:
        """The badge as SVG."""
        return self.drawing.svg

    @property
    def what(self) -> Edition | StackEdition:
        """What it was awarded for, as it was published."""
        found = self.edition or self.stack_edition
        if found is None:
            raise LookupError(f"{self} is for nothing.")
        return found

    @property
    def title(self) -> str:
        return self.what.title

    @property
    def earner_name(self) -> str:
        """Her name as this badge has it."""
        return self.named or self.earner.name

    @property
    def claim(self) -> str:
        """What its holder has shown, in a sentence or two."""
        return self.edition.competency if self.edition else str(self.what.document["summary"])


class Form(models.Model):
    """What the documents of credentials that were signed together say alike, kept once for all of them.

    Its text has a gap wherever each says something of its own; `digest` is its SHA-256. It never changes.
    """

    digest = models.CharField(max_length=64)
    text = models.TextField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="forms_differ")]

    def __str__(self) -> str:
        return f"Form {self.digest[:12]}"


class Credential(models.Model):
    """The signed document of an award, byte for byte as it was issued; its first version, or one that was corrected.

    `own` is the whole text, or what fills the gaps of its form.
    """

    version = models.PositiveSmallIntegerField(default=1)
    award = models.OneToOneField(Award, models.PROTECT, related_name="credential")
    form = models.ForeignKey(Form, models.PROTECT, null=True, db_index=False, related_name="+")
    own = models.TextField()
    sha256 = models.CharField(max_length=64)
    signing_key = models.ForeignKey(SigningKey, models.PROTECT, related_name="credentials")
    signed_at = models.DateTimeField()

    privacy = Privacy(personal=("own",), owner="award.earner", on_leave="keep", why=KEPT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256"], name="credentials_differ")]

    def __str__(self) -> str:
        return f"Credential of {self.award_id}"

    @property
    def text(self) -> str:
        """The whole document."""
        return filled(self.form.text if self.form else "", self.own)

    @text.setter
    def text(self, whole: str) -> None:
        self.form, self.own = None, whole


class FormerCredential(models.Model):
    """A document of an award that a corrected one took the place of: its place in the status list stays revoked."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="former")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    signing_key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    status_list = models.ForeignKey(StatusList, models.PROTECT, db_index=False, related_name="former")
    status_index = models.PositiveIntegerField()
    reason = models.TextField(help_text="What was corrected, in words for her.")
    replaced_at = models.DateTimeField()

    privacy = Privacy(personal=("text", "reason"), owner="award.earner", on_leave="keep", why=KEPT)

    class Meta:
        ordering = ["award", "version"]
        constraints = [
            models.UniqueConstraint(fields=["award", "version"], name="a_version_of_a_badge_is_one"),
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="a_former_status_index_is_given_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_correction_says_why"),
            models.CheckConstraint(
                condition=Q(replaced_at__gte=F("signed_at")), name="a_version_is_replaced_after_it_was_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.award_id}"
