from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from cairn.domain.evidence.models import RoundPiece
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.engines.privacy import Privacy

Badge = Award | ForeignBadge
"""What a portfolio holds: badges that were awarded here, and those brought from elsewhere."""


def of(badge: Badge) -> dict[str, Any]:
    """The badge by the name of the field that refers to it."""
    return {"award" if isinstance(badge, Award) else "foreign": badge}


ONE_BADGE = Q(award__isnull=False, foreign=None) | Q(award=None, foreign__isnull=False)


def one(award: Award | None, foreign: ForeignBadge | None) -> Badge:
    """That of the two which is there."""
    found = award or foreign
    if found is None:
        raise LookupError("There is no badge.")
    return found


class Audience(models.TextChoices):
    """To whom something is shown, from nobody else to everybody."""

    PRIVATE = "private", "Only you"
    LINK = "link", "Whoever has your link"
    PUBLIC = "public", "Everybody"


class Showing(models.Model):
    """What one badge shows to whom, as its earner chose; a badge without one is shown to nobody.

    `place` is where it is pinned on her portfolio, counted from 1; nothing if it is not.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="showings")
    award = models.OneToOneField(Award, models.CASCADE, null=True, related_name="showing")
    foreign = models.OneToOneField(ForeignBadge, models.CASCADE, null=True, related_name="showing")
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PRIVATE)
    named = models.BooleanField(default=False, help_text="Whether her name stands on it.")
    narrative = models.TextField(blank=True, help_text="What she says about it, in Markdown.")
    place = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField()

    privacy = Privacy(personal=("narrative",), owner="person", on_leave="erase")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="a_badge_is_shown_to_a_known_audience"
            ),
            models.CheckConstraint(condition=ONE_BADGE, name="a_showing_is_of_one_badge"),
            models.CheckConstraint(
                condition=Q(place=None) | Q(place__gte=1), name="pins_are_counted_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"Showing of {self.award_id}"

    @property
    def badge(self) -> Badge:
        """The badge that is shown."""
        return one(self.award, self.foreign)


class ShownPiece(models.Model):
    """A piece of evidence, as it was judged, that its earner shows with a badge; one without is hers alone."""

    showing = models.ForeignKey(Showing, models.CASCADE, related_name="pieces")
    piece = models.ForeignKey(RoundPiece, models.CASCADE, related_name="+")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    changed_at = models.DateTimeField()

    privacy = Privacy(personal=("piece",), owner="showing.person", on_leave="erase")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["showing", "piece"], name="a_piece_is_shown_once_with_a_badge"),
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.LINK, Audience.PUBLIC]),
                name="a_shown_piece_is_shown_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} with {self.showing_id}"
