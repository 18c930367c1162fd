"""The queue, and what an evaluator holds and sent."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.evaluation.models import Reading
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import organizations_of, related_people


def queue_for(person: Person, *, at: datetime) -> QuerySet[Reading]:
    """Readings the person may take now, the one due first on top; leases that ran out are free again."""
    mine = organizations_of(person, Role.EVALUATOR, Role.LEAD, at=at)
    free = Q(state="open") | (Q(state="claimed", leased_until__lte=at) & ~Q(evaluator=person))
    read_before = Reading.objects.filter(evaluator=person, state="concluded").values("round__attempt")
    held = Reading.objects.filter(evaluator=person, state="claimed").values("round")
    return (
        Reading.objects.filter(free, organization__in=mine)
        .exclude(round__attempt__earner=person)
        .exclude(round__attempt__earner__in=related_people(person))
        .exclude(round__attempt__in=read_before)
        .exclude(round__in=held)
        .select_related("round__attempt__edition", "organization")
        .order_by("due_at", "pk")
    )


def held_by(person: Person) -> QuerySet[Reading]:
    """Readings the person has claimed and not sent."""
    return (
        Reading.objects.filter(evaluator=person, state="claimed")
        .select_related("round__attempt__edition", "organization")
        .order_by("due_at", "pk")
    )


def sent_since(person: Person, since: datetime) -> list[datetime]:
    """When the person sent each of her readings since then, the earliest first; for her own eyes."""
    sent = Reading.objects.filter(evaluator=person, state="concluded", concluded_at__gte=since)
    return [at for at in sent.order_by("concluded_at").values_list("concluded_at", flat=True) if at]
