"""How often two evaluators come to the same award, and what further readings would change.

The award is conjunctive (every criterion met), so the observed agreement of two readers is used. Livingston and Lewis's
estimate is for one total score against one cut and would be wrong here; it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement import agreement, bootstrap, kappa, minimums
from cairn.engines.measurement.components import Components
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.ratings import Ratings
from cairn.engines.measurement.simulation import Errors, Setup, compare, simulate

Floats = NDArray[np.float64]

SIMULATED = 10_000
# Rounding to whole levels adds a twelfth to the variance of single scores, and to nothing else.
ROUNDING = np.array([0, 0, 0, 0, 0, 0, 1 / 12])


@dataclass(frozen=True, slots=True)
class Consistency:
    """Of the award: the share of pairs of readers who agree (p0), their kappa, and the share of readings that award."""

    agreement: Estimate
    kappa: Estimate
    award_rate: Estimate


def consistency(
    ratings: Ratings, met_at: Mapping[str, int], *, draws: int, rng: np.random.Generator, level: float = 0.95
) -> Consistency:
    """Observed over submissions with two readings; at least 30 of them, else the cautions say so."""
    table = agreement.award(ratings, met_at)
    both = agreement.award_agreement(ratings, met_at, level=level).with_cautions(
        *minimums.caution("decision", ratings.double_read)
    )
    beyond = kappa.cohen(table, (0, 1), level=level).with_cautions(
        *minimums.caution("decision", ratings.double_read)
    )
    return Consistency(both, beyond, _rate(table, draws, rng, level))


def _rate(table: Floats, draws: int, rng: np.random.Generator, level: float) -> Estimate:
    """The share of readings that would award, each submission counting once."""
    read = np.isfinite(table)
    rows = read.any(axis=1)
    n = int(rows.sum())
    if not n:
        return undefined("award rate", "no_data", level=level)
    shares = np.where(read, table, 0.0)[rows].sum(axis=1) / read[rows].sum(axis=1)
    samples = bootstrap.bootstrap(lambda weights: weights @ shares / n, n, draws, rng)[:, 0]
    low, high = bootstrap.percentile(samples, level)
    return Estimate("award rate", float(shares.mean()), low, high, n, level, method="bootstrap")


def errors(
    found: Components, ratings: Ratings, met_at: Mapping[str, int], rng: np.random.Generator
) -> tuple[Errors, ...]:
    """What each policy of second reading costs and how often it decides wrongly, by simulation from the fitted model.

    The truth is the model's own: a submission's level without evaluators and chance, rounded, with evaluators who are
    neither lenient nor severe as a body. So these figures compare policies; they do not audit the edition. Empty where
    the parts of variance are not known.
    """
    if found.undefined:
        return ()
    means = np.array([ratings.score[ratings.item == place].mean() for place in range(len(ratings.items))])
    cuts = np.array([met_at[item] for item in ratings.items])
    cut = int(np.median(cuts))
    s, e, _, sc, se, ec, rest = np.sqrt(np.maximum(found.values - ROUNDING, 0.0)).tolist()
    setup = Setup(
        submissions=SIMULATED,
        evaluators=max(found.evaluators, 3),
        criteria=len(means),
        levels=max(ratings.scale),
        cut=cut,
        mean=0.0,
        easier=dict(enumerate((means - cuts + cut).tolist())),
        quality=s,
        own=sc,
        halo=se,
        severity=e,
        taste=ec,
        noise=rest,
        leniency=0.0,
    )
    return compare(simulate(setup, rng), rng)
