"""What a try at the gate comes to, and what to practice; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.domain.calibration.rules import Rules

MOST_TO_PRACTICE = 3


@dataclass(frozen=True, slots=True)
class Judgment:
    """One criterion of one anchor: the rank she gave and the one that experts agreed on, from 1."""

    criterion: str
    given: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Result:
    """The counts, the verdict, and sentences for her."""

    judgments: int
    exact: int
    wide: int
    anchors: int
    awards: int
    passed: bool
    advice: tuple[str, ...]


def result_of(judgments: Sequence[Judgment], awards: Sequence[tuple[bool, bool]], rules: Rules) -> Result:
    """Compare her ratings with the key; `awards` holds for each anchor whether she and the experts found it met."""
    exact = sum(one.given == one.agreed for one in judgments)
    wide = sum(abs(one.given - one.agreed) >= 2 for one in judgments)
    same = sum(hers == theirs for hers, theirs in awards)
    passed = (
        bool(judgments)
        and exact * 100 >= rules.gate_exact_percent * len(judgments)
        and same * 100 >= rules.gate_awards_percent * len(awards)
        and wide <= rules.gate_wide_gaps
    )
    return Result(len(judgments), exact, wide, len(awards), same, passed, tuple(_advice(judgments, awards)))


def _advice(judgments: Sequence[Judgment], awards: Sequence[tuple[bool, bool]]) -> list[str]:
    higher = sum(one.given > one.agreed for one in judgments)
    lower = sum(one.given < one.agreed for one in judgments)
    said = []
    if higher > 2 * lower and higher > 1:
        said.append(
            f"You rated higher than the experts {higher} times. Ask of each rating: what in the evidence shows it?"
        )
    elif lower > 2 * higher and lower > 1:
        said.append(
            f"You rated lower than the experts {lower} times. Ask of each rating: which words of the level are unmet?"
        )
    missed = Counter(one.criterion for one in judgments if one.given != one.agreed)
    seen = Counter(one.criterion for one in judgments)
    for criterion, count in missed.most_common(MOST_TO_PRACTICE):
        said.append(f"Practice “{criterion}”: {count} of {seen[criterion]} ratings differ from the experts'.")
    if wrong := sum(hers != theirs for hers, theirs in awards):
        said.append(
            f"In {wrong} of {len(awards)} anchors your result was not the experts'. Reread the pass level."
        )
    return said
