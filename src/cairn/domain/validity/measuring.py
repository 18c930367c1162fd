"""From de-identified data to the analysis that a report shows. Pure: the same data give the same numbers.

NumPy and SciPy are loaded here alone, so pages, which only read what was computed, never wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from cairn.domain.validity import counted, counting, sections
from cairn.domain.validity.data import Data, Score, sha256, written
from cairn.domain.validity.rounding import rounded
from cairn.domain.validity.sections import figure, ratings_of
from cairn.engines.measurement import minimums
from cairn.engines.measurement.drift import Monitored
from cairn.engines.measurement.plain import plain
from cairn.engines.measurement.report import Outcomes, analyse
from cairn.engines.measurement.report.parts import scoring

DRAWS: Final = 1000


def measured(data: Data) -> dict[str, Any]:
    """The whole analysis as plain values, rounded to six digits."""
    if not counted.enough(data):
        return rounded(counted.counted(data))
    seed = int(sha256(written(data))[:8], 16)
    headline = counting.own_headline(data)
    double, every = counting.twice(headline), counting.every_score(data)
    met_at = {each.key: data.passing for each in data.criteria if each.edition == data.edition}
    found = analyse(ratings_of(data, double), _outcomes(data, met_at, every), draws=DRAWS, seed=seed)
    pooled = _pooled(data, seed)
    judgment = found.judgment
    tier, verdict, rules = judgment.tier, judgment.verdict, [plain(rule) for rule in judgment.rules]
    if pooled and tier == "raw" and verdict == "not_yet" and _holds(pooled["alpha"]):
        tier, verdict = "provisional", "provisional"
        rules.append(_pooled_rule(pooled))
    told: dict[str, Any] = {
        "tier": tier,
        "verdict": verdict,
        "rules": rules,
        "first_attempts": len(data.own),
        "edition": counted.edition(data),
        "departures": list(data.departures),
        "pooled": pooled,
        "counts": counted.counts(data, double),
        "scoring": sections.scoring(data, found, double),
        "generalization": (general := sections.generalization(data, found, double)),
        "decision": sections.decision(data, found),
        "criteria": sections.criteria(data, found, every),
        "evaluators": sections.evaluators(found),
        "fairness": sections.fairness(data, found),
        "granularity": sections.granularity(data, general, draws=DRAWS, seed=seed),
        "consequences": counted.consequences(data),
    }
    return rounded(told)


def _outcomes(data: Data, met_at: dict[str, int], every: Sequence[Score]) -> Outcomes:
    own = {each.submission: each.group for each in data.own if each.group}
    return Outcomes(
        met_at=met_at,
        first_attempts=len(data.own),
        every=ratings_of(data, every),
        groups={"group": own} if own else {},
        monitored=tuple(
            Monitored(each.evaluator, each.kind, each.residual, each.beside or "")
            for each in counting.monitored(data)
        ),
        answered=frozenset(data.answered),
        calibrated=counted.calibrated(data),
        completeness=counted.completeness(data),
        readings=max(int(data.rules.get("readings", 1)), int(data.rules.get("panel", 0))),
    )


def _pooled(data: Data, seed: int) -> dict[str, Any] | None:
    """Agreement over this edition and those it is pooled with, where it is too small to stand alone."""
    if not data.pooled or len(data.own) >= minimums.FULL:
        return None
    double = counting.twice(data.headline())
    met_at = {each.key: data.passing for each in data.criteria}
    found = scoring(ratings_of(data, double), met_at, draws=DRAWS, rng=np.random.default_rng(seed))
    first = [each for each in data.submissions if each.attempt == 1 and each.met is not None]
    return {
        "titles": list(data.pooled),
        "first_attempts": len(first),
        "double_read": len({each.submission for each in double}),
        "alpha": figure(found.overall.alpha),
        "exact": figure(found.overall.exact),
    }


def _holds(alpha: dict[str, Any]) -> bool:
    enough = alpha["value"] is not None and "below_minimum" not in alpha["cautions"]
    return bool(enough and alpha["value"] >= 0.667)


def _pooled_rule(pooled: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": "pooled",
        "asked": "Its evaluators agree where it is pooled with micro-credentials of the same levels",
        "found": f"alpha {pooled['alpha']['value']:.2f} over {pooled['double_read']} double-read submissions",
        "held": True,
        "grave": False,
    }
