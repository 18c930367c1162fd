"""Where somebody stands on the way, and what a lead looks after."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from cairn.domain.calibration.lessons import TRAINING
from cairn.domain.calibration.models import Concern, Gate, Pool, Qualification, Sheet
from cairn.domain.calibration.states import IN_FORCE
from cairn.domain.people.models import Person


@dataclass(frozen=True, slots=True)
class Training:
    """What of the training is done: lessons by key, practice anchors sent of those asked for."""

    lessons: frozenset[str]
    practiced: int
    asked: int

    @property
    def done(self) -> bool:
        return self.lessons.issuperset(TRAINING) and self.practiced >= self.asked


def left_to_train(qualification: Qualification) -> Training:
    """How far the training is; practice anchors that she rated as an expert count."""
    lessons = frozenset(qualification.lessons.values_list("lesson", flat=True))
    practiced = Sheet.objects.filter(
        person=qualification.person_id,
        anchor__pool=qualification.pool_id,
        anchor__use="practice",
        purpose__in=["practice", "expert"],
        sent_at__isnull=False,
    ).count()
    return Training(lessons, practiced, qualification.pool.rules.practice_anchors)


def qualifications_of(person: Person) -> QuerySet[Qualification]:
    """All that a person set out to be an evaluator for."""
    return whole().filter(person=person).order_by("begun_at", "pk")


def whole() -> QuerySet[Qualification]:
    """Qualifications with what their pages show."""
    return Qualification.objects.select_related("pool__organization", "person").prefetch_related(
        "lessons",
        Prefetch("gates", Gate.objects.order_by("-pk").prefetch_related("sheets")),
        Prefetch("concerns", Concern.objects.order_by("-said_at")),
    )


def evaluators_in(pool: Pool) -> QuerySet[Qualification]:
    """Everybody on the way in the pool, by name."""
    return whole().filter(pool=pool).order_by("person__display_name", "pk")


def expert_sheets(qualification: Qualification) -> list[Sheet]:
    """Her expert sheets of certification anchors, if they are as many as the gate has and the last are not long ago."""
    wanted = qualification.pool.rules.gate_anchors
    rows = Sheet.objects.filter(
        person=qualification.person_id,
        anchor__pool=qualification.pool_id,
        anchor__use="certification",
        anchor__state="agreed",
        purpose="expert",
        sent_at__isnull=False,
    )
    if qualification.passed_at:
        rows = rows.filter(sent_at__gt=qualification.passed_at)
    found = list(rows.select_related("anchor__edition").order_by("-sent_at", "-pk")[:wanted])
    return found if len(found) >= wanted > 0 else []


def sheets_to_rate(person: Person) -> QuerySet[Sheet]:
    """Anchors that she was asked to rate as an expert and has not sent."""
    return (
        Sheet.objects.filter(person=person, purpose="expert", sent_at=None, anchor__state="rating")
        .select_related("anchor__edition", "anchor__pool__organization")
        .order_by("begun_at", "pk")
    )


def in_force() -> QuerySet[Qualification]:
    """Qualifications by which people read now, or did until they ran out."""
    return Qualification.objects.filter(state__in=IN_FORCE).select_related("pool__organization", "person")
