"""One call that computes a validity report: the page, the bundle that recomputes it and the benchmark all make it.

Example:

    analysis = analyse(ratings, Outcomes(met_at={"plan": 3, "reflection": 3}), draws=1000, seed=7)
    analysis.judgment.verdict         # "supported", "provisional", "not_yet" or "concern"
    analysis.scoring.alpha            # an Estimate
    analysis.as_dict()                # the whole as plain JSON values
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cairn.engines.measurement import redundancy, verdicts
from cairn.engines.measurement.decisions import Consistency, consistency, errors
from cairn.engines.measurement.drift import Monitored, Strip, untangled
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.facets import Facets, facets
from cairn.engines.measurement.fairness import GroupDifference, by_criterion, by_evaluator, largest_group
from cairn.engines.measurement.generalizability import MOST_EVALUATORS, Study, study
from cairn.engines.measurement.plain import plain
from cairn.engines.measurement.ratings import Ratings
from cairn.engines.measurement.redundancy import CriterionPair
from cairn.engines.measurement.report.parts import Criterion, Scoring, criteria, scoring
from cairn.engines.measurement.simulation import Errors


@dataclass(frozen=True)
class Outcomes:
    """What a report needs beside the headline scores.

    `met_at`: criterion to the lowest rank that meets it; every criterion of the ratings must be there.
    `first_attempts`: how many there are, read twice or once (the tier goes by it); None: as many as were scored.
    `every`: the scores of all first attempts, read twice or once, whatever the reason, on which the criteria and the
    groups are judged; None: the headline scores.
    `groups`: a kind of group (such as "grade band") to each submission's group in it; a submission may be missing.
    `monitored`: readings that can be compared with an expert's or a co-reader's, in order of time, of the evaluators
    of this edition, from all micro-credentials.
    `answered`: evaluators whose drift has been acted on, which then no longer counts against the edition.
    `calibrated`: whether all evaluators were calibrated; None where there is no calibration.
    `completeness`: the share of readings due that are in, or None.
    `readings`: how many evaluators decide a submission as a rule now, for which phi is judged.
    """

    met_at: Mapping[str, int]
    first_attempts: int | None = None
    every: Ratings | None = None
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    monitored: tuple[Monitored, ...] = ()
    answered: frozenset[str] = frozenset()
    calibrated: bool | None = None
    completeness: float | None = None
    readings: int = 1
    thresholds: verdicts.Thresholds = verdicts.DEFAULTS


@dataclass(frozen=True, eq=False)
class Analysis:
    """All parts of a report. Every figure is an Estimate, which says why where it has no value.

    `fairness` maps each kind of group to the differences by criterion, `partiality` maps it and each group to how much
    more lenient each evaluator is with that group than with the largest. `seed` and `draws` make it again.
    """

    judgment: verdicts.Judgment
    scoring: Scoring
    generalizability: Study
    consistency: Consistency
    errors: tuple[Errors, ...]
    criteria: tuple[Criterion, ...]
    criterion_pairs: tuple[CriterionPair, ...]
    facets: Facets
    strips: tuple[Strip, ...]
    fairness: Mapping[str, tuple[GroupDifference, ...]]
    partiality: Mapping[str, Mapping[str, tuple[Estimate, ...]]]
    draws: int
    seed: int

    def as_dict(self) -> dict[str, Any]:
        """As plain values for JSON; names of fields stay, arrays become lists."""
        made: dict[str, Any] = plain(self)
        return made


def analyse(ratings: Ratings, outcomes: Outcomes, *, draws: int, seed: int) -> Analysis:
    """The whole report. `ratings`: headline scores, so only first attempts read twice at launch or by chance, and both
    readings of each. The same arguments give the same numbers, to the last digit. ValueError if a criterion has no
    level at which it is met.
    """
    missing = [item for item in ratings.items if item not in outcomes.met_at]
    if missing:
        raise ValueError(f"At which level is each criterion met? It is not said for {', '.join(missing)}.")
    rng = np.random.default_rng(seed)
    every = outcomes.every or ratings
    scored = scoring(ratings, outcomes.met_at, draws=draws, rng=rng)
    general = study(ratings, draws=draws, rng=rng)
    decided = consistency(ratings, outcomes.met_at, draws=draws, rng=rng)
    charts = untangled(outcomes.monitored)
    differences = {
        kind: by_criterion(every, given, outcomes.met_at) for kind, given in outcomes.groups.items()
    }
    return Analysis(
        judgment=verdicts.judge(
            _facts(ratings, outcomes, scored, general, decided, charts, differences), outcomes.thresholds
        ),
        scoring=scored,
        generalizability=general,
        consistency=decided,
        errors=errors(general.found, ratings, outcomes.met_at, rng),
        criteria=criteria(every, outcomes.met_at),
        criterion_pairs=redundancy.criteria(ratings, draws=draws, rng=rng),
        facets=facets(ratings),
        strips=charts,
        fairness=differences,
        partiality={kind: partiality(every, given) for kind, given in outcomes.groups.items()},
        draws=draws,
        seed=seed,
    )


def _facts(
    ratings: Ratings,
    outcomes: Outcomes,
    scored: Scoring,
    general: Study,
    decided: Consistency,
    charts: tuple[Strip, ...],
    differences: Mapping[str, tuple[GroupDifference, ...]],
) -> verdicts.Facts:
    tests = [(kind, each) for kind, found in differences.items() for each in found]
    attempts = outcomes.first_attempts
    return verdicts.Facts(
        first_attempts=len(ratings.units) if attempts is None else attempts,
        double_read=ratings.double_read,
        alpha=scored.alpha,
        decision=decided.agreement,
        phi=undefined("phi", general.undefined)
        if general.undefined
        else general.at(min(outcomes.readings, MOST_EVALUATORS)).absolute,
        completeness=outcomes.completeness,
        calibrated=outcomes.calibrated,
        drifting=sum(strip.sure for strip in charts if strip.evaluator not in outcomes.answered),
        monitored=sum(not strip.undefined for strip in charts),
        biased=tuple(
            f"{each.criterion} ({kind}: {each.group})" for kind, each in tests if each.test.ets == "C"
        ),
        fairness_known=bool(tests) and all(each.test.ets for _, each in tests),
    )


def partiality(ratings: Ratings, groups: Mapping[str, str]) -> dict[str, tuple[Estimate, ...]]:
    """Each group but the largest, with every evaluator's leniency toward it; empty without two groups."""
    present = {groups[unit] for unit in ratings.units if groups.get(unit)}
    if len(present) < 2:
        return {}
    standard = largest_group(ratings, groups)
    return {
        group: by_evaluator(ratings, groups, reference=standard, focal=group)
        for group in sorted(present - {standard})
    }
