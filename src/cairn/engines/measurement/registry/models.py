"""The rows of the models: variance components, severity, drift, fairness, decisions, redundancy, granularity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from cairn.engines.measurement import (
    advisor,
    decisions,
    drift,
    facets,
    fairness,
    generalizability,
    granularity,
    redundancy,
)
from cairn.engines.measurement.components import components
from cairn.engines.measurement.estimates import Estimate
from cairn.engines.measurement.registry.kinds import (
    CUT,
    DRAWS,
    LEVEL,
    SEED,
    Column,
    Option,
    Scores,
    Statistic,
)
from cairn.engines.measurement.simulation import Errors
from cairn.engines.measurement.verdicts import Rule

Options = Mapping[str, Any]
Table = Mapping[str, list[Any]]

_MINUTES = Option("minutes", float, "what one reading takes with the present criteria", 30.0)
_SUBMISSIONS = Option("submissions", int, "how many submissions a year", 100)
_NOISE = Option("noise", float, "the variance that reading adds to a person's score on a criterion", 0.0)
_RELIABILITY = Option("reliability", float, "of the scores of each, such as phi of its edition", 1.0)
_REFERENCE = Option("reference", str, "the group that the other is compared with")
_FOCAL = Option("focal", str, "the group that is looked at")


def _study(data: Scores, options: Options) -> generalizability.Study:
    return generalizability.study(
        data.ratings, draws=options["draws"], rng=_rng(options), level=options["level"]
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


def _met_at(data: Scores, options: Options) -> dict[str, int]:
    return dict.fromkeys(data.ratings.items, options["cut"])


def _consistency(data: Scores, options: Options) -> decisions.Consistency:
    return decisions.consistency(
        data.ratings,
        _met_at(data, options),
        draws=options["draws"],
        rng=_rng(options),
        level=options["level"],
    )


def _policies(data: Scores, options: Options) -> dict[str, Errors]:
    found = components(data.ratings)
    errors = decisions.errors(found, data.ratings, _met_at(data, options), _rng(options))
    return {each.policy: each for each in errors}


def _differences(data: Scores, options: Options) -> dict[str, fairness.GroupDifference]:
    if not data.groups:
        raise ValueError("There are no groups. Add a column “group” that tells each submission's.")
    found = fairness.by_criterion(data.ratings, data.groups, _met_at(data, options), level=options["level"])
    return {f"{each.criterion}, {each.group}": each for each in found}


def _partiality(data: Scores, options: Options) -> dict[str, Estimate]:
    return {each.name: each for each in fairness.by_evaluator(data.ratings, data.groups, **options)}


def _criteria(data: Scores, options: Options) -> dict[str, Estimate]:
    found = redundancy.criteria(
        data.ratings, draws=options["draws"], rng=_rng(options), level=options["level"]
    )
    return {f"{pair.left} and {pair.right}": pair.corrected for pair in found}


def _tables(data: Table, options: Options) -> fairness.MantelHaenszel:
    rows = [data[name] for name in ("reference_met", "reference_not", "focal_met", "focal_not")]
    counts = np.array(rows, dtype=np.float64).T.reshape(-1, 2, 2)
    return fairness.mantel_haenszel(counts, **options)


def _strips(data: Table, options: Options) -> dict[str, dict[str, Any]]:
    readings = zip(data["evaluator"], data["kind"], data["residual"], strict=True)
    return {
        strip.evaluator: {
            "readings": len(strip.z),
            "drifts": strip.drifts or strip.undefined or "no",
            "alarm at reading": strip.alarm.place + 1 if strip.alarm else None,
            "shift since reading": strip.changed + 1 if strip.changed is not None else None,
            "moving average alarm at reading": _place(strip),
            "beyond three deviations": [place + 1 for place in strip.beyond],
        }
        for strip in drift.strips([drift.Monitored(*reading) for reading in readings])
    }


def _place(strip: drift.Strip) -> int | None:
    return strip.ewma.alarm.place + 1 if strip.ewma.alarm and not strip.undefined else None


def _overlap(data: Table, options: Options) -> redundancy.Overlap:
    both: dict[str, dict[str, redundancy.Attempt]] = defaultdict(dict)
    scores, days = (data.get(name) or [None] * len(data["person"]) for name in ("score", "day"))
    for person, credential, earned, score, day in zip(
        data["person"], data["credential"], data["earned"], scores, days, strict=True
    ):
        both[credential][person] = redundancy.Attempt(earned, score, day)
    if len(both) != 2:
        raise ValueError(f"The file must be about two micro-credentials; it is about {len(both)}.")
    first, second = both.values()
    reliability = options["reliability"]
    return redundancy.overlap(first, second, reliability=(reliability, reliability), level=options["level"])


def _granularity(data: Table, options: Options) -> dict[str, Any]:
    by_criterion: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for credential, person, criterion, score in zip(
        data["credential"], data["person"], data["criterion"], data["score"], strict=True
    ):
        by_criterion[credential][person][criterion] = score
    scores = {
        credential: {person: [given[name] for name in sorted(given)] for person, given in people.items()}
        for credential, people in by_criterion.items()
    }
    found = granularity.granularity(
        scores, noise=options["noise"], draws=options["draws"], rng=_rng(options), level=options["level"]
    )
    return {
        **{part.name: part for part in found.parts},
        "unity": found.unity,
        "breadth": found.breadth,
        "fewest criteria for .70": found.fewest,
        "advice": found.sentence,
        **{f"rule {rule.key}": f"{rule.asked}: {rule.found}, {_held(rule)}" for rule in found.rules},
    }


def _held(rule: Rule) -> str:
    return {True: "holds", False: "does not hold", None: "not known"}[rule.held]


def _rng(options: Options) -> np.random.Generator:
    return np.random.default_rng(options["seed"])


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
    Statistic(
        "fairness",
        "Criteria by group",
        "Is a criterion harder for one group, among submissions that are alike on the others?",
        _differences,
        "Mantel & Haenszel 1959; Holland & Thayer 1988; Dorans & Holland 1993",
        "fairness",
        (CUT, LEVEL),
    ),
    Statistic(
        "mantel-haenszel",
        "Mantel-Haenszel odds ratio",
        "Do two groups fare alike within strata of people who are alike?",
        _tables,
        "Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986",
        "fairness",
        (LEVEL,),
        (
            Column("stratum", "what people are alike in", "text"),
            Column("reference_met", "how many of the reference group met it", "whole"),
            Column("reference_not", "how many of the reference group did not", "whole"),
            Column("focal_met", "how many of the focal group met it", "whole"),
            Column("focal_not", "how many of the focal group did not", "whole"),
        ),
    ),
    Statistic(
        "evaluator-by-group",
        "Evaluators by group",
        "Is an evaluator more lenient with one group than her co-readers are?",
        _partiality,
        "a difference of mean differences",
        "cell",
        (_REFERENCE, _FOCAL, LEVEL),
    ),
    Statistic(
        "decision-consistency",
        "Decision consistency",
        "How often do two evaluators alone come to the same award?",
        _consistency,
        "Swaminathan, Hambleton & Algina 1974",
        "decision",
        (CUT, LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "policies",
        "Policies of second reading",
        "What would each way of choosing second readings cost, and how often would it decide wrongly?",
        _policies,
        "simulated from the variance components",
        "generalizability",
        (CUT, SEED),
    ),
    Statistic(
        "criterion-overlap",
        "Overlap of criteria",
        "Do two criteria ask for the same thing?",
        _criteria,
        "Spearman 1904; Campbell & Fiske 1959",
        "item",
        (LEVEL, DRAWS, SEED),
    ),
    Statistic(
        "credential-overlap",
        "Overlap of micro-credentials",
        "What do two micro-credentials have in common, among people who attempted both?",
        _overlap,
        "Spearman 1904; Wilson 1927",
        "redundancy",
        (_RELIABILITY, LEVEL),
        (
            Column("person", "who", "text"),
            Column("credential", "which of the two", "text"),
            Column("earned", "whether it was earned", "yes"),
            Column("score", "the mean score", required=False),
            Column("day", "when, as a number of days", required=False),
        ),
    ),
    Statistic(
        "granularity",
        "How micro",
        "Should micro-credentials be merged, kept or split?",
        _granularity,
        "Brennan 2001",
        "granularity",
        (_NOISE, LEVEL, DRAWS, SEED),
        (
            Column("person", "who", "text"),
            Column("credential", "which", "text"),
            Column("criterion", "which of its criteria", "text"),
            Column("score", "the mean score of the readings"),
        ),
    ),
)
