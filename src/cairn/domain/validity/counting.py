"""What is counted rather than estimated: levels given, who met whom, and how long people waited. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from cairn.domain.validity.data import HEADLINE, Data, Score
from cairn.domain.validity.residuals import MONITORED, SEED, Residual, Sheet, residuals

JUDGED = frozenset({*HEADLINE, "near_cut", "probation", "drift", "panel"})
"""Readings of whole submissions, whatever made somebody ask for them."""


def own_headline(data: Data) -> list[Score]:
    """This edition's headline scores, read twice or once."""
    own = {each.submission for each in data.own}
    return [each for each in data.scores if each.submission in own and each.reason in HEADLINE]


def every_score(data: Data) -> list[Score]:
    """This edition's scores of first attempts by whole readings."""
    own = {each.submission for each in data.own}
    return [each for each in data.scores if each.submission in own and each.reason in JUDGED]


def twice(scores: Sequence[Score]) -> list[Score]:
    """Those of submissions that two evaluators or more have read."""
    readers: dict[str, set[str]] = defaultdict(set)
    for each in scores:
        readers[each.submission].add(each.evaluator)
    return [each for each in scores if len(readers[each.submission]) > 1]


def distribution(data: Data, scores: Sequence[Score], criterion: str) -> list[int]:
    """How often each level was given for a criterion, the lowest first."""
    given = Counter(each.rank for each in scores if each.criterion == criterion)
    return [given[rank] for rank in data.scale]


def readers(scores: Sequence[Score]) -> dict[str, Any]:
    """Who agrees with whom: the share of criteria to which two evaluators gave the same level, and how many submissions
    they share. Below the diagonal alone."""
    names = sorted({each.evaluator for each in scores}, key=lambda name: (len(name), name))
    by_work: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for each in scores:
        by_work[each.submission, each.criterion][each.evaluator] = each.rank
    same: Counter[tuple[str, str]] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (work, _), given in by_work.items():
        for one, other in combinations(sorted(given), 2):
            both[one, other] += 1
            same[one, other] += given[one] == given[other]
            shared[one, other].add(work)
    cells: list[list[list[float | int | None] | None]] = []
    for row, name in enumerate(names):
        line: list[list[float | int | None] | None] = []
        for column, other in enumerate(names):
            pair = (min(name, other), max(name, other))
            met = both[pair]
            line.append([same[pair] / met if met else None, len(shared[pair])] if column < row else None)
        cells.append(line)
    return {"names": names, "cells": cells}


def monitored(data: Data) -> list[Residual[str, int]]:
    """In order of time: each reading of a first attempt, or of a seed, that can be compared."""
    first = {each.submission for each in data.submissions if each.attempt == 1}
    by_work: dict[str, dict[int, Sheet[str, int]]] = defaultdict(dict)
    ranks: dict[int, dict[str, int]] = defaultdict(dict)
    keys: dict[int, dict[str, int]] = defaultdict(dict)
    for each in data.scores:
        if each.reason not in MONITORED or not (each.submission in first or each.reason == SEED):
            continue
        at, levels = each.order, len(data.levels)
        ranks[at][each.criterion] = each.rank
        if each.key:
            keys[at][each.criterion] = each.key
        by_work[each.submission][at] = Sheet(each.evaluator, each.reason, at, ranks[at], levels, keys[at])
    return residuals([list(sheets.values()) for sheets in by_work.values()])


def consequences(data: Data) -> dict[str, Any]:
    """What judging meant to earners; times in days from the arrival of a submission to its result."""
    waited = sorted(each.days for each in data.own if each.days is not None)
    promised = int(data.rules.get("total_days", 10))
    later = [each for each in data.submissions if each.edition == data.edition and each.met]
    tries = [each.attempt for each in later]
    return {
        "days": waited[(len(waited) - 1) // 2] if waited else None,
        "days_90": waited[int(0.9 * (len(waited) - 1))] if waited else None,
        "promised": promised,
        "in_time": _share(sum(days <= promised * 7 / 5 for days in waited), len(waited)),
        "tries": f"{sum(tries) / len(tries):.1f}" if tries else "",
        "met": [sum(bool(each.met) for each in data.own), len(data.own)],
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def adjudicated(data: Data) -> dict[str, list[int]]:
    """How many of the edition's submissions were settled by a third evaluator, appealed, and changed on appeal."""
    every = [each for each in data.submissions if each.edition == data.edition and each.met is not None]
    appealed = [each for each in every if each.appealed]
    return {
        "adjudicated": [sum(each.adjudicated for each in every), len(every)],
        "appealed": [len(appealed), len(every)],
        "reversed": [sum(each.reversed for each in appealed), len(appealed)],
    }
