"""Variance components of double-read scores by restricted maximum likelihood, and how sure they are.

Exact: the restricted likelihood of the sparse crossed model, and its maximum with no variance below zero.

Approximate: intervals. A draw gives each submission a weight; the estimate moves by the first-order influence of each
submission (one Newton step, linear in the weights), which is what a refit does up to terms of order 1/n. Submissions
drawn again say nothing about evaluators who were not there. So the parts between evaluators are spread further
by the law of a variance among so few: nu / chi-squared(nu) with nu = evaluators - 1, times criteria - 1 for their
interaction, as for a normal sample (Searle, Casella and McCulloch, Variance Components, 1992). The criteria are taken
as those of this rubric.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import minimize

from cairn.engines.measurement import bootstrap, minimums
from cairn.engines.measurement.components.blocks import Blocks, Floats, Whole
from cairn.engines.measurement.components.likelihood import EC, RESIDUAL, E, Likelihood, S
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.ratings import Ratings

EFFECTS = (
    "submission",
    "evaluator",
    "criterion",
    "submission x criterion",
    "submission x evaluator",
    "evaluator x criterion",
    "residual",
)


@dataclass(frozen=True, eq=False)
class Components:
    """The seven parts of variance in the order of EFFECTS, or the reason why there are none.

    `values` are 0 for parts that the data cannot hold apart (all that involve criteria where there is only one).
    `free` are the places that were estimated. `n` counts double-read submissions.
    """

    values: Floats
    free: Whole
    n: int
    n_units: int
    evaluators: int
    criteria: int
    undefined: str = ""
    cautions: tuple[str, ...] = ()
    _likelihood: Likelihood | None = field(default=None, repr=False)

    @property
    def total(self) -> float:
        return float(self.values.sum())

    def draws(self, draws: int, rng: np.random.Generator) -> Floats:
        """draws x 7 values under resampled submissions and evaluators, none below zero; see the module."""
        if self.undefined or draws < 1:
            return np.empty((0, len(EFFECTS)))
        shift, influence = self._influence
        moved = bootstrap.bootstrap(lambda weights: (weights - 1) @ influence, len(influence), draws, rng)
        made = np.maximum(self.values + shift + moved, 0.0)
        for place, freedom in (
            (E, self.evaluators - 1),
            (EC, (self.evaluators - 1) * (self.criteria - 1)),
        ):
            if place in self.free and freedom > 0:
                made[:, place] *= freedom / rng.chisquare(freedom, draws)
        return made

    def estimates(self, samples: Floats, *, level: float = 0.95) -> tuple[Estimate, ...]:
        """One estimate per effect, with percentile intervals of `samples` from `draws`."""
        if self.undefined:
            return tuple(undefined(name, self.undefined, self.n, level=level) for name in EFFECTS)
        return tuple(self._estimate(place, samples, level) for place in range(len(EFFECTS)))

    def _estimate(self, place: int, samples: Floats, level: float) -> Estimate:
        if place not in self.free:
            return undefined(EFFECTS[place], "one_item", self.n, level=level)
        low, high = bootstrap.percentile(samples[:, place], level)
        value = float(self.values[place])
        cautions = (*self.cautions, *(("boundary",) if value == 0 else ()))
        return Estimate(
            EFFECTS[place], value, low, high, self.n, level, cautions=cautions, method="bootstrap"
        )

    @cached_property
    def _influence(self) -> tuple[Floats, Floats]:
        """What the Newton step adds to the estimate (0 unless at a boundary), and each submission's influence."""
        assert self._likelihood is not None  # noqa: S101  # for the types: fitted before
        step = np.maximum(1e-2 * self.values, 2e-4 * self.total)
        inside = self.free[self.values[self.free] > 0]
        for places in (self.free, inside):
            curves = _slopes(self._likelihood.gradient, self.values, step, places)[places]
            if np.isfinite(curves).all() and np.linalg.eigvalsh(curves + curves.T).min() > 0:
                break
        shift, influence = np.zeros(len(EFFECTS)), np.zeros((self.n_units, len(EFFECTS)))
        by_unit = _slopes(self._likelihood.by_unit, self.values, step, places)
        if not (np.isfinite(curves).all() and np.isfinite(by_unit).all()):
            influence[:] = np.nan
        else:
            inverse = np.linalg.pinv((curves + curves.T) / 2, rcond=1e-10, hermitian=True)
            shift[places] = -inverse @ self._likelihood.gradient(self.values)[places]
            influence[:, places] = -by_unit @ inverse
        return shift, influence


def components(ratings: Ratings) -> Components:
    """The parts of variance of sparse scores, every available score used, as lme4 would give them:

    score ~ 1 + (1|s) + (1|e) + (1|c) + (1|s:c) + (1|s:e) + (1|e:c)

    Undefined ("no_pairs", "one_rater", "no_variance", "not_converged") rather than wrong. At least 30 double-read
    submissions by 4 evaluators, else the cautions say so.
    """
    n, evaluators, criteria = ratings.double_read, len(ratings.raters), len(ratings.items)
    nothing = np.zeros(len(EFFECTS))
    reason = _unfit(ratings)
    if reason:
        none = np.empty(0, dtype=np.intp)
        return Components(nothing, none, n, len(ratings.units), evaluators, criteria, reason)
    scores = ratings.score - ratings.score.mean()
    blocks = Blocks.of(ratings.unit, ratings.rater, ratings.item, scores, len(ratings.units))
    likelihood = Likelihood(blocks)
    free = np.array([S, E, RESIDUAL] if criteria == 1 else range(len(EFFECTS)), dtype=np.intp)
    values, settled = _maximum(likelihood, free, float(scores.var()))
    return Components(
        values=values,
        free=free,
        n=n,
        n_units=len(ratings.units),
        evaluators=evaluators,
        criteria=criteria,
        undefined="" if settled else "not_converged",
        cautions=_cautions(n, evaluators),
        _likelihood=likelihood,
    )


def _unfit(ratings: Ratings) -> str:
    if not len(ratings):
        return "no_data"
    if len(ratings.raters) < 2:
        return "one_rater"
    if not ratings.double_read:
        return "no_pairs"
    if len(set(ratings.score.tolist())) < 2:
        return "no_variance"
    return "too_few" if ratings.double_read < 2 else ""


def _cautions(n: int, evaluators: int) -> tuple[str, ...]:
    few = () if minimums.enough("generalizability_evaluators", evaluators) else ("few_evaluators",)
    return (*minimums.caution("generalizability", n), *few)


def _maximum(likelihood: Likelihood, free: Whole, scale: float) -> tuple[Floats, bool]:
    """The variances that minimize the criterion, and whether the search settled. Works in units of `scale`."""

    def spread(given: Floats) -> Floats:
        values = np.zeros(len(EFFECTS))
        values[free] = given * scale
        return values

    def criterion(given: Floats) -> tuple[float, Floats]:
        value, slope = likelihood.with_gradient(spread(given))
        return value, slope[free] * scale

    found = minimize(
        criterion,
        np.full(len(free), 1 / len(free)),
        jac=True,
        method="L-BFGS-B",
        bounds=[(1e-6 if place == RESIDUAL else 0.0, None) for place in free],
        options={"ftol": 1e-14, "gtol": 1e-7, "maxiter": 500},
    )
    value, slope = criterion(found.x)
    still = np.abs(np.where((found.x > 0) | (slope < 0), slope, 0.0)).max()
    return spread(found.x), bool(np.isfinite(value)) and bool(still < 1e-2 * max(1.0, abs(value) ** 0.5))


def _slopes(function: Callable[[Floats], Floats], at: Floats, step: Floats, places: Whole) -> Floats:
    """Central differences of a function with values of any shape; the derivatives lie along the last axis."""
    made = []
    for place in places:
        move = np.zeros_like(at)
        move[place] = step[place]
        try:
            made.append((function(at + move) - function(at - move)) / (2 * step[place]))
        except np.linalg.LinAlgError:
            made.append(np.full_like(function(at), np.nan))
    return np.stack(made, axis=-1)
