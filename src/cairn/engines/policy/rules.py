"""A policy as typed data, the way `parse` leaves it and `decide` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cairn.engines.policy.requirements import Condition, Use, Where, Window

PURPOSES = ("renewal", "advancement", "initial license", "endorsement", "induction", "pay", "hours", "credit", "role",
            "professional learning")  # fmt: skip
"""What the rules that ship are for; a policy may name others."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of something. `doubt` is empty when the day is known, else says what was assumed."""

    on: date
    doubt: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """`chosen_by` names the date that selects it; `until` is its last day; `opt_in` lets older holders choose it."""

    number: int
    start: Start
    until: date | None = None
    chosen_by: str = "decision date"
    opt_in: bool = False


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What a named value is from `start` until the next one of the same name starts, or `until` its last day."""

    start: Start
    amount: Fraction
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Flat:
    """A worth that is the same for each unit: a number, or the name of a dated value."""

    amount: Fraction | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A worth looked up by one detail of the record, such as its level."""

    detail: str
    amounts: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Recognized, with a worth that nobody has stated: a person decides."""


class PricedOn(StrEnum):
    EARNED = "date earned"
    DECISION = "decision date"


class Reading(StrEnum):
    """How sure the one who wrote the rule down is of a source."""

    OFFICIAL = "official"
    SECOND_HAND = "second hand"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Counts:
    """One line of `counts`: which kind of record is worth what, for each `each` of `unit`."""

    path: str
    record: str
    worth: Flat | Table | Unknown
    each: Fraction
    unit: str
    at_most_per_year: int | None
    sources: tuple[str, ...]
    accepts: Where = field(default_factory=dict)
    approved_by: tuple[str, ...] = ()
    approved_before: bool = False
    documents: tuple[str, ...] = ()
    window: Window | None = None
    round_to: Fraction | None = None
    round_up: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much from records of these kinds that say this."""

    name: str
    most: Fraction
    records: tuple[str, ...]
    where: Where
    source: str


@dataclass(frozen=True, slots=True)
class Carry:
    """What is left after a decision is met goes on: at most so much, earned in the last years of the window."""

    most: Fraction
    last_years: int | None
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Pay:
    """A payment: for each record of a kind, or for a decision; once, or every period while a role lasts.

    `was` are the triggers by which earlier versions called the same payment.
    """

    trigger: str
    amount: Fraction | None
    low: Fraction | None
    high: Fraction | None
    every: str
    during_role: str
    adds_to: str
    most_per_year: Fraction | None
    source: str
    where: Where = field(default_factory=dict)
    once: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """What all payments of a year may come to; None where it is not stated."""

    ceiling: Fraction | None
    if_exceeded: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `by_name` says in words who `by` is.

    `sources` maps a short key to a citation's words, `read` the same key to how that source was read.
    """

    key: str
    title: str
    by: str
    by_name: str
    version: Version
    sources: Mapping[str, str]
    checked: date
    values: Mapping[str, tuple[DatedValue, ...]]
    priced_on: PricedOn
    unit: str
    window: Window | None
    counts: tuple[Counts, ...]
    decisions: Mapping[str, Condition]
    assumptions: tuple[str, ...]
    use: Use = Use.WHOLE
    ledger: str = ""
    caps: tuple[Cap, ...] = ()
    carry: Carry | None = None
    pays: tuple[Pay, ...] = ()
    budget: Budget | None = None
    costs: tuple[Pay, ...] = ()
    purposes: tuple[str, ...] = ()
    local_may: tuple[str, ...] = ()
    read: Mapping[str, Reading] = field(default_factory=dict)
    extends: str = ""
    identity: str = ""
