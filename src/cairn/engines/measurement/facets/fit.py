"""Standard errors and fit statistics of a solved many-facet model."""

from __future__ import annotations

import numpy as np

from cairn.engines.measurement.facets.marginal import RIDGE, Floats, Solution, at_least, bounds


def errors(solved: Solution) -> Floats:
    """Standard errors of criteria and then evaluators, from the cross products of the submissions' score vectors.

    Berndt, Hall, Hall and Hausman (1974), Annals of Economic and Social Measurement 3, 653-665.
    """
    data, size = solved.data, len(solved.at)
    chances = np.exp(solved.logs)
    mean = chances @ data.ranks
    excess = data.rank - _expected(solved, mean)
    leaning = data.rank * (solved.posterior @ solved.nodes)[data.unit] - _expected(
        solved, mean * solved.nodes
    )
    scores = np.zeros((solved.posterior.shape[0], size))
    for column, values in ((0, excess), (1, leaning)):
        scores[:, column] = np.bincount(data.unit, values, len(scores))
    item = data.design[:, : data.items].argmax(axis=1)[data.cell]
    np.subtract.at(scores, (data.unit, 2 + item), excess)
    np.subtract.at(scores, (data.unit, 2 + data.items + data.rater), excess)
    above = at_least(chances)
    for step in range(above.shape[2]):
        over = (data.rank > step) - _expected(solved, above[:, :, step])
        scores[:, solved.facets.stop + step] = -np.bincount(data.unit, over, len(scores))
    information = scores.T @ scores
    information[np.diag_indices(size)] += np.where(_is_facet(solved), RIDGE, 0.0)
    held = bounds(data, size)
    system = np.block([[information, held.T], [held, np.zeros((3, 3))]])
    made: Floats = np.sqrt(np.maximum(np.diag(np.linalg.pinv(system)), 0.0))
    return made[solved.facets]


def misfit(solved: Solution) -> tuple[Floats, Floats]:
    """Infit and outfit of each evaluator: expected squared residuals over expected variances, as a whole and each."""
    data = solved.data
    chances = np.exp(solved.logs)
    mean = chances @ data.ranks
    variance = np.maximum(chances @ data.ranks**2 - mean**2, 1e-6)
    squares = _squares(solved, mean, np.ones_like(mean))
    number = np.maximum(np.bincount(data.rater), 1)
    infit = np.bincount(data.rater, squares) / np.maximum(
        np.bincount(data.rater, _expected(solved, variance)), 1e-12
    )
    outfit = np.bincount(data.rater, _squares(solved, mean, 1 / variance)) / number
    return infit, outfit


def _squares(solved: Solution, mean: Floats, weight: Floats) -> Floats:
    rank = solved.data.rank
    return np.asarray(
        rank**2 * _expected(solved, weight)
        - 2 * rank * _expected(solved, mean * weight)
        + _expected(solved, mean**2 * weight)
    )


def _expected(solved: Solution, values: Floats) -> Floats:
    """For each score, the posterior expectation of a quantity given by cell and node."""
    return np.asarray(np.einsum("sq,sq->s", solved.posterior[solved.data.unit], values[solved.data.cell]))


def _is_facet(solved: Solution) -> Floats:
    places = np.zeros(len(solved.at))
    places[solved.facets] = 1
    return places
