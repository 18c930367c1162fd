"""Reading badges from elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from cairn.domain.foreign.models import Change, ForeignBadge, Statement, StatementFile
from cairn.domain.people.models import Person

HEAVY: Final = ("credential", "document", "picture", "report", "pages")
"""What a list of badges has no use for."""


def brought_by(person: Person) -> QuerySet[ForeignBadge]:
    """The badges that she keeps here, the one last awarded first; without what only their own pages show."""
    return _light().filter(person=person, state="kept")


def withdrawn_by(person: Person) -> QuerySet[ForeignBadge]:
    """The badges that she removed and may put back."""
    return _light().filter(person=person, state="withdrawn")


def counting_of(people: Collection[int]) -> QuerySet[ForeignBadge]:
    """Badges of people (primary keys) that others may rely on, as `ForeignBadge.counts` says, the first earned first.

    With their documents, which say what a badge is about.
    """
    holds = Q(standing="valid") | Q(genuine=True)
    rows = ForeignBadge.objects.filter(holds, person__in=people, state="kept", hers=True, confirmed=True)
    return rows.defer("credential", "picture", "report", "pages").order_by("awarded_at", "pk")


def due_on(day: date) -> QuerySet[ForeignBadge]:
    """Badges that are to be verified again on a day or before, the longest due first."""
    return _light().filter(state="kept", check_on__lte=day).order_by("check_on", "pk")


def news_for(person: Person) -> QuerySet[Change]:
    """What became of her badges that she has not been shown yet, the latest first."""
    rows = Change.objects.filter(badge__person=person, badge__state="kept", seen_at=None)
    return rows.select_related("badge").defer(*(f"badge__{name}" for name in HEAVY))


def statement_of(badge: ForeignBadge) -> Statement | None:
    """What she says to the badge herself, where she does."""
    return Statement.objects.filter(badge=badge, removed_at=None).first()


def files_of(statement: Statement) -> QuerySet[StatementFile]:
    """The files that go with a statement, the first that she added first."""
    return StatementFile.objects.filter(statement=statement, removed_at=None).order_by("added_at", "pk")


def _light() -> QuerySet[ForeignBadge]:
    rows = ForeignBadge.objects.annotate(has_picture=~Q(picture=b""))
    return rows.select_related("original", "person").defer(*HEAVY, "original__data")
