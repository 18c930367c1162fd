"""What a decision says, made to be shown: totals, one line for each record, and what was assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cairn.engines.policy.facts import Fact


class State(StrEnum):
    """Whether a condition holds; the third says that the records alone cannot tell."""

    MET = "met"
    NOT_YET = "not yet"
    PERSON = "needs a person"


class Standing(StrEnum):
    """What became of one record. A pending record lacks something; a refused one cannot count."""

    COUNTED = "counted"
    PARTLY = "partly counted"
    UNSPENT = "not needed"
    PENDING = "pending"
    REFUSED = "refused"
    PERSON = "needs a person"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record does not pass a gate, and what she could do about it."""

    gate: str
    text: str
    remedy: str = ""
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One record: whether it counted, for how much, and a sentence that says why.

    `clause` is the path of the rule within the policy, `sources` the citations behind it; both are empty
    where no clause is about this kind of record. `worth` is what it could bring before caps and categories.
    """

    fact: Fact
    counted: bool
    points: Fraction
    because: str
    clause: str = ""
    sources: tuple[str, ...] = ()
    standing: Standing = Standing.REFUSED
    reasons: tuple[Reason, ...] = ()
    worth: Fraction = Fraction(0)

    @property
    def remedy(self) -> str:
        """What to do about the first reason; empty where nothing can be done."""
        return next((reason.remedy for reason in self.reasons if reason.remedy), "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One condition of the tree: its state, in words; the parts of an all or an any below it."""

    state: State
    text: str
    source: str = ""
    parts: tuple[Outcome, ...] = ()
    have: Fraction | None = None
    need: Fraction | None = None
    remedy: str = ""
    uses: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return self.state is State.MET


@dataclass(frozen=True, slots=True)
class Share:
    """So much of one record is used for one category."""

    reference: str
    bucket: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one decision of a policy on one day.

    `needed` is the threshold, or None where the decision asks for none. The state may be met below it,
    since another way may do. `allocation` says which category each record is used for, `spending` what a final
    decision takes from each, `carried` what is left for the next window. `assumptions` are sentences to show
    beside the result.
    """

    policy: str
    version: int
    title: str
    decision: str
    on: date
    unit: str
    state: State
    total: Fraction
    needed: Fraction | None
    lines: tuple[Line, ...]
    tree: Outcome
    assumptions: tuple[str, ...]
    allocation: tuple[Share, ...] = ()
    sources: tuple[str, ...] = ()
    spending: tuple[tuple[str, Fraction], ...] = ()
    carried: tuple[tuple[str, Fraction], ...] = ()

    @property
    def met(self) -> bool:
        return self.state is State.MET

    @property
    def reasons(self) -> tuple[str, ...]:
        """A sentence for each record, in the order of the lines."""
        return tuple(line.because for line in self.lines)

    @property
    def counted(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.counted)

    @property
    def not_counted(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.counted)

    @property
    def pending(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.standing is Standing.PENDING)

    @property
    def missing(self) -> Fraction:
        """Points still to earn under the threshold; zero when there are enough."""
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


def listed(words: tuple[str, ...] | list[str], joint: str = "or") -> str:
    """“a”, “a or b”, “a, b or c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
