"""Whether a criterion is harder for one group than for another at equal quality of the rest.

Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; the interval by Robins, Breslow and
Greenland (1986), Biometrics 42, 311-323; delta and the classes A, B, C of ETS by Dorans and Holland (1993), in
Holland and Wainer, Differential Item Functioning, 35-66. Too few people is "insufficient data" and never "no bias".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, chdtri, ndtri

from cairn.engines.measurement import minimums
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.facets.links import sums
from cairn.engines.measurement.ratings import Ratings

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SCALE = -2.35
NEGLIGIBLE, LARGE = 1.0, 1.5


@dataclass(frozen=True, slots=True)
class MantelHaenszel:
    """The common odds ratio, delta = -2.35 ln(odds ratio), the chi-squared with its p, and the ETS class.

    `ets` is "A", "B" or "C", or nothing where there is no delta or too few people.
    """

    odds: Estimate
    delta: Estimate
    chi_squared: float | None
    p: float | None
    ets: str


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """One criterion, one group against the reference group. Odds above 1 favor the reference group."""

    criterion: str
    group: str
    reference: str
    sizes: tuple[int, int]
    test: MantelHaenszel
    power: float


def mantel_haenszel(
    tables: NDArray[np.int64] | Floats, *, level: float = 0.95, correct: bool = True
) -> MantelHaenszel:
    """Of strata x 2 x 2 tables: rows reference and focal group, columns met and not met. ValueError otherwise."""
    counts = np.asarray(tables, dtype=np.float64)
    if counts.ndim != 3 or counts.shape[1:] != (2, 2) or (counts < 0).any():
        raise ValueError("Mantel-Haenszel takes a table of 2 x 2 counts for each stratum.")
    counts = counts[counts.sum(axis=(1, 2)) > 1]
    n = int(counts.sum())
    a, b, c, d = counts[:, 0, 0], counts[:, 0, 1], counts[:, 1, 0], counts[:, 1, 1]
    total = counts.sum(axis=(1, 2))
    concordant, discordant = a * d / total, b * c / total
    if not concordant.sum() or not discordant.sum():
        nothing = undefined("odds ratio", "no_variance" if n else "no_data", n, level=level)
        return MantelHaenszel(nothing, undefined("delta", nothing.undefined, n, level=level), None, None, "")
    odds = float(concordant.sum() / discordant.sum())
    se = _standard_error(concordant, discordant, (a + d) / total, (b + c) / total)
    reach = float(ndtri((1 + level) / 2)) * se
    statistic = _chi_squared(counts, correct)
    p = float(chdtrc(1, statistic)) if statistic is not None else None
    delta = SCALE * log(odds)
    return MantelHaenszel(
        Estimate("odds ratio", odds, odds * exp(-reach), odds * exp(reach), n, level),
        Estimate("delta", delta, delta + SCALE * reach, delta - SCALE * reach, n, level),
        statistic,
        p,
        ets_class(delta, -SCALE * se, p),
    )


def ets_class(delta: float, se: float, p: float | None) -> str:
    """A: less than 1 or not different from 0. C: at least 1.5 and surely more than 1 (one-sided .05). B: between."""
    if abs(delta) < NEGLIGIBLE or p is None or p >= 0.05:
        return "A"
    sure = (abs(delta) - NEGLIGIBLE) / se > float(ndtri(0.95))
    return "C" if abs(delta) >= LARGE and sure else "B"


def by_criterion(
    ratings: Ratings,
    groups: Mapping[str, str],
    met_at: Mapping[str, int],
    *,
    reference: str = "",
    level: float = 0.95,
) -> tuple[GroupDifference, ...]:
    """Every criterion for every group against the reference group (the largest unless named).

    Submissions are matched by the sum of their criteria, the studied one included, as ETS does; each counts once, by
    the mean of its readings. Under 100 people a group, the classes are withheld and the estimates are "too_few".
    """
    member = np.array([groups.get(unit, "") for unit in ratings.units], dtype=np.str_)
    names, sizes = np.unique(member[member != ""], return_counts=True)
    if len(names) < 2:
        return ()
    size = dict(zip(names.tolist(), sizes.tolist(), strict=True))
    standard = reference or largest_group(ratings, groups)
    profile = ratings.profile()
    met = profile >= np.array([met_at[item] for item in ratings.items])
    return tuple(
        _difference(ratings.items[place], group, standard, size, test)
        for group in size
        if group != standard
        for place, test in enumerate(_purified(profile, met, member == standard, member == group, level))
    )


def largest_group(ratings: Ratings, groups: Mapping[str, str]) -> str:
    """The group with most submissions, the first by name among equals; ValueError if no submission has a group."""
    counted = Counter(groups[unit] for unit in ratings.units if groups.get(unit))
    if not counted:
        raise ValueError("No submission has a group.")
    return min(counted, key=lambda name: (-counted[name], name))


def _purified(
    profile: Floats, met: Flags, reference: Flags, focal: Flags, level: float
) -> list[MantelHaenszel]:
    """Every criterion's test, matched on the criteria without a notable difference (and on the studied one).

    One biased criterion of four would else make the others seem biased the other way (Holland and Thayer 1988, in
    Wainer and Braun, Test Validity, 129-145). At least half the criteria go on to match.
    """
    known = np.isfinite(profile).all(axis=1) & (reference | focal)
    levels, met, side = profile[known], met[known], focal[known].astype(np.intp)
    places, matching = range(profile.shape[1]), set(range(profile.shape[1]))
    while True:
        tests = [_matched(levels, met[:, place], side, sorted(matching | {place}), level) for place in places]
        worst = max(matching, key=lambda place: abs(tests[place].delta.value or 0.0))
        if tests[worst].ets not in ("B", "C") or 2 * (len(matching) - 1) < len(places):
            return tests
        matching.remove(worst)


def _matched(
    levels: Floats, met: Flags, side: NDArray[np.intp], places: list[int], level: float
) -> MantelHaenszel:
    strata, code = np.unique(np.rint(levels[:, places].sum(axis=1)), return_inverse=True)
    tables = np.zeros((len(strata), 2, 2))
    np.add.at(tables, (code, side, np.where(met, 0, 1)), 1.0)
    return mantel_haenszel(tables, level=level)


def _difference(
    criterion: str, group: str, standard: str, size: Mapping[str, int], test: MantelHaenszel
) -> GroupDifference:
    sizes = (size[standard], size[group])
    if not minimums.enough("fairness", min(sizes)):
        test = _withheld(test)
    return GroupDifference(criterion, group, standard, sizes, test, power(*sizes, exp(NEGLIGIBLE / -SCALE)))


def _withheld(test: MantelHaenszel) -> MantelHaenszel:
    odds, delta = (
        undefined(each.name, "too_few", each.n, level=each.level) for each in (test.odds, test.delta)
    )
    return MantelHaenszel(odds, delta, None, None, "")


def power(
    reference: int, focal: int, odds_ratio: float, *, met: float = 0.6, strata: int = 5, alpha: float = 0.05
) -> float:
    """The chance to notice an odds ratio, with equally large strata in which `met` of the reference group meet it."""
    odds = met / (1 - met) / odds_ratio
    shares = np.array([[met, 1 - met], [odds / (1 + odds), 1 / (1 + odds)]])
    table = shares * np.array([[reference], [focal]]) / strata
    return power_of(np.repeat(table[None], strata, axis=0), alpha=alpha)


def power_of(expected: Floats, *, alpha: float = 0.05, correct: bool = True) -> float:
    """The chance of a significant chi-squared where these counts are expected, strata x 2 x 2: the
    noncentral chi-squared law with the statistic of the expected counts as noncentrality."""
    # Only this needs it, and it takes longer to load than all the rest of the statistics.
    from scipy.stats import ncx2

    statistic = _chi_squared(np.asarray(expected, dtype=np.float64), correct)
    return float(ncx2.sf(chdtri(1, alpha), 1, max(statistic or 0.0, 1e-12)))


def by_evaluator(
    ratings: Ratings, groups: Mapping[str, str], *, reference: str, focal: str, level: float = 0.95
) -> tuple[Estimate, ...]:
    """How much more lenient than her co-readers each evaluator is with the focal group than with the reference group.

    In levels, from readings of the same submissions. "too_few" under 10 such submissions in either group.
    """
    own = np.array([groups.get(unit, "") for unit in ratings.units])
    total, count = sums(ratings)
    gaps = np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
    return tuple(
        _contrast(name, gaps[:, place], own, reference, focal, level)
        for place, name in enumerate(ratings.raters)
    )


def _contrast(
    name: str, gaps: Floats, own: NDArray[np.str_], reference: str, focal: str, level: float
) -> Estimate:
    sides = [gaps[(own == group) & np.isfinite(gaps)] for group in (focal, reference)]
    n = min(len(side) for side in sides)
    if not minimums.enough("cell", n):
        return undefined(name, "too_few", n, level=level)
    value = float(sides[0].mean() - sides[1].mean())
    se = sqrt(sum(float(side.var(ddof=1)) / len(side) for side in sides))
    reach = float(ndtri((1 + level) / 2)) * se
    return Estimate(name, value, value - reach, value + reach, n, level, se=se, method="normal")


def _standard_error(concordant: Floats, discordant: Floats, agree: Floats, differ: Floats) -> float:
    r, s = concordant.sum(), discordant.sum()
    first = (agree * concordant).sum() / (2 * r**2)
    middle = (agree * discordant + differ * concordant).sum() / (2 * r * s)
    last = (differ * discordant).sum() / (2 * s**2)
    return sqrt(float(first + middle + last))


def _chi_squared(counts: Floats, correct: bool) -> float | None:
    rows, columns, total = counts.sum(axis=2), counts.sum(axis=1), counts.sum(axis=(1, 2))
    expected = rows[:, 0] * columns[:, 0] / total
    spread = (rows.prod(axis=1) * columns.prod(axis=1) / (total**2 * np.maximum(total - 1, 1e-9))).sum()
    if spread <= 0:
        return None
    gap = abs(float((counts[:, 0, 0] - expected).sum()))
    return float(max(0.0, gap - (min(0.5, gap) if correct else 0.0)) ** 2 / spread)
