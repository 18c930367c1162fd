"""The restricted likelihood of crossed random effects, with everything inside a submission absorbed exactly.

The model of a score by evaluator e of submission s on criterion c is

    mean + s + e + c + s*c + s*e + e*c + residual,

each a normal effect with its own variance. With V = B + Z G Z', B holds what is within a submission (s, s*c, s*e,
residual) and is inverted pattern by pattern; G is the covariance of the cells of evaluator x criterion (e, c, e*c).
Woodbury's identity leaves matrices of the number of cells only. Nothing is approximated: the value is the REML
criterion that lme4 minimizes (Bates et al. 2015, Journal of Statistical Software 67(1)), up to a
constant. Patterson and Thompson (1971), Biometrika 58, 545-554.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve

from cairn.engines.measurement.components.blocks import Blocks, Floats, Pattern

S, E, C, SC, SE, EC, RESIDUAL = range(7)


@dataclass(frozen=True, eq=False)
class _Solved:
    """The parts of one evaluation: the criterion, each pattern's inverse and log determinant, what the model expects
    in each cell, and the derivatives of the criterion by the cells' information and by their covariance."""

    criterion: float
    inverses: tuple[Floats, ...]
    determinants: tuple[float, ...]
    expected: Floats
    by_information: Floats
    by_covariance: Floats


class Likelihood:
    """The criterion as a function of the seven variances, for one set of scores."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        rater, item = blocks.cell_rater, blocks.cell_item
        self._same_rater = (rater[:, None] == rater).astype(np.float64)
        self._same_item = (item[:, None] == item).astype(np.float64)
        self._size = len(rater)
        self._places = [_places(pattern, self._size) for pattern in blocks.patterns]

    def by_unit(self, variances: Floats) -> Floats:
        """How much the criterion grows with each submission's weight, the rest held: its derivative at weight 1."""
        solved = self._solve(variances)
        grown = np.zeros(self.blocks.n_units)
        for pattern, inverse, determinant in zip(
            self.blocks.patterns, solved.inverses, solved.determinants, strict=True
        ):
            left = pattern.scores - solved.expected[pattern.cells][pattern.team]
            shared = np.einsum("tab,ab->t", _of_teams(pattern, solved.by_information), inverse)
            grown[pattern.units] = determinant + shared[pattern.team] + ((left @ inverse) * left).sum(axis=1)
        return grown

    def gradient(self, variances: Floats) -> Floats:
        """The criterion's derivatives by the seven variances."""
        return self.with_gradient(variances)[1]

    def with_gradient(self, variances: Floats) -> tuple[float, Floats]:
        """-2 times the restricted log likelihood, without its constant, and its derivatives by the seven variances.

        LinAlgError where variances below zero allow no covariance.
        """
        solved, made = self._solve(variances), np.zeros(7)
        for pattern, inverse in zip(self.blocks.patterns, solved.inverses, strict=True):
            expected = solved.expected[pattern.cells]
            crossed = pattern.totals.T @ expected
            squares = pattern.products - crossed - crossed.T + (expected.T * pattern.teams) @ expected
            shared = np.einsum("tab,t->ab", _of_teams(pattern, solved.by_information), pattern.teams)
            slope = len(pattern.units) * inverse - inverse @ (squares + shared) @ inverse
            made[S] += slope.sum()
            made[SC] += (slope * pattern.same_item).sum()
            made[SE] += (slope * pattern.same_rater).sum()
            made[RESIDUAL] += np.trace(slope)
        made[E] = (solved.by_covariance * self._same_rater).sum()
        made[C] = (solved.by_covariance * self._same_item).sum()
        made[EC] = np.trace(solved.by_covariance)
        return solved.criterion, made

    def _solve(self, variances: Floats) -> _Solved:
        inverses, determinants = zip(
            *(_inverse(pattern, variances) for pattern in self.blocks.patterns), strict=True
        )
        information, pulled, squares = self._cells(inverses)
        within = sum(
            each * len(pattern.units)
            for each, pattern in zip(determinants, self.blocks.patterns, strict=True)
        )
        between = variances[E] * self._same_rater + variances[C] * self._same_item
        between[np.diag_indices(self._size)] += variances[EC]
        factors = lu_factor(np.eye(self._size) + information @ between)
        # A determinant below zero is no covariance; it can only come from a negative variance.
        signs = np.sign(np.diag(factors[0])).prod() * (-1) ** (factors[1] != np.arange(self._size)).sum()
        ones = lu_solve(factors, information.sum(axis=1))
        weight = float(ones.sum())
        if signs <= 0 or weight <= 0:
            raise np.linalg.LinAlgError
        pull = lu_solve(factors, pulled)
        mean = float(pull.sum()) / weight
        log_cells = float(np.log(np.abs(np.diag(factors[0]))).sum())
        left = squares - float(pulled @ between @ pull) - mean * float(pull.sum())
        residual = pull - mean * ones
        spread = lu_solve(factors, between, trans=1).T
        level = 1 - spread @ information.sum(axis=1)
        return _Solved(
            criterion=within + log_cells + float(np.log(weight)) + left,
            inverses=inverses,
            determinants=determinants,
            expected=mean + between @ residual,
            by_information=spread + np.outer(level, level) / weight,
            by_covariance=lu_solve(factors, information)
            - np.outer(ones, ones) / weight
            - np.outer(residual, residual),
        )

    def _cells(self, inverses: tuple[Floats, ...]) -> tuple[Floats, Floats, float]:
        """Z'B⁻¹Z and Z'B⁻¹y over the cells, and y'B⁻¹y."""
        size = self._size
        information, pulled, squares = np.zeros(size * size), np.zeros(size), 0.0
        for pattern, places, inverse in zip(self.blocks.patterns, self._places, inverses, strict=True):
            weighted = pattern.teams[:, None, None] * inverse
            information += np.bincount(places, weighted.ravel(), size * size)
            pulled += np.bincount(pattern.cells.ravel(), (pattern.totals @ inverse).ravel(), size)
            squares += float((pattern.products * inverse).sum())
        return information.reshape(size, size), pulled, squares


def _of_teams(pattern: Pattern, matrix: Floats) -> Floats:
    """The parts of a matrix over cells that each team of a pattern sees: T x n x n."""
    return matrix[pattern.cells[:, :, None], pattern.cells[:, None, :]]


def _places(pattern: Pattern, size: int) -> NDArray[np.intp]:
    return (pattern.cells[:, :, None] * size + pattern.cells[:, None, :]).ravel()


def _inverse(pattern: Pattern, variances: Floats) -> tuple[Floats, float]:
    within = variances[S] + variances[SC] * pattern.same_item + variances[SE] * pattern.same_rater
    within[np.diag_indices(len(within))] += variances[RESIDUAL]
    lower = np.linalg.cholesky(within)
    inverse = np.linalg.inv(lower)
    return inverse.T @ inverse, 2 * float(np.log(np.diag(lower)).sum())
