"""What may be said of an edition's judging: the tier its data reach, and a verdict with every rule shown.

A pure function of facts. A rule says what it asked, what was found and whether it held; None means that the data
cannot tell, which never counts as "held" and never as "broken".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cairn.engines.measurement import minimums
from cairn.engines.measurement.estimates import Estimate, undefined

Tier = Literal["counts", "raw", "provisional", "full"]
Kind = Literal["supported", "provisional", "not_yet", "concern"]

SENTENCES: dict[Kind, str] = {
    "supported": "The data support relying on these decisions.",
    "provisional": "What is known so far is in order, and not all that is needed is known.",
    "not_yet": "There are not enough double-read submissions to say how well this is judged.",
    "concern": "The data speak against relying on these decisions until something is done.",
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an edition must reach. Bands of Krippendorff (2004): .800 reliable, .667 tentative."""

    alpha: float = 0.667
    decision: float = 0.80
    phi: float = 0.70
    completeness: float = 0.95


DEFAULTS = Thresholds()
_NONE = undefined("", "no_data")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the verdict rests on. Estimates that could not be made are undefined ones; None is "not known"."""

    first_attempts: int
    double_read: int
    alpha: Estimate = _NONE
    decision: Estimate = _NONE
    phi: Estimate = _NONE
    completeness: float | None = None
    calibrated: bool | None = None
    drifting: int = 0
    monitored: int = 0
    biased: tuple[str, ...] = ()
    fairness_known: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One question that was put to the data. `grave` rules raise concern when broken; the others only withhold."""

    key: str
    asked: str
    found: str
    held: bool | None
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Judgment:
    """The verdict on an edition's judging with the tier and all rules that led to it."""

    verdict: Kind
    tier: Tier
    rules: tuple[Rule, ...]

    @property
    def sentence(self) -> str:
        return SENTENCES[self.verdict]

    @property
    def missing(self) -> tuple[Rule, ...]:
        """The rules that did not hold or could not be answered."""
        return tuple(rule for rule in self.rules if rule.held is not True)


def tier(first_attempts: int, double_read: int) -> Tier:
    """Fewer than 10: counts; to 29: raw agreement; to 49: provisional; from 50: full.

    Of so many first attempts, as many must have been read blind by two: what one evaluator read alone tells nothing
    of how she judges.
    """
    known = min(first_attempts, double_read)
    if known < minimums.RAW_AGREEMENT:
        return "counts"
    if known < minimums.PROVISIONAL:
        return "raw"
    return "provisional" if known < minimums.FULL else "full"


def judge(facts: Facts, thresholds: Thresholds = DEFAULTS) -> Judgment:
    """The verdict. Concern needs a broken grave rule; Supported needs every rule held, fairness where it is known."""
    rules = tuple(rule(facts, thresholds) for rule in RULES)
    reached = tier(facts.first_attempts, facts.double_read)
    if any(rule.grave and rule.held is False for rule in rules):
        verdict: Kind = "concern"
    elif reached in ("counts", "raw"):
        verdict = "not_yet"
    elif all(rule.held is True or (rule.key == "fairness" and rule.held is None) for rule in rules):
        verdict = "supported"
    else:
        verdict = "provisional"
    return Judgment(verdict, reached, rules)


def _attempts(facts: Facts, _: Thresholds) -> Rule:
    asked = f"At least {minimums.FULL} first attempts"
    return Rule("attempts", asked, str(facts.first_attempts), facts.first_attempts >= minimums.FULL)


def _pairs(facts: Facts, _: Thresholds) -> Rule:
    asked = f"At least {minimums.FULL} of them read blind by two evaluators, by rule or by chance"
    return Rule("double_read", asked, str(facts.double_read), facts.double_read >= minimums.FULL)


def _alpha(facts: Facts, thresholds: Thresholds) -> Rule:
    asked = f"Evaluators agree beyond chance: Krippendorff's alpha at least {thresholds.alpha:.3f}"
    return _reaches("alpha", asked, facts.alpha, thresholds.alpha, grave=True)


def _decision(facts: Facts, thresholds: Thresholds) -> Rule:
    asked = f"Two evaluators decide alike in at least {thresholds.decision:.0%} of submissions"
    return _reaches("decision", asked, facts.decision, thresholds.decision, grave=True)


def _phi(facts: Facts, thresholds: Thresholds) -> Rule:
    asked = f"Scores would come out alike with other evaluators: phi at least {thresholds.phi:.2f}"
    return _reaches("phi", asked, facts.phi, thresholds.phi)


def _reaches(key: str, asked: str, estimate: Estimate, least: float, *, grave: bool = False) -> Rule:
    """Held if the value reaches `least`. A grave rule is broken only if the whole interval lies below; else it is
    open."""
    if not estimate.enough or estimate.value is None:
        return Rule(key, asked, "not enough data yet", None, grave)
    found = f"{estimate.value:.2f}"
    if estimate.low is not None and estimate.high is not None:
        found += f" (between {estimate.low:.2f} and {estimate.high:.2f})"
    if estimate.value >= least:
        return Rule(key, asked, found, True, grave)
    surely = estimate.high is not None and estimate.high < least
    return Rule(key, asked, found, False if surely or not grave else None, grave)


def _calibrated(facts: Facts, _: Thresholds) -> Rule:
    asked = "Every evaluator was calibrated against expert ratings before reading"
    words = {True: "all were", False: "not all were", None: "there is no calibration yet"}
    return Rule("calibrated", asked, words[facts.calibrated], facts.calibrated)


def _drift(facts: Facts, _: Thresholds) -> Rule:
    asked = "No evaluator has surely drifted without something being done about it"
    if not facts.monitored:
        return Rule("drift", asked, "no evaluator has enough monitored readings", None, grave=True)
    found = f"{facts.drifting} of {facts.monitored} evaluators"
    return Rule("drift", asked, found, facts.drifting == 0, grave=True)


def _fairness(facts: Facts, thresholds: Thresholds) -> Rule:
    asked = f"No criterion is much harder for one group at equal quality ({minimums.MINIMUMS['fairness']})"
    if facts.biased:
        return Rule("fairness", asked, ", ".join(facts.biased), False, grave=True)
    if not facts.fairness_known:
        return Rule(
            "fairness", asked, "insufficient data, which is not the same as no bias", None, grave=True
        )
    return Rule("fairness", asked, "none", True, grave=True)


def _complete(facts: Facts, thresholds: Thresholds) -> Rule:
    asked = f"At least {thresholds.completeness:.0%} of the readings that were due are in"
    if facts.completeness is None:
        return Rule("completeness", asked, "not known", None)
    return Rule(
        "completeness", asked, f"{facts.completeness:.0%}", facts.completeness >= thresholds.completeness
    )


RULES: tuple[Callable[[Facts, Thresholds], Rule], ...] = (
    _attempts,
    _pairs,
    _complete,
    _calibrated,
    _alpha,
    _decision,
    _phi,
    _drift,
    _fairness,
)
