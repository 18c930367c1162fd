"""G and D studies: how far scores would come out alike with other evaluators and criteria.

Brennan, Generalizability Theory (2001). The relative coefficient (E rho squared) asks whether
the order of submissions would stay; the absolute one (phi) whether their levels would, which is what a
decision against a standard needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement import bootstrap, minimums
from cairn.engines.measurement.components import Components, components
from cairn.engines.measurement.components.anova import Anova, Design
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.ratings import Ratings

Floats = NDArray[np.float64]
Effect = tuple[str, ...]

MOST_EVALUATORS, MOST_CRITERIA = 5, 12
TARGETS = (0.70, 0.80)

CROSSED = Design.read("s, e, c, s c, s e, e c, s e c")
"""Submissions by evaluators by criteria, in the order of `components.EFFECTS`."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Variances of universe scores and of the two kinds of error, and what they come to. None if nothing varies."""

    universe: float
    relative_error: float
    absolute_error: float

    @property
    def relative(self) -> float | None:
        return _share(self.universe, self.relative_error)

    @property
    def absolute(self) -> float | None:
        return _share(self.universe, self.absolute_error)


def g_study(found: Anova, *, fixed: Collection[str] = ()) -> Coefficients:
    """The coefficients of the design that was observed, however unbalanced; parts below zero count as zero."""
    return _coefficients(found.design, found.values, found.levels, fixed)


def d_study(
    design: Design, values: Mapping[Effect, float], sizes: Mapping[str, int], *, fixed: Collection[str] = ()
) -> Coefficients:
    """The coefficients with other numbers of levels; a nested facet's size is per level of what it is nested in."""
    levels = {
        effect: float(np.prod([sizes[facet] for facet in effect if facet != design.object]))
        for effect in design.effects[1:]
    }
    return _coefficients(design, values, levels, fixed)


def _coefficients(
    design: Design, values: Mapping[Effect, float], levels: Mapping[Effect, float], fixed: Collection[str]
) -> Coefficients:
    """Where only fixed facets are averaged over, the object's interactions with them are part of what is measured."""
    universe, relative, absolute = max(values[design.effects[0]], 0.0), 0.0, 0.0
    for effect in design.effects[1:]:
        part = max(values[effect], 0.0) / levels[effect]
        others = set(effect) - {design.object}
        if others <= set(fixed):
            universe += part if design.object in effect else 0.0
            continue
        absolute += part
        relative += part if design.object in effect else 0.0
    return Coefficients(universe, relative, absolute)


@dataclass(frozen=True, slots=True)
class Cell:
    """One design: so many evaluators read each submission on so many criteria."""

    evaluators: int
    criteria: int
    relative: Estimate
    absolute: Estimate


@dataclass(frozen=True, eq=False)
class Study:
    """The parts of variance, their shares of the whole, and the coefficients of every design up to 5 x 12.

    `shares` follow `components.EFFECTS`; `criteria` is how many there are now.
    """

    parts: tuple[Estimate, ...]
    shares: tuple[float, ...]
    contour: tuple[Cell, ...]
    criteria: int
    n: int
    found: Components = field(repr=False)

    @property
    def undefined(self) -> str:
        """Why there are no figures, or nothing."""
        return self.found.undefined

    def at(self, evaluators: int, criteria: int | None = None) -> Cell:
        """One design of the contour. KeyError beyond it."""
        wanted = (evaluators, self.criteria if criteria is None else criteria)
        for cell in self.contour:
            if (cell.evaluators, cell.criteria) == wanted:
                return cell
        raise KeyError(wanted)

    def fewest_evaluators(self, target: float) -> int | None:
        """The fewest evaluators reaching phi >= target with the present criteria, None if none on the contour does."""
        return _first(
            c.evaluators for c in self.contour if c.criteria == self.criteria and _reaches(c, target)
        )

    def fewest_criteria(self, target: float, evaluators: int) -> int | None:
        """The fewest criteria reaching phi >= target with so many evaluators, None if none on the contour does."""
        return _first(c.criteria for c in self.contour if c.evaluators == evaluators and _reaches(c, target))


def study(
    ratings: Ratings, *, draws: int, rng: np.random.Generator, level: float = 0.95, fixed: bool = False
) -> Study:
    """Variance components and every design's coefficients, with intervals from `draws`. `fixed`: the criteria are all
    there are, so what they ask is part of what is measured."""
    found = components(ratings)
    samples = found.draws(draws, rng)
    parts = found.estimates(samples, level=level)
    n_criteria = max(len(ratings.items), 1)
    if found.undefined:
        return Study(parts, (), (), n_criteria, found.n, found)
    widest = max(MOST_CRITERIA, n_criteria)
    cells = tuple(
        _cell(found, samples, evaluators, criteria, level, fixed)
        for evaluators in range(1, MOST_EVALUATORS + 1)
        for criteria in (range(1, widest + 1) if n_criteria > 1 else (1,))
    )
    shares = tuple((found.values / found.total).tolist())
    return Study(parts, shares, cells, n_criteria, found.n, found)


def _cell(
    found: Components, samples: Floats, evaluators: int, criteria: int, level: float, fixed: bool
) -> Cell:
    relative, absolute = (
        both(np.vstack([found.values, samples]), evaluators, criteria, fixed)
        for both in (relative_of, absolute_of)
    )
    return Cell(
        evaluators,
        criteria,
        _estimate("relative", relative, found, level),
        _estimate("phi", absolute, found, level),
    )


def relative_of(values: Floats, evaluators: int, criteria: int, fixed: bool = False) -> Floats:
    """E rho squared of rows of seven variances, in the order of `components.EFFECTS`; NaN where nothing varies."""
    return _ratio(values, evaluators, criteria, fixed, absolute=False)


def absolute_of(values: Floats, evaluators: int, criteria: int, fixed: bool = False) -> Floats:
    """Phi of rows of seven variances, in the order of `components.EFFECTS`; NaN where nothing varies."""
    return _ratio(values, evaluators, criteria, fixed, absolute=True)


def _ratio(values: Floats, evaluators: int, criteria: int, fixed: bool, *, absolute: bool) -> Floats:
    s, e, c, sc, se, ec, rest = np.moveaxis(values, -1, 0)
    universe = s + (sc / criteria if fixed else 0.0)
    error = se / evaluators + rest / (evaluators * criteria) + (0.0 if fixed else sc / criteria)
    if absolute:
        error = error + e / evaluators + ec / (evaluators * criteria) + (0.0 if fixed else c / criteria)
    whole = universe + error
    return np.asarray(np.divide(universe, whole, out=np.full_like(whole, np.nan), where=whole > 0))


def _estimate(name: str, made: Floats, found: Components, level: float) -> Estimate:
    if not np.isfinite(made[0]):
        return undefined(name, "no_variance", found.n, level=level)
    low, high = bootstrap.percentile(made[1:], level)
    return Estimate(
        name, float(made[0]), low, high, found.n, level, cautions=found.cautions, method="bootstrap"
    )


def _reaches(cell: Cell, target: float) -> bool:
    return cell.absolute.value is not None and cell.absolute.value >= target


def _first(numbers: Iterable[int]) -> int | None:
    return min(numbers, default=None)


def _share(part: float, error: float) -> float | None:
    return part / (part + error) if part + error > 0 else None


def enough(found: Study) -> bool:
    """Whether the study rests on at least 30 double-read submissions."""
    return not found.undefined and minimums.enough("generalizability", found.n)
