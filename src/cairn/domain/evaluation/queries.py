"""Reading the queue, a sheet, and what an earner is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.models import CriterionOutcome, Moment, Outcome, Rating, Reading
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import organizations_of, related_people


@dataclass(frozen=True, slots=True)
class Asked:
    """What an earlier round asked for: the criterion and the feedback, without its score or its author."""

    criterion: Criterion
    feedback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What the earner is told of one criterion."""

    criterion: Criterion
    met: bool
    carried: bool
    level: str
    feedback: tuple[str, ...]


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


def lines(outcome: Outcome) -> list[Line]:
    """What the earner is told of each criterion of a round, in the rubric's order.

    The feedback on a criterion that was carried over is that of the round which met it.
    """
    words = _feedback(outcome.round.attempt)
    rows = outcome.criteria.select_related("criterion", "level").order_by("criterion__position")
    told = []
    for row in rows:
        rounds = words.get(row.criterion_id, {})
        number = (
            outcome.round.number
            if not row.carried
            else max((n for n in rounds if n < outcome.round.number), default=0)
        )
        told.append(Line(row.criterion, row.met, row.carried, row.level.name, tuple(rounds.get(number, ()))))
    return told


def _feedback(attempt: Attempt) -> dict[int, dict[int, list[str]]]:
    ratings = Rating.objects.filter(reading__round__attempt=attempt, reading__state="concluded").exclude(
        feedback=""
    )
    words: dict[int, dict[int, list[str]]] = {}
    for rating in ratings.select_related("reading__round").order_by("reading__place"):
        words.setdefault(rating.criterion_id, {}).setdefault(rating.reading.round.number, []).append(
            rating.feedback
        )
    return words


def moments_of(round_: Round) -> QuerySet[Moment]:
    """The comments on a concluded round, for its earner."""
    return (
        Moment.objects.filter(reading__round=round_, reading__state="concluded")
        .select_related("piece__slot", "piece__file")
        .order_by("piece__slot__position", "piece__position", "at_seconds", "pk")
    )


def summaries_of(round_: Round) -> Sequence[str]:
    texts = (
        Reading.objects.filter(round=round_, state="concluded")
        .order_by("place")
        .values_list("summary", flat=True)
    )
    return [text for text in texts if text]


def latest_outcome(attempt: Attempt) -> Outcome | None:
    """What the attempt's last concluded round came to."""
    return (
        Outcome.objects.filter(round__attempt=attempt)
        .select_related("round__attempt__edition")
        .order_by("-round__number")
        .first()
    )
