"""What the readers of a round gave, for combining: never for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cairn.domain.catalog.rubrics import rubric_of
from cairn.domain.evaluation.models import APART, FRESH, CriterionOutcome, Rating, Reading, Why
from cairn.domain.evaluation.queries.rounds import met_before
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evaluation.states import STANDING
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.prepared import Prepared, PreparedModels


@dataclass(frozen=True, slots=True)
class Sheets:
    """The ranks of a round's readers by criterion, in the order of their places.

    `deciding` are sheets about what others differ on; `waiting` says that readings are still out. `passing` is the
    least rank that meets a criterion, `met` are the criteria that stand as met already, and `away` is as on the
    readings.
    """

    whole: list[dict[str, int]]
    deciding: list[dict[str, int]]
    waiting: bool
    passing: int
    met: frozenset[str]
    away: bool


def sheets_of(round_: Round) -> Sheets:
    """The readings by which a round comes to its outcome."""
    readings = _to_combine(round_.pk)
    whole = [each for each in readings if each.reason != Why.ADJUDICATION]
    met = frozenset(row.criterion.key for row in met_before(round_))
    # What a re-reading of an earlier round has meanwhile raised is no longer this round's to decide.
    return _sheets(round_, whole, [each for each in readings if each not in whole], met, but=met)


def fresh_sheets_of(round_: Round, why: str) -> Sheets:
    """The readings by which an outcome may rise: an appeal's, or a re-reading's.

    Those beyond the number that the rules ask for decide what the others differ on.
    """
    readings = list(_standing(round_.pk).filter(reason=why))
    asked = rules_of(round_.attempt.edition).appeal_readers
    rows = CriterionOutcome.objects.filter(outcome__round=round_, met=True)
    met = frozenset(rows.values_list("criterion__key", flat=True))
    return _sheets(round_, readings[:asked], readings[asked:], met)


@PreparedModels
def _to_combine(round_: int) -> QuerySet[Reading]:
    return _standing(round_).exclude(reason__in=(*APART, *FRESH))


def _standing(round_: int) -> QuerySet[Reading]:
    return Reading.objects.filter(round=round_, state__in=STANDING).order_by("place")


def _sheets(
    round_: Round,
    whole: list[Reading],
    deciding: list[Reading],
    met: frozenset[str],
    *,
    but: frozenset[str] = frozenset(),
) -> Sheets:
    every = [*whole, *deciding]
    ranks = _ranks(round_, every, but)
    return Sheets(
        whole=[ranks[each.pk] for each in whole],
        deciding=[ranks[each.pk] for each in deciding],
        waiting=any(each.state != "concluded" for each in every),
        passing=rubric_of(round_.attempt.edition).passing,
        met=met,
        away=any(each.away for each in every),
    )


def _ranks(round_: Round, readings: Iterable[Reading], but: frozenset[str]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {each.pk: {} for each in readings}
    for reading, key, rank in _given(round_.pk):
        if reading in found and key not in but:
            found[reading][key] = rank or 0
    return found


@Prepared
def _given(round_: int) -> QuerySet[Any, Any]:
    """Every rank that was given in a round, with its reading and criterion."""
    rows = Rating.objects.filter(reading__round=round_, level__isnull=False)
    return rows.order_by("criterion__position").values_list("reading", "criterion__key", "level__rank")
