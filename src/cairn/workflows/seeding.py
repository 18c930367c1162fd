"""Seeding: anchors among an evaluator's readings, which look like any other, and how far she was from their keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any

from django.db.models import Q, QuerySet

from cairn.domain.calibration import operations as calibration
from cairn.domain.calibration import queries
from cairn.domain.calibration.models import Anchor, KeyLevel, Pool, Qualification
from cairn.domain.calibration.states import IN_FORCE
from cairn.domain.deeds import deed
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.evaluation.models import Rating, Reading, Why
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Person

FEWEST = 10
"""Readings of anchors by all evaluators of a pool, below which there is no telling what is usual."""
D2 = 1.128
"""The mean moving range of two in standard deviations: Montgomery, Introduction to Statistical Quality Control."""


def due_seed(person: Person, *, at: datetime) -> Reading | None:
    """The seed that waits in her queue, asked for now if one is due; None where none is.

    It waits like other work: asked for when the oldest of what waits in its organization was, due when that is due,
    under a reading's own random name. None is asked for while nothing else waits, or it would stand out.
    """
    keys = [key for (key,) in _due(person.pk)]
    return _of_these(keys, person, at) if keys else None


@deed()
def _of_these(keys: Sequence[int], person: Person, at: datetime) -> Reading | None:
    """The seed of one of these qualifications."""
    due = Qualification.objects.filter(pk__in=keys).select_related("pool__organization").order_by("pk")
    standing = Reading.objects.filter(meant_for=person, reason=Why.SEED, state__in=["open", "claimed"])
    if waiting := standing.first():
        return waiting
    for qualification in due:
        if queries.holds(qualification, at=at) and (seed := _seed(qualification, person, at)):
            return seed
    return None


@Prepared
def _due(person: int) -> QuerySet[Any, Any]:
    """Qualifications (keys) by which she is given an anchor next."""
    due = Qualification.objects.filter(person=person, state__in=IN_FORCE, seed_in=0)
    return due.order_by().values_list("pk")


def _seed(qualification: Qualification, person: Person, at: datetime) -> Reading | None:
    pool = qualification.pool
    rules = pool.rules
    every = rules.probation_seeds if qualification.state == "probation" else rules.seeds
    like = (
        Reading.objects.filter(organization=pool.organization_id, state="open", meant_for=None)
        .order_by("due_at", "pk")
        .first()
    )
    if not every or like is None:
        return None
    anchor = next(iter(_unseen(pool, person)), None)
    if anchor is None or anchor.round is None:
        return None
    calibration.give_seed(anchor=anchor, to=person, at=at)
    reading = evaluation.ask(
        round_=anchor.round, why=Why.SEED, meant_for=person, due=like.due_at, by=None, at=at
    )
    # To the second asked for as something else was, and yet not the same: two alike would stand out as well.
    Reading.objects.filter(pk=reading.pk).update(
        opened_at=like.opened_at - timedelta(seconds=1 + reading.public_id.int % 240)
    )
    reading.refresh_from_db()
    return reading


def _unseen(pool: Pool, person: Person) -> Iterable[Anchor]:
    known = Reading.objects.filter(Q(evaluator=person) | Q(meant_for=person)).values("round__attempt")
    of_known = Anchor.objects.filter(round__attempt__in=known).values_list("round", flat=True)
    return queries.usable(pool, Anchor.Use.SEED, person=person, but=set(of_known))


@dataclass(frozen=True, slots=True)
class SeedResidual:
    """One reading of an anchor: when it was sent, by whom, and how far above (+) or below (−) the key it was.

    `value` is in levels, the mean over criteria; `standardized` in standard deviations of what is usual in the pool,
    None while that cannot be told.
    """

    at: datetime
    evaluator: Person
    value: float
    standardized: float | None


def seed_residuals(pool: Pool) -> list[SeedResidual]:
    """Every reading of a seed in the pool, in the order sent.

    The standard deviation is that of an individuals chart, from the moving range between one evaluator's neighboring
    readings, so that a drift does not widen what is usual.
    """
    raw = _raw(pool)
    deviation = _usual(raw)
    return [
        SeedResidual(at, evaluator, value, value / deviation if deviation else None)
        for at, evaluator, value in raw
    ]


def _raw(pool: Pool) -> list[tuple[datetime, Person, float]]:
    keys = KeyLevel.objects.filter(anchor__pool=pool).values_list("anchor__round", "criterion", "level__rank")
    key = {(round_, criterion): rank for round_, criterion, rank in keys}
    rows = Rating.objects.filter(
        reading__reason=Why.SEED,
        reading__state="concluded",
        reading__round__anchor__pool=pool,
        level__isnull=False,
    ).select_related("reading__evaluator", "level")
    gaps: dict[Reading, list[int]] = {}
    for row in rows.order_by("reading__concluded_at", "reading__pk"):
        agreed = key.get((row.reading.round_id, row.criterion_id))
        if row.level and agreed is not None:
            gaps.setdefault(row.reading, []).append(row.level.rank - agreed)
    return [
        (reading.concluded_at, reading.evaluator, fmean(each))
        for reading, each in gaps.items()
        if reading.concluded_at and reading.evaluator
    ]


def _usual(raw: list[tuple[datetime, Person, float]]) -> float:
    """The standard deviation within evaluators; 0 while there are too few readings, or no spread."""
    if len(raw) < FEWEST:
        return 0.0
    by_evaluator: dict[int, list[float]] = {}
    for _, evaluator, value in raw:
        by_evaluator.setdefault(evaluator.pk, []).append(value)
    ranges = [abs(later - earlier) for values in by_evaluator.values() for earlier, later in pairwise(values)]
    return fmean(ranges) / D2 if ranges else 0.0
