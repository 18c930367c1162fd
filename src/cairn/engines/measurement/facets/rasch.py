"""The many-facet Rasch model: log P(k)/P(k-1) = quality - difficulty - severity - threshold k.

Linacre, Many-Facet Rasch Measurement (1989), with Andrich's (1978) rating scale. Submissions are integrated out under a
normal law (marginal maximum likelihood, Bock and Aitkin 1981, Psychometrika 46, 443-459), because treating each of them
as a parameter (joint maximum likelihood) pushes all others outward when each is read once or twice. The quadrature is
exact to the digits shown; a faint ridge (sd of 3 logits) keeps the severity of somebody who only ever gave the top
finite. Infit and outfit are expectations under each submission's posterior, so that they are 1 where the model holds;
they move less than those around point estimates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from cairn.engines.measurement import minimums
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.facets.fit import errors, misfit
from cairn.engines.measurement.facets.links import gaps, linked_groups
from cairn.engines.measurement.facets.marginal import solve
from cairn.engines.measurement.ratings import Ratings

Floats = NDArray[np.float64]

FIT_LOW, FIT_HIGH = 0.5, 1.5
FALSE = 0.05
HALF_A_LEVEL = 0.5


@dataclass(frozen=True, slots=True)
class Severity:
    """One evaluator: readings, the plain gap to co-readers in levels (below zero is severe), severity in logits (above
    zero is severe), and how well the model fits her (about 1; .5 to 1.5 is fine)."""

    evaluator: str
    readings: int
    gap: Estimate
    severity: Estimate
    infit: float | None
    outfit: float | None

    @property
    def misfits(self) -> bool:
        """Whether her scores are far noisier than the model expects."""
        return max(self.infit or 1.0, self.outfit or 1.0) > FIT_HIGH


@dataclass(frozen=True, slots=True)
class Facets:
    """The Wright map: `evaluators` and `criteria` on one scale of logits with the `quality` of submissions, whose
    posterior means are given in order of `ratings.units`. Where `undefined` says why, there are only the plain gaps.

    `groups` are the linked groups of evaluators; more than one means "not_connected".
    """

    evaluators: tuple[Severity, ...]
    criteria: tuple[Estimate, ...]
    thresholds: tuple[float, ...]
    spread: float | None
    quality: tuple[float, ...]
    groups: tuple[tuple[str, ...], ...]
    readings: int
    undefined: str = ""

    @property
    def apart(self) -> tuple[Severity, ...]:
        """Evaluators who stand out: half a level or more from their co-readers, and surely so by the model, even if
        one looks for the largest of all (Bonferroni, 5 % for all evaluators together)."""
        limit = float(ndtri(1 - FALSE / (2 * max(len(self.evaluators), 1))))
        return tuple(each for each in self.evaluators if _stands_out(each, limit))


def _stands_out(one: Severity, limit: float) -> bool:
    found, gap = one.severity, one.gap.value
    if found.value is None or not found.se or gap is None:
        return False
    # Both have to point the same way: severity above zero is a gap below it.
    return abs(gap) >= HALF_A_LEVEL and abs(found.value) > limit * found.se and (found.value > 0) == (gap < 0)


def facets(ratings: Ratings, *, level: float = 0.95) -> Facets:
    """Severity of every evaluator. Needs 100 readings, 15 by the evaluator, and evaluators who are all linked."""
    reads = np.unique(np.stack([ratings.unit, ratings.rater]), axis=1)[1]
    counts = np.bincount(reads, minlength=len(ratings.raters))
    groups, plain = linked_groups(ratings), gaps(ratings, level=level)
    reason = _unfit(ratings, len(reads), groups)
    made = None if reason else solve(ratings)
    if made is None or not made.settled:
        return _without(ratings, counts, plain, groups, reason or "not_converged", level)
    values, unsure, fits = made.at[made.facets], errors(made), np.stack(misfit(made), axis=1)
    n_items = len(ratings.items)
    evaluators = tuple(
        _severity(
            plain[place],
            int(counts[place]),
            values[place + n_items],
            unsure[place + n_items],
            fits[place],
            level,
        )
        for place in range(len(ratings.raters))
    )
    criteria = tuple(
        _estimate(name, values[place], unsure[place], len(reads), level)
        for place, name in enumerate(ratings.items)
    )
    quality = made.at[0] + made.at[1] * (made.posterior @ made.nodes)
    thresholds = tuple(made.at[made.facets.stop :].tolist())
    spread = abs(float(made.at[1]))
    return Facets(evaluators, criteria, thresholds, spread, tuple(quality.tolist()), groups, len(reads))


def _unfit(ratings: Ratings, readings: int, groups: tuple[tuple[str, ...], ...]) -> str:
    if not minimums.enough("facets", readings):
        return "too_few"
    if len(ratings.raters) < 2:
        return "one_rater"
    if len(groups) > 1:
        return "not_connected"
    return "no_variance" if len(np.unique(ratings.score)) < 2 else ""


def _without(
    ratings: Ratings,
    counts: NDArray[np.intp],
    plain: tuple[Estimate, ...],
    groups: tuple[tuple[str, ...], ...],
    reason: str,
    level: float,
) -> Facets:
    evaluators = tuple(
        Severity(name, int(n), gap, undefined(name, reason, int(n), level=level), None, None)
        for name, n, gap in zip(ratings.raters, counts, plain, strict=True)
    )
    criteria = tuple(undefined(name, reason, int(counts.sum()), level=level) for name in ratings.items)
    return Facets(evaluators, criteria, (), None, (), groups, int(counts.sum()), reason)


def _severity(gap: Estimate, n: int, value: float, error: float, fits: Floats, level: float) -> Severity:
    if not minimums.enough("facets_evaluator", n):
        return Severity(gap.name, n, gap, undefined(gap.name, "too_few", n, level=level), None, None)
    infit, outfit = fits.tolist()
    return Severity(gap.name, n, gap, _estimate(gap.name, value, error, n, level), infit, outfit)


def _estimate(name: str, value: float, error: float, n: int, level: float) -> Estimate:
    reach = float(ndtri((1 + level) / 2)) * error
    return Estimate(
        name, value, value - reach, value + reach, n, level, se=error, method="marginal likelihood"
    )
