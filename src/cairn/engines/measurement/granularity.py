"""How micro? Whether micro-credentials measure one thing cut in pieces, or one holds several things.

For people who attempted all of them: persons x (criteria nested in credentials). In complete data the covariances of
the criteria hold all of it: between credentials they are the variance of persons, within a credential that plus
persons x credentials, and a criterion's own variance has persons x criteria and the noise of reading on top (Brennan,
Generalizability Theory, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement import bootstrap, minimums
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.verdicts import Rule

Floats = NDArray[np.float64]
Advice = Literal["merge", "split", "keep", "not_enough"]

PARTS = ("person", "person x credential", "person x criterion", "criterion")
ONE_THING, MANY_THINGS, TARGET = 0.90, 0.60, 0.70
MOST_CRITERIA = 12

SENTENCES: dict[Advice, str] = {
    "merge": "These micro-credentials measure nearly the same. Consider merging them, or stacking them into one.",
    "split": "Criteria within one micro-credential measure different things. Consider splitting it.",
    "keep": "Each micro-credential measures something of its own. Keep them as they are.",
    "not_enough": "Not enough people have attempted all of these micro-credentials yet.",
}


@dataclass(frozen=True, slots=True)
class Granularity:
    """The advice with its rules; the parts of variance in the order of PARTS; `unity`: how much of what is stable
    about persons is common to all credentials; `breadth`: how much of it is peculiar to single criteria; `curve`: phi
    of a credential with 1 to 12 criteria; `fewest`: how few of them reach .70."""

    advice: Advice
    rules: tuple[Rule, ...]
    people: int
    parts: tuple[Estimate, ...]
    unity: Estimate
    breadth: Estimate
    curve: tuple[Estimate, ...]

    @property
    def sentence(self) -> str:
        return SENTENCES[self.advice]

    @property
    def fewest(self) -> int | None:
        """The fewest criteria reaching phi >= .70, None if 12 do not or nothing is known."""
        reached = (n for n, phi in enumerate(self.curve, 1) if phi.value is not None and phi.value >= TARGET)
        return next(reached, None)


def granularity(
    scores: Mapping[str, Mapping[str, Sequence[float]]],
    *,
    noise: float = 0.0,
    draws: int,
    rng: np.random.Generator,
    level: float = 0.95,
) -> Granularity:
    """`scores`: credential to person to that person's mean score on each of its criteria, in one order.

    `noise` is the variance of such a mean that comes of reading (persons x evaluators and the residual, over the
    readings); left at 0, noise counts as persons x criteria and the advice to split is given too easily. At least 100
    people who attempted all. ValueError unless there are two credentials, and each gives all people as many scores.
    """
    table, owner = _table(scores)
    n = len(table)
    if not minimums.enough("granularity", n) or (np.bincount(owner) < 2).all():
        return _nothing(n, level)
    same = owner[:, None] == owner
    crossed = (table[:, :, None] * table[:, None, :]).reshape(n, -1)
    moments = np.hstack([crossed, table])
    value = _parts(moments.mean(axis=0)[None], same, noise, n)
    samples = bootstrap.bootstrap(
        lambda weights: _parts(weights @ moments / n, same, noise, n), n, draws, rng
    )
    made = np.vstack([value, samples])
    estimates = [_estimate(name, made[:, place], n, level) for place, name in enumerate(PARTS)]
    stable = np.maximum(made[:, :3], 0.0)
    unity = _estimate("unity", _over(stable[:, 0], stable[:, :2].sum(axis=1)), n, level)
    breadth = _estimate("breadth", _over(stable[:, 2], stable.sum(axis=1)), n, level)
    curve = tuple(
        _estimate(f"{size} criteria", _phi(made, size, noise), n, level)
        for size in range(1, MOST_CRITERIA + 1)
    )
    rules = _rules(n, unity, breadth)
    return Granularity(_advice(rules), rules, n, tuple(estimates), unity, breadth, curve)


def _table(scores: Mapping[str, Mapping[str, Sequence[float]]]) -> tuple[Floats, NDArray[np.intp]]:
    """People who attempted all x criteria, and the credential of each criterion."""
    if len(scores) < 2:
        raise ValueError("Name at least two micro-credentials to compare.")
    people = sorted(set.intersection(*(set(by_person) for by_person in scores.values())))
    blocks = [[scores[name][person] for person in people] for name in sorted(scores)]
    if any(len({len(row) for row in block}) > 1 for block in blocks):
        raise ValueError("Everybody needs a score on each criterion of a micro-credential.")
    if not people:
        return np.empty((0, 0)), np.empty(0, dtype=np.intp)
    sizes = [len(block[0]) for block in blocks]
    table = np.hstack([np.array(block, dtype=np.float64).reshape(len(people), -1) for block in blocks])
    return table, np.repeat(np.arange(len(blocks)), sizes)


def _parts(means: Floats, same: NDArray[np.bool_], noise: float, n: int) -> Floats:
    """Rows of mean products and means to rows of the parts of variance, in the order of PARTS."""
    k = len(same)
    levels = means[:, k * k :]
    shared = means[:, : k * k].reshape(-1, k, k) - levels[:, :, None] * levels[:, None, :]
    shared *= n / (n - 1)
    own = np.eye(k, dtype=np.bool_)
    between = shared[:, ~same].mean(axis=1)
    within = shared[:, same & ~own].mean(axis=1)
    single = shared[:, own].mean(axis=1)
    apart = levels - levels @ (same / same.sum(axis=0))
    freedom = k - len(np.unique(same, axis=0))
    criteria = (apart**2).sum(axis=1) / freedom - (single - within) / n
    return np.stack([between, within - between, single - within - noise, criteria], axis=1)


def _phi(made: Floats, size: int, noise: float) -> Floats:
    stable = np.maximum(made, 0.0)
    universe = stable[:, 0] + stable[:, 1]
    return _over(universe, universe + (stable[:, 2] + noise + stable[:, 3]) / size)


def _over(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def _estimate(name: str, made: Floats, n: int, level: float) -> Estimate:
    if not np.isfinite(made[0]):
        return undefined(name, "no_variance", n, level=level)
    low, high = bootstrap.percentile(made[1:], level)
    return Estimate(name, float(made[0]), low, high, n, level, method="bootstrap")


def _rules(n: int, unity: Estimate, breadth: Estimate) -> tuple[Rule, ...]:
    minimum = minimums.MINIMUMS["granularity"]
    return (
        Rule("people", f"At least {minimum}", str(n), minimums.enough("granularity", n)),
        _surely(
            "merge", "What is stable about people is surely at least 90% common to all", unity, ONE_THING
        ),
        _surely(
            "split",
            "At least 60% of what is stable is surely peculiar to single criteria",
            breadth,
            MANY_THINGS,
        ),
    )


def _surely(key: str, asked: str, found: Estimate, least: float) -> Rule:
    if found.value is None or found.low is None:
        return Rule(key, asked, "not known", None)
    return Rule(key, asked, f"{found.value:.0%} (at least {found.low:.0%})", found.low >= least)


def _advice(rules: tuple[Rule, ...]) -> Advice:
    held = {rule.key: rule.held for rule in rules}
    if held["split"]:
        return "split"
    return "merge" if held["merge"] else "keep"


def _nothing(n: int, level: float) -> Granularity:
    none = undefined("", "too_few", n, level=level)
    rule = _rules(n, none, none)
    parts = tuple(undefined(name, "too_few", n, level=level) for name in PARTS)
    return Granularity("not_enough", rule, n, parts, none, none, ())
