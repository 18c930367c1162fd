"""What an organization's evaluators gave beside experts' keys and beside each other, for charts of drift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

from cairn.domain.calibration.models import KeyLevel
from cairn.domain.catalog.models import Level
from cairn.domain.evaluation.models import Rating
from cairn.domain.people.models import Organization
from cairn.domain.validity.data import HEADLINE

BESIDE_ONE = frozenset({"probation", "drift"})
"""Second readings that were asked for because of who read first: they tell of her alone."""
MONITORED = (*HEADLINE, *BESIDE_ONE, "seed")


class Compared(NamedTuple):
    """One reading held against an expert's key or a co-reader's: how many levels above it (+) or below (−) it was.

    `at` is when its evaluator sent it, `known_at` when both were in; `beside` is the co-reader's key, None for a
    seed. `kind` tells what it may be compared with: seeds or pairs on scales of as many levels.
    """

    known_at: datetime
    at: datetime
    evaluator: int
    kind: str
    residual: float
    beside: int | None


class _Sheet(NamedTuple):
    evaluator: int
    reason: str
    at: datetime
    ranks: dict[int, int]
    levels: int


def compared(organization: Organization, *, since: datetime) -> list[Compared]:
    """Every reading of a first attempt, or of a seed, since then that can be compared, in order of time.

    Second readings that were asked for because of what the first said would mislead, and stay out.
    """
    rounds = _sheets(organization, since)
    keys = _keys(rounds)
    found: list[Compared] = []
    for round_, sheets in rounds.items():
        seeds = [each for each in sheets if each.reason == "seed"]
        found += [row for each in seeds for row in _beside_key(each, keys.get(round_, {}))]
        read = [each for each in sheets if each.reason != "seed"]
        found += [row for pair in combinations(read, 2) for row in _pair(*pair)]
    return sorted(found, key=lambda row: (row.known_at, row.at, row.evaluator))


def _sheets(organization: Organization, since: datetime) -> dict[int, list[_Sheet]]:
    rows = Rating.objects.filter(
        reading__organization=organization,
        reading__state="concluded",
        reading__concluded_at__gte=since,
        reading__reason__in=MONITORED,
        reading__round__number=1,
        level__isnull=False,
    ).order_by("reading__concluded_at", "reading")
    made: dict[int, tuple[int, _Sheet]] = {}
    scales = _scales(organization)
    for reading, round_, evaluator, reason, at, edition, criterion, rank in rows.values_list(
        "reading", "reading__round", "reading__evaluator", "reading__reason", "reading__concluded_at",
        "criterion__edition", "criterion", "level__rank",
    ):  # fmt: skip
        if at is None:
            continue
        sheet = _Sheet(evaluator, reason, at, {}, scales.get(edition, 0))
        made.setdefault(reading, (round_, sheet))[1].ranks[criterion] = rank
    rounds: dict[int, list[_Sheet]] = defaultdict(list)
    for round_, sheet in made.values():
        rounds[round_].append(sheet)
    return rounds


def _scales(organization: Organization) -> dict[int, int]:
    """How many levels each edition of the organization has."""
    counts: dict[int, int] = defaultdict(int)
    rows = Level.objects.filter(edition__micro_credential__organization=organization)
    for edition in rows.values_list("edition", flat=True):
        counts[edition] += 1
    return counts


def _keys(rounds: Mapping[int, list[_Sheet]]) -> dict[int, dict[int, int]]:
    seeded = [pk for pk, sheets in rounds.items() if any(each.reason == "seed" for each in sheets)]
    keys: dict[int, dict[int, int]] = defaultdict(dict)
    rows = KeyLevel.objects.filter(anchor__round__in=seeded)
    for round_, criterion, rank in rows.values_list("anchor__round", "criterion", "level__rank"):
        keys[round_][criterion] = rank
    return keys


def _beside_key(sheet: _Sheet, key: Mapping[int, int]) -> list[Compared]:
    gap = _gap(sheet.ranks, key)
    return [] if gap is None else [_row(sheet, sheet.at, f"seed:{sheet.levels}", gap, None)]


def _pair(one: _Sheet, other: _Sheet) -> list[Compared]:
    gap = _gap(one.ranks, other.ranks)
    if gap is None:
        return []
    known, kind = max(one.at, other.at), f"pair:{one.levels}"
    both = ((one, other, gap), (other, one, -gap))
    return [
        _row(sheet, known, kind, residual, mate.evaluator)
        for sheet, mate, residual in both
        if sheet.reason not in BESIDE_ONE
    ]


def _row(sheet: _Sheet, known: datetime, kind: str, residual: float, beside: int | None) -> Compared:
    return Compared(known, sheet.at, sheet.evaluator, kind, residual, beside)


def _gap(one: Mapping[int, int], other: Mapping[int, int]) -> float | None:
    """The mean difference over the criteria that both rated; nothing where there is none."""
    shared = one.keys() & other.keys()
    return fmean(one[key] - other[key] for key in shared) if shared else None
