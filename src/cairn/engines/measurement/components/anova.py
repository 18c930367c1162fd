"""Parts of variance of any crossed or nested design by the analysis of variance.

Uncorrected sums of squares are set equal to what is expected of them: method 1 of Henderson (1953), Biometrics 9,
226-252; Brennan, Generalizability Theory (2001), chapter 7 ("analogous ANOVA"). In complete designs these are the usual
estimates from mean squares; nothing is cut off at zero here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True)
class Design:
    """What is measured (`object`, a facet) and the effects, each the tuple of its facets; the last is the residual.

    A facet that is nested appears only together with what it is nested in: raters (r) of tasks (t)
    have the effect ("r", "t").
    """

    object: str
    effects: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> Design:
        """From the effects as text, the object of measurement first: "p, i, p i" or "p, t, r t, p t, p r t"."""
        effects = tuple(tuple(sorted(effect.split())) for effect in text.split(","))
        if not all(effects) or len(effects[0]) != 1 or len(set(effects)) != len(effects):
            raise ValueError(
                "Name the object of measurement first, then each effect once, such as “p, i, p i”."
            )
        return cls(effects[0][0], effects)


@dataclass(frozen=True, eq=False)
class Anova:
    """Each effect's part of variance, uncorrected sum of squares and effective number of levels per object.

    `levels` is n²/Σn² over an object's scores, harmonically averaged over objects: what an effect's variance is
    divided by in the object's mean (Brennan 2001, equation 7.28); in balanced designs simply the number of levels.
    """

    design: Design
    values: Mapping[tuple[str, ...], float]
    squares: Mapping[tuple[str, ...], float]
    levels: Mapping[tuple[str, ...], float]


def anova(design: Design, facets: Mapping[str, Sequence[object]], scores: ArrayLike) -> Anova:
    """The parts of variance of scores in long form; `facets` names for each facet the level of each score.

    ValueError if a facet is missing or the lengths differ, or if the data cannot hold the effects apart.
    """
    given = np.asarray(scores, dtype=np.float64)
    needed = {facet for effect in design.effects for facet in effect}
    if any(facet not in facets or len(facets[facet]) != len(given) for facet in needed):
        raise ValueError(
            f"Each of {', '.join(sorted(needed))} needs one level for each of the {len(given)} scores."
        )
    codes = [_levels(effect, facets) for effect in design.effects]
    mean = np.zeros(len(given), dtype=np.intp)
    sums = np.array([_square(code, given) for code in [*codes, mean]])
    matrix = np.array([[len(given), *(_expected(code, other) for other in codes)] for code in [*codes, mean]])
    if np.linalg.matrix_rank(matrix) < len(sums):
        raise ValueError("These data cannot hold the effects of this design apart.")
    found = np.linalg.solve(matrix, sums)[1:]
    objects = codes[0]
    return Anova(
        design,
        dict(zip(design.effects, map(float, found), strict=True)),
        dict(zip(design.effects, map(float, sums), strict=False)),
        {
            effect: _effective(objects, code)
            for effect, code in zip(design.effects[1:], codes[1:], strict=True)
        },
    )


def _levels(effect: tuple[str, ...], facets: Mapping[str, Sequence[object]]) -> Whole:
    rows = np.stack([np.unique(np.asarray(facets[name]), return_inverse=True)[1].ravel() for name in effect])
    return np.unique(rows, axis=1, return_inverse=True)[1].ravel()


def _square(code: Whole, scores: Floats) -> float:
    return float((np.bincount(code, scores) ** 2 / np.bincount(code)).sum())


def _expected(code: Whole, other: Whole) -> float:
    """How often an effect's variance stands in the expected sum of squares over the levels of `code`."""
    both, counts = np.unique(np.stack([code, other]), axis=1, return_counts=True)
    return float((np.bincount(both[0], counts**2.0) / np.bincount(code)).sum())


def _effective(objects: Whole, code: Whole) -> float:
    both, counts = np.unique(np.stack([objects, code]), axis=1, return_counts=True)
    shares = np.bincount(both[0], counts**2.0) / np.bincount(objects) ** 2
    return float(1 / shares.mean())
