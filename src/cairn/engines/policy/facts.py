"""What is known of one teacher: records, and the license period they are looked at in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

BESIDE_POINTS: Final = frozenset({"experience", "approval"})
"""Kinds of facts that conditions ask for by themselves and that never carry points."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of civil dates, both ends included; without an end it is still running."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"Put the dates in order: the period ends {self.end}, before it starts {self.start}."
            )


@dataclass(frozen=True, slots=True)
class Fact:
    """One record of a teacher.

    `kind` is the policy's word (micro-credential, learning, college credit, experience, approval ...);
    `earned_on` the civil date that counts; `amount` how many of the unit that the policy counts by (awards,
    hours, semester hours, years), exact and above zero; `reference` names the record and is the same wherever
    the record comes from; `details` hold what a table of worths asks for, such as {"level": "4"}.
    """

    kind: str
    earned_on: date
    amount: Fraction | int
    reference: str
    details: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, (int, Fraction)):
            raise TypeError(
                f"Give the amount of {self.reference} as an int or a Fraction, not {self.amount!r}."
            )
        if self.amount <= 0:
            raise ValueError(f"Give {self.reference} an amount above zero, not {self.amount}.")
