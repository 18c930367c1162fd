"""The parts of an analysis as plain values, one function for each section of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Final

import numpy as np

from cairn.domain.validity import counting
from cairn.domain.validity.data import Data, Score
from cairn.domain.validity.noise import noise_of
from cairn.engines.measurement import minimums
from cairn.engines.measurement.components import EFFECTS
from cairn.engines.measurement.estimates import Estimate
from cairn.engines.measurement.facets import Facets
from cairn.engines.measurement.granularity import granularity as compare
from cairn.engines.measurement.plain import plain
from cairn.engines.measurement.ratings import Ratings
from cairn.engines.measurement.report import Analysis

COLUMNS: Final = 8
TARGETS: Final = (0.7, 0.8)
HUNDRED: Final = 100


def ratings_of(data: Data, scores: Sequence[Score]) -> Ratings:
    """Scores as the engine takes them, on the full scale of the rubric."""
    rows = [(each.submission, each.evaluator, each.criterion, each.rank) for each in scores]
    return Ratings.of(rows, scale=data.scale)


def figure(estimate: Estimate) -> dict[str, Any]:
    """An estimate as plain values."""
    told: dict[str, Any] = plain(estimate)
    return told


def _titles(data: Data) -> dict[str, str]:
    return {each.key: each.title for each in data.criteria}


def scoring(data: Data, found: Analysis, double: Sequence[Score]) -> dict[str, Any]:
    titles = _titles(data)
    order = list(titles)
    rows = sorted(found.scoring.by_criterion, key=lambda each: order.index(each.criterion))
    return {
        "whole": _agreement(found.scoring.overall),
        "criteria": [
            {"key": each.criterion, "title": titles[each.criterion], **_agreement(each)} for each in rows
        ],
        "readers": counting.readers(double),
    }


def _agreement(found: Any) -> dict[str, Any]:
    return {
        "exact": figure(found.exact),
        "adjacent": figure(found.adjacent),
        "met": figure(found.decision),
        "kappa": figure(found.kappa),
        "ac2": figure(found.ac2),
        "alpha": figure(found.alpha),
    }


def generalization(data: Data, found: Analysis, double: Sequence[Score]) -> dict[str, Any]:
    study, criteria = found.generalizability, found.generalizability.criteria
    sheets = {(each.submission, each.evaluator) for each in double}
    works = {work for work, _ in sheets}
    columns = set(range(1, COLUMNS + 1)) if criteria <= COLUMNS else {*range(2, criteria, 2), criteria}
    seen = bool(study.parts) and minimums.enough("generalizability", study.n)
    return {
        "undefined": study.undefined or ("" if seen else "too_few"),
        "shares": [
            {"key": key, "share": share, "component": part.value or 0.0}
            for key, share, part in zip(EFFECTS, study.shares, study.parts, strict=False)
        ],
        "contour": [
            [cell.evaluators, cell.criteria, cell.absolute.value]
            for cell in study.contour
            if cell.criteria in columns
        ],
        "now": [round(len(sheets) / len(works)) if works else 1, criteria],
        "targets": list(TARGETS),
        "advice": [
            {
                "evaluators": cell.evaluators,
                "phi": figure(cell.absolute),
                "hours": data.minutes and data.minutes * cell.evaluators * HUNDRED / 60,
            }
            for cell in study.contour
            if cell.criteria == criteria
        ],
    }


def decision(data: Data, found: Analysis) -> dict[str, Any]:
    return {
        "consistency": figure(found.consistency.agreement),
        "kappa": figure(found.consistency.kappa),
        "policies": [
            {
                "key": each.policy,
                "reads": each.readings,
                "error": each.error,
                "false_award": each.false_award,
                "now": each.policy == _policy(data),
            }
            for each in found.errors
        ],
        **counting.adjudicated(data),
    }


def _policy(data: Data) -> str:
    """Which of the engine's policies comes nearest to the edition's rules once it has been launched."""
    if int(data.rules.get("readings", 1)) > 1:
        return "always"
    near, lot = bool(data.rules.get("near_cut")), bool(data.rules.get("random_percent"))
    return {(True, True): "random_and_near_cut", (True, False): "near_cut", (False, True): "random"}.get(
        (near, lot), "single"
    )


def criteria(data: Data, found: Analysis, every: Sequence[Score]) -> dict[str, Any]:
    by_key = {each.name: each for each in found.criteria}
    items = []
    for key, title in _titles(data).items():
        each = by_key.get(key)
        if each is None:
            continue
        flags = [
            flag
            for flag in (*each.met_rate.cautions, *each.discrimination.cautions)
            if flag in ("too_easy", "too_hard", "weak_item")
        ]
        items.append(
            {
                "key": key,
                "title": title,
                "met": each.met_rate.value,
                "discrimination": figure(each.discrimination),
                "flags": flags if len(data.own) >= minimums.FULL else [],
                "distribution": counting.distribution(data, every, key),
            }
        )
    return {"items": items, "matrix": _matrix(data, every, [str(each["key"]) for each in items], by_key)}


def _matrix(
    data: Data, every: Sequence[Score], keys: Sequence[str], by_key: dict[str, Any]
) -> list[list[list[float | int | None] | None]]:
    """Correlations between criteria; on the diagonal, of each with the rest."""
    ratings = ratings_of(data, every)
    profile = ratings.profile()
    columns = {key: profile[:, ratings.items.index(key)] for key in keys}
    rows: list[list[list[float | int | None] | None]] = []
    for row, key in enumerate(keys):
        line: list[list[float | int | None] | None] = []
        for column, other in enumerate(keys):
            if column > row:
                line.append(None)
            elif column == row:
                rest = by_key[key].discrimination
                line.append([rest.value, rest.n])
            else:
                line.append(_correlation(columns[key], columns[other]))
        rows.append(line)
    return rows


def _correlation(one: Any, other: Any) -> list[float | int | None]:
    both = np.isfinite(one) & np.isfinite(other)
    n = int(both.sum())
    if n < 3 or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return [None, n]
    return [float(np.corrcoef(one[both], other[both])[0, 1]), n]


def _wright(found: Facets) -> dict[str, Any] | None:
    """Submissions, criteria and evaluators on one scale; None where the model could not be fitted."""
    if found.undefined:
        return None
    return {
        "submissions": list(found.quality),
        "criteria": [[each.name, each.value, each.se] for each in found.criteria if each.value is not None],
        "evaluators": [
            [each.evaluator, each.severity.value, each.severity.se, each.infit]
            for each in found.evaluators
            if each.severity.value is not None
        ],
    }


def evaluators(found: Analysis) -> dict[str, Any]:
    return {
        "wright": _wright(found.facets),
        "undefined": found.facets.undefined,
        "apart": [[each.evaluator, each.gap.value] for each in found.facets.apart],
        "strips": [
            {
                "name": strip.evaluator,
                "upper": plain(strip.cusum.upper),
                "lower": plain(strip.cusum.lower),
                "signal": strip.alarm.place if strip.alarm else None,
                "drifts": strip.drifts,
                "sure": strip.sure,
                "since": strip.changed,
            }
            for strip in found.strips
            if not strip.undefined
        ],
    }


def fairness(data: Data, found: Analysis) -> dict[str, Any]:
    titles = _titles(data)
    marks = [
        {
            "key": each.criterion,
            "title": f"{titles.get(each.criterion, each.criterion)} ({each.group})",
            "delta": figure(each.test.delta),
            "harder_for": each.reference if (each.test.delta.value or 0) > 0 else each.group,
            "band": each.test.ets,
            "groups": list(each.sizes),
        }
        for differences in found.fairness.values()
        for each in differences
    ]
    return {"groups": sorted(found.fairness), "marks": marks, "power": None}


def granularity(data: Data, general: Mapping[str, Any], *, draws: int, seed: int) -> dict[str, Any]:
    """Whether the micro-credential is cut to the right size, next to each other one that enough people attempted too.

    Two that measure one thing speak for merging them; splitting is advised where every comparison advises it. Without
    the noise of reading in both, splitting would be advised too easily, so nothing is said.
    """
    own = noise_of(general)
    pairs: list[dict[str, Any]] = []
    for place, other in enumerate(data.beside):
        if own is None or other.noise is None:
            continue
        rows = [each for each in data.both if each.beside == other.key]
        scores = {
            "own": {str(person): [float(rank) for rank in row.own] for person, row in enumerate(rows)},
            "other": {str(person): [float(rank) for rank in row.other] for person, row in enumerate(rows)},
        }
        dice = np.random.default_rng([seed, place])
        found = compare(scores, noise=(own + other.noise) / 2, draws=draws, rng=dice)
        pairs.append(
            {
                "title": other.title,
                "people": found.people,
                "verdict": "" if found.advice == "not_enough" else found.advice,
                "unity": figure(found.unity),
                "breadth": figure(found.breadth),
            }
        )
    return {"verdict": _size({each["verdict"] for each in pairs if each["verdict"]}), "pairs": pairs}


def _size(told: Set[str]) -> str:
    if "merge" in told:
        return "merge"
    return next(iter(told), "") if len(told) < 2 else "keep"
