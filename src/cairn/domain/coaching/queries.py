"""Reading invitations and remarks."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from cairn.domain.coaching.models import Invitation, Remark
from cairn.domain.evidence.models import Attempt
from cairn.domain.people.models import Person


def invitations_to(coach: Person) -> QuerySet[Invitation]:
    """Standing invitations of a coach, the work touched last first."""
    return (
        Invitation.objects.filter(coach=coach, ended_at=None)
        .select_related("attempt__edition", "attempt__earner", "attempt__organization")
        .order_by("-attempt__touched_at")
    )


def coaches_of(attempt: Attempt) -> QuerySet[Invitation]:
    return (
        Invitation.objects.filter(attempt=attempt, ended_at=None)
        .select_related("coach")
        .order_by("invited_at")
    )


def remarks_on(attempt: Attempt) -> QuerySet[Remark]:
    return Remark.objects.filter(attempt=attempt).select_related("author", "slot").order_by("said_at", "pk")


def unanswered(coach: Person) -> int:
    """How many standing invitations the coach has not said a word on yet."""
    said = Remark.objects.filter(attempt=OuterRef("attempt"), author=coach)
    return Invitation.objects.filter(~Exists(said), coach=coach, ended_at=None).count()
