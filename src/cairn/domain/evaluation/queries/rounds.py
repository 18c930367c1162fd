"""What a round asks its readers, and what earlier rounds came to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.models import CriterionOutcome, Moment, Outcome, Rating, Reading
from cairn.domain.evidence.models import Round


@dataclass(frozen=True, slots=True)
class Asked:
    """What an earlier round asked for: the criterion and the feedback, without its score or its author."""

    criterion: Criterion
    feedback: tuple[str, ...]


def sheet() -> QuerySet[Reading]:
    """Readings with what a sheet shows of them."""
    return Reading.objects.select_related(
        "round__attempt__edition__micro_credential", "organization"
    ).prefetch_related(
        Prefetch("ratings", Rating.objects.select_related("level", "criterion")),
        Prefetch("moments", Moment.objects.order_by("at_seconds", "pk")),
    )


def criteria_to_read(round_: Round) -> list[Criterion]:
    """The criteria of the edition that earlier rounds left unmet: all of them in the first."""
    met = CriterionOutcome.objects.filter(
        outcome__round__attempt=round_.attempt_id, outcome__round__number__lt=round_.number, met=True
    ).values("criterion")
    edition = round_.attempt.edition_id
    return list(
        Criterion.objects.filter(edition=edition)
        .exclude(pk__in=met)
        .order_by("position")
        .prefetch_related("slots")
    )


def criteria_of(reading: Reading) -> list[Criterion]:
    """The criteria that this reading is about: all that its round asks for, or only some of them."""
    whole = criteria_to_read(reading.round)
    return [criterion for criterion in whole if criterion.key in reading.criteria] or whole


def outcome_before(round_: Round) -> Outcome | None:
    """The outcome of the round before this one."""
    return (
        Outcome.objects.filter(round__attempt=round_.attempt_id, round__number__lt=round_.number)
        .order_by("-round__number")
        .first()
    )


def met_before(round_: Round) -> list[CriterionOutcome]:
    """What the round before left met, be it then or earlier."""
    before = outcome_before(round_)
    return list(before.criteria.filter(met=True).select_related("criterion", "level")) if before else []


def asked_before(round_: Round) -> list[Asked]:
    """What the round before asked for, in the words of those who asked: praise would betray how they voted."""
    before = outcome_before(round_)
    if before is None:
        return []
    asking = Rating.objects.filter(
        reading__round=before.round_id, reading__state="concluded", level__meets=False
    ).exclude(feedback="")
    words: dict[int, list[str]] = {}
    for rating in asking.order_by("reading__place"):
        words.setdefault(rating.criterion_id, []).append(rating.feedback)
    unmet = before.criteria.filter(met=False).select_related("criterion").order_by("criterion__position")
    return [Asked(row.criterion, tuple(words.get(row.criterion_id, ()))) for row in unmet]
