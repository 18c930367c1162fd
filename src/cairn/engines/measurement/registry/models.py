"""The rows of the models of reading: parts of variance, severity, drift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.engines.measurement import (
    advisor,
    drift,
    facets,
    generalizability,
)
from cairn.engines.measurement.estimates import Estimate
from cairn.engines.measurement.registry.kinds import (
    DRAWS,
    LEVEL,
    SEED,
    Column,
    Option,
    Scores,
    Statistic,
    rng,
)

Options = Mapping[str, Any]
Table = Mapping[str, list[Any]]

_MINUTES = Option("minutes", float, "what one reading takes with the present criteria", 30.0)
_SUBMISSIONS = Option("submissions", int, "how many submissions a year", 100)


def _study(data: Scores, options: Options) -> generalizability.Study:
    return generalizability.study(
        data.ratings, draws=options["draws"], rng=rng(options), level=options["level"]
    )


def _parts(data: Scores, options: Options) -> dict[str, Estimate]:
    return {part.name: part for part in _study(data, options).parts}


def _generalizability(data: Scores, options: Options) -> dict[str, dict[str, Estimate]]:
    found = _study(data, options)
    cells = [found.at(evaluators) for evaluators in (1, 2, 3)] if found.contour else []
    if not cells:
        return {"all designs": {part.name: part for part in found.parts}}
    return {
        f"evaluators: {cell.evaluators}": {"relative": cell.relative, "phi": cell.absolute} for cell in cells
    }


def _advice(data: Scores, options: Options) -> advisor.Advice:
    return advisor.advise(_study(data, options), advisor.Effort(options["minutes"], options["submissions"]))


def _severity(data: Scores, options: Options) -> dict[str, Any]:
    found = facets.facets(data.ratings, **options)
    evaluators = {
        each.evaluator: {
            "severity": each.severity,
            "gap": each.gap,
            "infit": each.infit,
            "outfit": each.outfit,
        }
        for each in found.evaluators
    }
    rest = {
        "thresholds": list(found.thresholds),
        "spread of quality": found.spread,
        "linked groups": found.groups,
    }
    return {**evaluators, **{f"criterion {each.name}": each for each in found.criteria}, **rest}


def _gaps(data: Scores, options: Options) -> dict[str, Estimate]:
    return {gap.name: gap for gap in facets.gaps(data.ratings, **options)}


def _strips(data: Table, options: Options) -> dict[str, dict[str, Any]]:
    readings = zip(data["evaluator"], data["kind"], data["residual"], strict=True)
    return {
        strip.evaluator: {
            "readings": len(strip.z),
            "drifts": strip.drifts or strip.undefined or "no",
            "shift since reading": strip.changed + 1 if strip.changed is not None else None,
            "shift in deviations": strip.shift,
            "surely": strip.sure,
            "alarms at readings": [alarm.place + 1 for alarm in strip.alarms],
            "moving average alarm at reading": _place(strip),
            "beyond three deviations": [place + 1 for place in strip.beyond],
        }
        for strip in drift.strips([drift.Monitored(*reading) for reading in readings])
    }


def _place(strip: drift.Strip) -> int | None:
    return strip.ewma.alarm.place + 1 if strip.ewma.alarm and not strip.undefined else None


ROWS: tuple[Statistic, ...] = (
    Statistic(
        "variance-components",
        "Variance components",
        "How much of the differences lies in submissions, evaluators, criteria, and in how they meet?",
        _parts,
        "Patterson & Thompson 1971; Bates et al. 2015",
        "generalizability",
        (LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "generalizability",
        "Generalizability and dependability",
        "Would the scores come out alike with other evaluators and criteria?",
        _generalizability,
        "Brennan 2001",
        "generalizability",
        (LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "advice",
        "D study in plain words",
        "What would another evaluator or another criterion buy, and for how many hours?",
        _advice,
        "Brennan 2001",
        "generalizability",
        (_MINUTES, _SUBMISSIONS, LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "severity",
        "Severity by the many-facet Rasch model",
        "Who scores severely, apart from which submissions she happened to get?",
        _severity,
        "Linacre 1989; Andrich 1978; Bock & Aitkin 1981",
        "facets",
        (LEVEL,),
    ),
    Statistic(
        "severity-gap",
        "Gap to co-readers",
        "By how many levels does each evaluator score above or below those who read the same?",
        _gaps,
        "a mean of differences, by submission",
        "agreement",
        (LEVEL,),
    ),
    Statistic(
        "drift",
        "Drift",
        "Has an evaluator become more lenient or more severe?",
        _strips,
        "Page 1954; Montgomery 2009; Samuel, Pignatiello & Calvin 1998",
        "drift",
        (),
        (
            Column("evaluator", "who read", "text"),
            Column("kind", "seed or pair; each kind has its own spread", "text"),
            Column("residual", "her level less the expert's or the co-reader's, rows in order of time"),
        ),
    ),
)
