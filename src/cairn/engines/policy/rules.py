"""A policy as typed data, the way `parse` leaves it and `decide` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of something. `doubt` is empty when the day is known, else says what was assumed."""

    on: date
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    start: Start


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What a named value is from `start` until the next one of the same name starts."""

    start: Start
    amount: Fraction
    source: str


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
class Counts:
    """One line of `counts`: which kind of record is worth what, for each `each` of `unit`."""

    path: str
    record: str
    worth: Flat | Table
    each: Fraction
    unit: str
    at_most_per_year: int | None
    sources: tuple[str, ...]


class PricedOn(StrEnum):
    EARNED = "date earned"
    DECISION = "decision date"


class Window(StrEnum):
    ANY = "any time"
    LICENSE = "during current license"


@dataclass(frozen=True, slots=True)
class Points:
    """At least so many points."""

    least: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class Experience:
    """At least so many years of experience, perhaps within the current license."""

    years: Fraction
    window: Window
    source: str


@dataclass(frozen=True, slots=True)
class ApprovedBy:
    """An approval by the person or body named."""

    who: str
    source: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = Points | Experience | ApprovedBy | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. `by_name` says in words who `by` is; `sources` maps a short key to the words of the citation."""

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
    window: Window
    counts: tuple[Counts, ...]
    decisions: Mapping[str, Condition]
    assumptions: tuple[str, ...]


def points_in(condition: Condition) -> list[Points]:
    """Every points threshold within a condition, in its order."""
    if isinstance(condition, Points):
        return [condition]
    if isinstance(condition, (AllOf, AnyOf)):
        return [found for part in condition.parts for found in points_in(part)]
    return []
