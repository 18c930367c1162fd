"""What an earner is told of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.models import APART, Incomplete, Moment, Outcome, Rating, Reading, Why
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """What the earner is told of one criterion."""

    criterion: Criterion
    met: bool
    carried: bool
    level: str
    feedback: tuple[str, ...]


def heard(path: str = "") -> Q:
    """Sent readings that the earner hears of: an appeal's once it is decided, a re-reading's never.

    `path` leads to the reading, such as `reading__`.
    """
    open_still = Q(**{f"{path}reason": Why.APPEAL, f"{path}round__outcome__appeal__decided_at": None})
    unheard = Q(**{f"{path}reason__in": (*APART, Why.REREAD)}) | open_still
    return Q(**{f"{path}state": "concluded"}) & ~unheard


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
    ratings = Rating.objects.filter(heard("reading__"), reading__round__attempt=attempt).exclude(feedback="")
    words: dict[int, dict[int, list[str]]] = {}
    for rating in ratings.select_related("reading__round").order_by("reading__place"):
        words.setdefault(rating.criterion_id, {}).setdefault(rating.reading.round.number, []).append(
            rating.feedback
        )
    return words


def moments_of(round_: Round) -> QuerySet[Moment]:
    """The comments on a concluded round, for its earner."""
    return (
        Moment.objects.filter(heard("reading__"), reading__round=round_)
        .select_related("piece__slot", "piece__file")
        .order_by("piece__slot__position", "piece__position", "at_seconds", "pk")
    )


def summaries_of(round_: Round) -> Sequence[str]:
    texts = Reading.objects.filter(heard(), round=round_).order_by("place").values_list("summary", flat=True)
    return [text for text in texts if text]


def latest_outcome(attempt: Attempt) -> Outcome | None:
    """What the attempt's last concluded round came to."""
    return (
        Outcome.objects.filter(round__attempt=attempt)
        .select_related("round__attempt__edition")
        .order_by("-round__number")
        .first()
    )


def sent_back(attempt: Attempt) -> Incomplete | None:
    """Why the attempt's last round came back unread, as long as nothing was sent since."""
    last = attempt.rounds.order_by("-pk").first()
    return Incomplete.objects.filter(round=last, round__recalled_at__isnull=False).first() if last else None


def readers_of(attempt: Attempt) -> list[tuple[Person, datetime]]:
    """Who judged the attempt, each once with when she sent her last reading of it."""
    sent = (
        Reading.objects.filter(round__attempt=attempt, round__recalled_at=None, state="concluded")
        .exclude(reason__in=APART)
        .select_related("evaluator")
        .order_by("concluded_at")
    )
    last = {each.evaluator: each.concluded_at for each in sent if each.evaluator and each.concluded_at}
    return list(last.items())
