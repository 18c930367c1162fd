"""What a decision may ask for: the leaves of a condition, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

Where = Mapping[str, tuple[str, ...]]
"""What a record must say: by name, one of these words."""


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
    """A category with its minimum, and its own source where that is another than the cover's.

    There is one for each of what the decision is for, or of a list of its own; `across` keeps one for all of them.
    """

    name: str
    least: Fraction
    where: Where
    same_as: str = ""
    across: bool = False
    for_each: str = ""
    source: str = ""


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
