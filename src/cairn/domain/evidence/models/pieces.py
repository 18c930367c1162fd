from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from cairn.domain.evidence.models.files import StoredFile
from cairn.domain.evidence.models.occasions import ORDERLY, Occasion
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy


class Piece(Occasion):
    """One piece of evidence in the working area: words, a file, a link, an entry of a log or code.

    `revision` grows with each save. The code of a file is kept as words beside it, so that readers see text
    and nothing is ever run.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    part = models.ForeignKey("evidence.Part", models.CASCADE, related_name="pieces")
    kind = models.CharField(
        max_length=10,
        choices=[
            ("text", "words"),
            ("file", "a file"),
            ("link", "a link"),
            ("entry", "an entry of a log"),
            ("code", "a file of code"),
        ],
    )
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="piece")
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        personal=("title", "text", "url", "place"), owner="part.attempt.earner", on_leave="erase"
    )

    class Meta:
        ordering = ["part", "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "instead"],
                condition=Q(kind="text", removed_at=None),
                name="a_part_has_one_text",
            ),
            models.CheckConstraint(
                condition=Q(kind="text", file=None, url="")
                | Q(kind="file", file__isnull=False, url="", text="")
                | (Q(kind="link", file=None, text="") & ~Q(url=""))
                | Q(kind="entry", file=None, url="")
                | (Q(kind="code", file__isnull=False, url="") & ~Q(text="")),
                name="a_piece_holds_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(kind="entry") | Q(begins=None, ends=None, place=""),
                name="only_entries_have_times_and_a_place",
            ),
            models.CheckConstraint(condition=ORDERLY, name="an_entry_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def shown_as(self) -> str:
        """The kind of evidence it is: the slot's own, or the alternative she chose."""
        return self.instead or self.part.slot.kind

    @property
    def blank(self) -> bool:
        """Whether nothing was put into it yet."""
        if self.kind == "entry":
            return not (self.made_on or self.begins or self.ends or self.place or self.text.strip())
        return self.kind == "text" and not self.text.strip()


class Consent(models.Model):
    """Who agreed that a clip or piece of student work is used, by what form and for what; withdrawn at any time."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="consents")
    nobody_recognizable = models.BooleanField(default=False)
    who = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=300, blank=True)
    uses = models.JSONField(default=list, help_text="What it covers: evaluation, coaching, sharing.")
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("who", "form"), owner="piece.part.attempt.earner", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nobody_recognizable=True) | (~Q(who="") & ~Q(form="")),
                name="consent_says_who_and_by_what_form",
            ),
        ]

    def __str__(self) -> str:
        return f"Consent {self.public_id}"
