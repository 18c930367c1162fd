"""What a way to finish is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cairn.engines.policy.facts import Fact


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to earn: `fact` as it would be on record, what it costs and takes, and when it can be ready."""

    fact: Fact
    title: str
    cost: Fraction = Fraction(0)
    hours: Fraction = Fraction(0)
    ready_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in words, with the record it would leave and the offer it is, if it is one."""

    text: str
    fact: Fact
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Steps that together finish the decision. `kind` tells routes apart; cost and hours are those of its offers."""

    kind: str
    text: str
    steps: tuple[Step, ...]

    @property
    def cost(self) -> Fraction:
        return sum((step.offer.cost for step in self.steps if step.offer), Fraction(0))

    @property
    def hours(self) -> Fraction:
        return sum((step.offer.hours for step in self.steps if step.offer), Fraction(0))

    @property
    def count(self) -> int:
        return len(self.steps)
