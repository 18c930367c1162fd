"""What a statistic answers: a value with its interval, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

SENTENCES = {
    # Why there is no value.
    "no_data": "Nothing has been scored yet.",
    "too_few": "There is not enough data yet.",
    "no_pairs": "No submission has been scored by two evaluators.",
    "no_variance": "All scores are equal, so there is nothing to agree or differ about.",
    "not_connected": "The evaluators fall into groups that never scored the same submission.",
    "one_rater": "Only one evaluator has scored.",
    "one_item": "Only one criterion was scored; this needs at least two.",
    "three_items": "This needs at least three criteria.",
    "two_levels": "The scale needs at least two levels.",
    "incomplete": "Some evaluators did not score every submission, and the parts of variance could not be told apart.",
    "not_converged": "The calculation did not settle, so no figure is given.",
    "not_defined": "The formula has no value for these data.",
    # What to keep in mind beside a value.
    "below_minimum": "Fewer data than this figure needs: take it as a hint, not as evidence.",
    "no_interval": "The data do not allow an interval.",
    "prevalence": "Nearly all scores are the same, which pushes kappa down even when evaluators agree.",
    "adjacent": "On a short scale nearly all scores are adjacent by chance alone, so this says little.",
    "anonymous_raters": "Evaluators are treated as interchangeable.",
    "unequal_raters": "Submissions have different numbers of scores; single ones only tell how often a level is given.",
    "below_zero": "The value fell below zero, where this figure means only that there is no agreement.",
    "below_chance": "Evaluators agree less than by chance.",
    "many_items": "This figure rises with the number of criteria, whatever the evaluators do.",
    "redundant": "So high a value may mean that criteria ask for the same thing twice.",
    "negative_covariance": "The criteria run against each other, so they do not measure one thing.",
    "one_factor": "This supposes that all criteria measure one thing.",
    "heywood": "One criterion seemed to be measured without error, which is a sign of too few data.",
    "from_components": "Taken from variance components, because not every evaluator scored every submission.",
    "listwise": "Submissions that lack a score on some criterion are left out.",
    "boundary": "A part of the variance was estimated as zero.",
    "few_evaluators": "With so few evaluators, how much they differ is poorly known.",
    "own_null": "For so few levels the literature gives no skewed null; it was carried over from five levels.",
    "approximate": "With unequal numbers of scores the interval is approximate.",
    "too_easy": "Nearly everybody meets this criterion.",
    "too_hard": "Hardly anybody meets this criterion.",
    "weak_item": "This criterion hardly goes with the others.",
}


def said(key: str) -> str:
    """The sentence behind a key in `undefined` or `cautions`. KeyError for an unknown key."""
    return SENTENCES[key]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure, with its interval at `level`, the n it rests on, and what to keep in mind.

    `value` is None exactly if `undefined` says why. `low` and `high` are None if no interval can be given. `band` is
    a label to be shown beside the interval, never instead of it. `method` names how the interval was made. Numbers
    that are not finite never leave: they turn into an undefined estimate or a missing interval.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    level: float = 0.95
    undefined: str = ""
    cautions: tuple[str, ...] = ()
    band: str = ""
    se: float | None = None
    method: str = ""

    def __post_init__(self) -> None:
        for field in ("value", "low", "high", "se"):
            object.__setattr__(self, field, _finite(getattr(self, field)))
        object.__setattr__(self, "n", int(self.n))
        if self.value is None:
            object.__setattr__(self, "undefined", self.undefined or "not_defined")
            for field in ("low", "high", "se"):
                object.__setattr__(self, field, None)
        elif self.low is None or self.high is None:
            object.__setattr__(self, "low", None)
            object.__setattr__(self, "high", None)

    @property
    def enough(self) -> bool:
        """Whether there is a value that rests on at least the statistic's minimum of data."""
        return self.value is not None and "below_minimum" not in self.cautions

    def withheld(self) -> Estimate:
        """The same, but without a value if it rests on less than the minimum. For pages that must stay silent then."""
        if self.enough or self.value is None:
            return self
        return replace(self, value=None, undefined="too_few", band="", cautions=())

    def with_cautions(self, *keys: str) -> Estimate:
        """The same with more to keep in mind, each key once."""
        return replace(self, cautions=tuple(dict.fromkeys((*self.cautions, *keys))))


def undefined(name: str, reason: str, n: int = 0, *, level: float = 0.95) -> Estimate:
    """An estimate without a value; `reason` is a key that `said` knows."""
    return Estimate(name, None, None, None, n, level, undefined=reason)


def _finite(number: float | None) -> float | None:
    if number is None:
        return None
    plain = float(number)
    return plain if isfinite(plain) else None
