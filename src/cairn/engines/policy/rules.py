"""A policy as typed data, the way `parse` leaves it and `decide` reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

Where = Mapping[str, tuple[str, ...]]
"""What a record must say: by name, one of these words."""


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


@dataclass(frozen=True, slots=True)
class Rolling:
    """So many years or months that end on a named date."""

    many: int
    unit: str
    before: str


@dataclass(frozen=True, slots=True)
class During:
    """Within a named period of the person, such as the current license."""

    period: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """From one day to another, both included."""

    start: date | None
    end: date | None


Window = Rolling | During | Fixed


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


class Use(StrEnum):
    WHOLE = "once"
    SPLIT = "split"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Points:
    """At least so many points, perhaps only of records that say something."""

    least: Fraction
    source: str
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A category with its minimum. `across` keeps one bucket for all that a decision is for, not one each."""

    name: str
    least: Fraction
    where: Where
    same_as: str = ""
    across: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """Every category reaches its minimum. `for_each` names a list of the person, such as credentials renewed."""

    buckets: tuple[Bucket, ...]
    use: Use
    source: str
    for_each: str = ""


@dataclass(frozen=True, slots=True)
class Experience:
    """At least so many years of experience, perhaps within a period or window."""

    years: Fraction
    window: Window | None
    source: str


@dataclass(frozen=True, slots=True)
class ApprovedBy:
    """An approval by the person or body named; `judged` where only a person can say, whatever the records are."""

    who: str
    source: str
    document: str = ""
    before_work: bool = False
    sets: str = ""
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """At least `many` records (of different keys) of a kind that say this, of one list where `named_in`."""

    record: str
    many: int
    source: str
    where: Where = field(default_factory=dict)
    named_in: str = ""
    reviewed_by: str = ""
    least: Fraction | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """Every item that a plan names is earned, perhaps reviewed by somebody."""

    record: str
    named_in: str
    source: str
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class Different:
    """Counted records say at least so many different things under a name, such as areas."""

    many: int
    of: str
    source: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    many: int
    parts: tuple[Condition, ...]


Leaf = Points | Cover | Experience | ApprovedBy | Has | Every | Different
Condition = Leaf | AllOf | AnyOf | AtLeast


@dataclass(frozen=True, slots=True)
class Carry:
    """What is left after a decision is met goes on: at most so much, earned in the last years of the window."""

    most: Fraction
    last_years: int | None
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Pay:
    """A payment: for each record of a kind, or for a decision; once, or every period while a role lasts."""

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


@dataclass(frozen=True, slots=True)
class Budget:
    """What all payments of a year may come to; None where it is not stated."""

    ceiling: Fraction | None
    if_exceeded: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `by_name` says in words who `by` is; `sources` maps a short key to a citation's words."""

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
    extends: str = ""
    identity: str = ""


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf of a condition, in its order."""
    if isinstance(condition, (AllOf, AnyOf, AtLeast)):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def points_in(condition: Condition) -> list[Points]:
    """Every points threshold within a condition, in its order."""
    return [leaf for leaf in leaves(condition) if isinstance(leaf, Points)]


def covers_in(condition: Condition) -> list[Cover]:
    """Every cover within a condition, in its order."""
    return [leaf for leaf in leaves(condition) if isinstance(leaf, Cover)]


def says(fact_values: Mapping[str, frozenset[str]], where: Where) -> bool:
    """Whether what a record says agrees with every name of `where`."""
    return all(fact_values.get(name, frozenset()) & set(words) for name, words in where.items())
