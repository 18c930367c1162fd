"""What a decision says, made to be shown: totals, one line for each record, and what was assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cairn.engines.policy.facts import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """One record: whether it counted, for how much, and a sentence that says why.

    `clause` is the path of the rule within the policy, `sources` the citations behind it; both are empty
    where no clause is about this kind of record.
    """

    fact: Fact
    counted: bool
    points: Fraction
    because: str
    clause: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One condition of the tree: whether it is met, in words; the parts of an all or an any below it."""

    met: bool
    text: str
    source: str = ""
    parts: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one decision of a policy on one day.

    `needed` is the points threshold, or None where the decision asks for none. `met` may be true below it,
    since another way may do. `assumptions` are sentences to show beside the result.
    """

    policy: str
    version: int
    title: str
    decision: str
    on: date
    unit: str
    met: bool
    total: Fraction
    needed: Fraction | None
    lines: tuple[Line, ...]
    tree: Outcome
    assumptions: tuple[str, ...]

    @property
    def counted(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.counted)

    @property
    def not_counted(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.counted)

    @property
    def missing(self) -> Fraction:
        """Points still to earn under the points threshold; zero when there are enough."""
        return max((self.needed or Fraction(0)) - self.total, Fraction(0))

    @property
    def sentence(self) -> str:
        """Such as “6 of 60 PDP”."""
        if self.needed is None:
            return f"{number(self.total)} {self.unit}"
        return f"{number(self.total)} of {number(self.needed)} {self.unit}"


def number(amount: Fraction) -> str:
    """An exact amount in figures: 6, 1.5, or 7 1/3 where decimals would have to be rounded."""
    whole, rest = divmod(amount, 1)
    if rest == 0:
        return str(whole)
    if 1000 % rest.denominator == 0:
        return f"{whole}." + f"{rest.numerator * 1000 // rest.denominator:03}".rstrip("0")
    return f"{whole} {rest}" if whole else str(rest)


def spoken(day: date) -> str:
    """A date as American readers write it, whatever the machine's locale: March 4, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
