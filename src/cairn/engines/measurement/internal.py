"""Internal consistency: whether the criteria of a rubric measure one thing."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
from scipy.optimize import minimize
from scipy.special import fdtri

from cairn.engines.measurement.counting import Vector
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.figures import figure
from cairn.engines.measurement.intervals import Interval, around
from cairn.engines.measurement.ratings import Table

REDUNDANT = 0.9
# A uniqueness at this share of the variance counts as measured without error (a Heywood case).
LEAST_UNIQUE = 0.005


def alpha(profile: Table, *, level: float = 0.95) -> Estimate:
    """Cronbach's alpha (1951, Psychometrika 16:297) with Feldt's interval.

    Profile: submissions x criteria; submissions that lack a criterion are left out.
    """
    scores, keys = _whole(profile)
    n, many = scores.shape
    reason = _unfit(scores, 2)
    if reason:
        return undefined("Cronbach's alpha", reason, n, level=level)
    total = float(scores.sum(axis=1).var(ddof=1))
    if total < 1e-12:
        return undefined("Cronbach's alpha", "no_variance", n, level=level)
    value = many / (many - 1) * (1 - float(scores.var(axis=0, ddof=1).sum()) / total)
    return figure(
        "Cronbach's alpha",
        value,
        family="alpha",
        n=n,
        interval=feldt(value, n, many, level),
        bounds=(-np.inf, 1),
        level=level,
        bands="internal",
        cautions=(*keys, *_warnings(value)),
        method="Feldt",
    )


def feldt(value: float, n: int, items: int, level: float = 0.95) -> Interval:
    """The interval of alpha by F. Feldt 1965, Psychometrika 30:357; Feldt, Woodruff & Salih 1987, Appl. Psychol.
    Meas. 11:93, formulas 6 and 7. Holds for criteria that measure equally well."""
    freedom = (n - 1, (n - 1) * (items - 1))
    low, high = (
        1 - (1 - value) * float(fdtri(*freedom, tail)) for tail in ((1 + level) / 2, (1 - level) / 2)
    )
    return low, high


def omega(profile: Table, *, level: float = 0.95) -> Estimate:
    """McDonald's omega total of the plain sum (1999, Test Theory, ch. 6): (sum of loadings)^2 over the sum's variance.

    One factor by maximum likelihood on the covariances, as in R's factanal. The interval is normal on the logit scale
    by the delta method with the expected information (Raykov & Marcoulides 2011, Introduction to Psychometric Theory,
    ch. 7).
    """
    scores, keys = _whole(profile)
    n, name = len(scores), "McDonald's omega total"
    reason = _unfit(scores, 3) or ("no_variance" if (scores.var(axis=0) < 1e-12).any() else "")
    if reason:
        return undefined(name, reason, n, level=level)
    spread = scores.std(axis=0, ddof=1)
    loadings, unique, settled = one_factor(np.asarray(np.corrcoef(scores, rowvar=False)))
    if not settled:
        return undefined(name, "not_converged", n, level=level)
    loadings, unique = loadings * spread, unique * spread**2
    common = float(loadings.sum()) ** 2
    value = common / (common + float(unique.sum()))
    heywood = bool((unique <= LEAST_UNIQUE * spread**2 * 1.001).any())
    return figure(
        name,
        value,
        family="omega",
        n=n,
        interval=(None, None) if heywood else _by_delta(loadings, unique, value, n, level),
        bounds=(0, 1),
        level=level,
        bands="internal",
        cautions=("one_factor", *keys, *(("heywood",) if heywood else ()), *_warnings(value)),
        method="delta method, logit",
    )


def one_factor(correlations: Table) -> tuple[Vector, Vector, bool]:
    """Loadings and uniquenesses of one factor by maximum likelihood, and whether the search settled.

    Joreskog 1967, Psychometrika 32:443: for given uniquenesses the loadings are known, so only those are searched.
    """
    inverse = np.linalg.pinv(correlations, hermitian=True)
    start = np.clip((1 - 0.5 / len(correlations)) / np.maximum(np.diag(inverse), 1e-6), LEAST_UNIQUE, 1.0)

    def misfit(unique: Vector) -> tuple[float, Vector]:
        root = np.sqrt(unique)
        values, vectors = np.linalg.eigh(correlations / np.outer(root, root))
        rest = np.maximum(values[:-1], 1e-12)
        loading = root * vectors[:, -1] * sqrt(max(values[-1] - 1, 0.0))
        gap = np.diag(np.outer(loading, loading)) + unique - np.diag(correlations)
        return float((rest - np.log(rest) - 1).sum()), gap / unique**2

    bounds = [(LEAST_UNIQUE, 1.0)] * len(correlations)
    found = minimize(
        misfit, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-14, "gtol": 1e-8}
    )
    unique = np.asarray(found.x, dtype=float)
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlations / np.outer(root, root))
    loading = root * vectors[:, -1] * sqrt(max(float(values[-1]) - 1, 0.0))
    return loading * (1.0 if loading.sum() >= 0 else -1.0), unique, bool(np.isfinite(found.fun))


def _by_delta(loadings: Vector, unique: Vector, value: float, n: int, level: float) -> Interval:
    many = len(loadings)
    if not 1e-9 < value < 1 - 1e-9:
        return None, None
    inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(unique))
    slopes = []
    for place in range(many):
        change = np.zeros((many, many))
        change[place] += loadings
        change[:, place] += loadings
        slopes.append(change)
    slopes += [np.diag(unit) for unit in np.eye(many)]
    bent = np.stack([inverse @ slope for slope in slopes])
    information = n / 2 * np.einsum("aij,bji->ab", bent, bent)
    whole, error = float(loadings.sum()), float(unique.sum())
    size = (whole**2 + error) ** 2
    by_part = np.concatenate([np.full(many, 2 * whole * error / size), np.full(many, -(whole**2) / size)])
    variance = float(by_part @ np.linalg.pinv(information, hermitian=True) @ by_part)
    if variance <= 0:
        return None, None
    low, high = around(log(value / (1 - value)), sqrt(variance) / (value * (1 - value)), level)
    return 1 / (1 + exp(-low)), 1 / (1 + exp(-high))


def _whole(profile: Table) -> tuple[Table, tuple[str, ...]]:
    scores = np.asarray(profile, dtype=float)
    if scores.ndim != 2:
        raise ValueError("Scores must be a table of submissions x criteria.")
    complete = np.isfinite(scores).all(axis=1)
    return scores[complete], () if complete.all() else ("listwise",)


def _unfit(scores: Table, least: int) -> str:
    if scores.shape[1] < least:
        return "one_item" if least == 2 else "three_items"
    if not len(scores):
        return "no_data"
    # One row more than criteria at least: below that the covariances are not of full rank.
    return "too_few" if len(scores) < (3 if least == 2 else scores.shape[1] + 2) else ""


def _warnings(value: float) -> tuple[str, ...]:
    if value < 0:
        return ("negative_covariance",)
    return ("redundant",) if value > REDUNDANT else ()
