"""The rows of what judging leads to: fairness, decisions, overlaps, granularity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from cairn.engines.measurement import (
    decisions,
    fairness,
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
    rng,
)
from cairn.engines.measurement.simulation import Errors
from cairn.engines.measurement.verdicts import Rule

Options = Mapping[str, Any]
Table = Mapping[str, list[Any]]

_NOISE = Option("noise", float, "the variance that reading adds to a person's score on a criterion", 0.0)
_RELIABILITY = Option("reliability", float, "of the scores of each, such as phi of its edition", 1.0)
_REFERENCE = Option("reference", str, "the group that the other is compared with")
_FOCAL = Option("focal", str, "the group that is looked at")


def _met_at(data: Scores, options: Options) -> dict[str, int]:
    cut: int = options["cut"]
    return dict.fromkeys(data.ratings.items, cut)


def _consistency(data: Scores, options: Options) -> decisions.Consistency:
    return decisions.consistency(
        data.ratings,
        _met_at(data, options),
        draws=options["draws"],
        rng=rng(options),
        level=options["level"],
    )


def _policies(data: Scores, options: Options) -> dict[str, Errors]:
    found = components(data.ratings)
    errors = decisions.errors(found, data.ratings, _met_at(data, options), rng(options))
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
        data.ratings, draws=options["draws"], rng=rng(options), level=options["level"]
    )
    return {f"{pair.left} and {pair.right}": pair.corrected for pair in found}


def _tables(data: Table, options: Options) -> fairness.MantelHaenszel:
    rows = [data[name] for name in ("reference_met", "reference_not", "focal_met", "focal_not")]
    counts = np.array(rows, dtype=np.float64).T.reshape(-1, 2, 2)
    return fairness.mantel_haenszel(counts, **options)


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
        scores, noise=options["noise"], draws=options["draws"], rng=rng(options), level=options["level"]
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


ROWS: tuple[Statistic, ...] = (
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
