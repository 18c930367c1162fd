from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


class EvaluatorPages(AppConfig):
    name = "cairn.web.evaluator"
    label = "web_evaluator"

    def ready(self) -> None:
        from cairn.web.shared import nav

        nav.count_with("reviews", waiting)


def waiting(person: Person) -> int:
    """How many readings wait that this evaluator may take, and how many she holds."""
    from django.db.models import Q
    from django.utils import timezone

    from cairn.domain.evaluation.models import Reading
    from cairn.domain.evaluation.queries import queue_for

    free = queue_for(person, at=timezone.now()).order_by().values("pk")
    return Reading.objects.filter(Q(pk__in=free) | Q(evaluator=person, state="claimed")).count()
