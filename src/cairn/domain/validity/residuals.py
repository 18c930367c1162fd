"""How far readings lie from an expert's key or a co-reader's levels: what charts and reports of drift rest on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from statistics import fmean
from typing import Final, Generic, NamedTuple, TypeVar

from cairn.domain.validity.data import HEADLINE

Who = TypeVar("Who", int, str)
When = TypeVar("When", datetime, int)

BESIDE_ONE: Final = frozenset({"probation", "drift"})
"""Second readings that were asked for because of who read first: they tell of her alone."""
SEED: Final = "seed"
MONITORED: Final = (*HEADLINE, *BESIDE_ONE, SEED)
"""Second readings that were asked for because of what the first said would mislead, and are not among these."""


class Sheet(NamedTuple, Generic[Who, When]):
    """What an evaluator gave a round, by criterion; `levels` is how many its scale has, `key` the experts' levels of a
    seed."""

    evaluator: Who
    reason: str
    at: When
    ranks: Mapping[str, int]
    levels: int
    key: Mapping[str, int]


class Residual(NamedTuple, Generic[Who, When]):
    """One reading held against an expert's key or a co-reader's: how many levels above it (+) or below (−) it was.

    `at` is when its evaluator sent it, `known_at` when both were in; `beside` is the co-reader, None for a seed.
    `kind` tells what it may be compared with: seeds or pairs on scales of as many levels.
    """

    known_at: When
    at: When
    evaluator: Who
    kind: str
    residual: float
    beside: Who | None


def residuals(rounds: Iterable[Sequence[Sheet[Who, When]]]) -> list[Residual[Who, When]]:
    """All that can be compared among the monitored sheets of each round, in order of time."""
    found = [row for sheets in rounds for row in _of_round(sheets)]
    return sorted(found, key=lambda row: (row.known_at, row.at, row.evaluator))


def _of_round(sheets: Sequence[Sheet[Who, When]]) -> Iterator[Residual[Who, When]]:
    for sheet in sheets:
        if sheet.reason == SEED and (gap := _gap(sheet.ranks, sheet.key)) is not None:
            yield Residual(sheet.at, sheet.at, sheet.evaluator, f"seed:{sheet.levels}", gap, None)
    for one, other in combinations([each for each in sheets if each.reason != SEED], 2):
        yield from _pair(one, other)


def _pair(one: Sheet[Who, When], other: Sheet[Who, When]) -> Iterator[Residual[Who, When]]:
    gap = _gap(one.ranks, other.ranks)
    if gap is None:
        return
    known, kind = max(one.at, other.at), f"pair:{one.levels}"
    for sheet, mate, residual in ((one, other, gap), (other, one, -gap)):
        if sheet.reason not in BESIDE_ONE:
            yield Residual(known, sheet.at, sheet.evaluator, kind, residual, mate.evaluator)


def _gap(one: Mapping[str, int], other: Mapping[str, int]) -> float | None:
    """The mean difference over the criteria that both rated; nothing where there is none."""
    shared = one.keys() & other.keys()
    return fmean(one[key] - other[key] for key in shared) if shared else None
