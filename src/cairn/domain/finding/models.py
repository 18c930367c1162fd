from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Person
from cairn.engines.privacy import NOTHING_PERSONAL, Privacy


class Index(models.Model):
    """The one row that says which state the index is in: a fresh `version` with every change."""

    version = models.UUIDField(default=uuid4)
    changed_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_index")]

    def __str__(self) -> str:
        return f"Index {self.version}"


class Entry(models.Model):
    """What the index holds of one offered micro-credential."""

    micro_credential = models.OneToOneField(
        MicroCredential, models.CASCADE, primary_key=True, related_name="entry"
    )
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=400, help_text="The folded title, to sort by.")
    words = models.JSONField(help_text="The folded words of each place, as one text each.")
    facets = models.JSONField(help_text="Facet to its values with their labels.")
    hours = models.PositiveIntegerField()
    earned = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()

    privacy = NOTHING_PERSONAL

    class Meta:
        indexes = [
            models.Index("title_key", "micro_credential", name="entry_by_title"),
            models.Index(F("earned").desc(), "title_key", "micro_credential", name="entry_by_earned"),
            models.Index("hours", "title_key", "micro_credential", name="entry_by_hours"),
            models.Index(F("published_at").desc(), "title_key", "micro_credential", name="entry_by_age"),
        ]

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """The keys of all entries that have one value of one facet, as a roaring bitmap."""

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=150)
    label = models.CharField(max_length=200)
    keys = models.BinaryField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], name="a_value_is_held_once_in_its_facet")
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {self.label}"


class Belonging(models.Model):
    """That a micro-credential is a part of a stack that the public sees: a projection, told from outside.

    Both by address, `organization-slug/key`: a stack may name what is not offered yet.
    """

    part = models.CharField(max_length=150)
    stack = models.CharField(max_length=150)
    title = models.CharField(max_length=200, help_text="The stack's.")

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "stack"], name="a_part_belongs_to_a_stack_once")
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.stack}"


class Word(models.Model):
    """A word of the index and in how many entries it stands; mistyped ones are corrected by it."""

    word = models.CharField(max_length=60, unique=True)
    entries = models.PositiveIntegerField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(entries__gte=1), name="a_known_word_stands_somewhere")
        ]

    def __str__(self) -> str:
        return self.word


class Posting(models.Model):
    """The keys of all entries in which a common word stands at one place, as a roaring bitmap."""

    word = models.CharField(max_length=60)
    place = models.CharField(max_length=20)
    keys = models.BinaryField()

    privacy = NOTHING_PERSONAL

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "place"], name="a_common_word_is_held_once_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.word} in {self.place}"


class SavedSearch(models.Model):
    """A question to the catalog that a person wants to ask again; `question` is its address's query string."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    question = models.CharField(max_length=1500)
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = Privacy(personal=("name", "question"), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                condition=Q(removed_at=None),
                name="a_persons_saved_searches_have_names_of_their_own",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_search_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
