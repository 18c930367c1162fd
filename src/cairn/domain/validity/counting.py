"""What is counted rather than estimated: levels given, who met whom, and how long people waited. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from cairn.domain.validity.data import HEADLINE, Data, Score

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


def monitored(data: Data) -> list[tuple[str, str, float, str]]:
    """In order of time: each reading that can be compared, as evaluator, kind, her mean difference in levels, and the
    co-reader (nobody for an anchor).

    Readings of anchors are held against the experts' key; first attempts that two read by rule or by lot against the
    co-readers. Second readings that were asked for because of what the first said would mislead, and stay out.
    """
    found: list[tuple[int, str, str, float, str]] = []
    edition = {each.submission: each.edition for each in data.submissions}
    sheets: dict[tuple[str, str, int], dict[str, int]] = defaultdict(dict)
    for each in data.headline():
        sheets[each.submission, each.evaluator, each.order][each.criterion] = each.rank
    by_work: dict[str, list[tuple[int, str, dict[str, int]]]] = defaultdict(list)
    for (work, reader, order), ranks in sheets.items():
        by_work[work].append((order, reader, ranks))
    for work, sent in by_work.items():
        for one, other in combinations(sorted(sent), 2):
            if gap := _gap(one[2], other[2]):
                kind = f"pair:{edition.get(work, '')}"
                found += [
                    (other[0], one[1], kind, gap[0], other[1]),
                    (other[0], other[1], kind, -gap[0], one[1]),
                ]
    seeds: dict[tuple[int, str], list[int]] = defaultdict(list)
    for each in data.scores:
        if each.reason == "seed" and each.key:
            seeds[each.order, each.evaluator].append(each.rank - each.key)
    found += [(order, reader, "seed", sum(gaps) / len(gaps), "") for (order, reader), gaps in seeds.items()]
    return [each[1:] for each in sorted(found)]


def _gap(one: dict[str, int], other: dict[str, int]) -> tuple[float] | None:
    """The mean difference over the criteria that both scored; nothing where there is none."""
    shared = one.keys() & other.keys()
    return (sum(one[key] - other[key] for key in shared) / len(shared),) if shared else None


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
