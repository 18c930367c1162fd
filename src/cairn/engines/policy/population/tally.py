"""The sums of a what-if, of some people or of all: those of two parts of a population are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cairn.engines.policy.population.suppressing import Range

Counts = tuple[int, int, int, int, int]
"""How many people there are, meet it before, meet it after, gain it, and lose it."""

Groups = Mapping[str, Mapping[str, Counts]]
NOBODY: Counts = (0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Tally:
    """Everybody, and by way of grouping each group. Nothing is left out, so it is not to be shown as it is.

    `shortfalls` are how many lack so many tenths of `needed`, before and after; none where nothing is asked in points.
    """

    everybody: Counts = NOBODY
    groups: Groups = field(default_factory=dict)
    needed: Fraction | None = None
    shortfalls: tuple[tuple[int, int], ...] = ()
    cost: Fraction = Fraction(0)

    def __add__(self, other: Tally) -> Tally:
        """The sums of both. Raises `ValueError` where their shortfalls are measured by different needs."""
        if self.needed and other.needed and self.needed != other.needed:
            raise ValueError(f"Measure shortfalls by one need, not by {self.needed} and {other.needed}.")
        ways = dict.fromkeys([*self.groups, *other.groups])
        return Tally(
            everybody=_sum(self.everybody, other.everybody),
            groups={way: _joined(self.groups.get(way, {}), other.groups.get(way, {})) for way in ways},
            needed=self.needed or other.needed,
            shortfalls=_paired(self.shortfalls, other.shortfalls),
            cost=self.cost + other.cost,
        )

    def ranges(self) -> list[Range]:
        """The shortfalls with the ends of each, in the unit of what is needed."""
        step = float(self.needed or 0) / 10
        return [(place * step, (place + 1) * step, *pair) for place, pair in enumerate(self.shortfalls)]

    def written(self) -> dict[str, Any]:
        """As JSON can hold it; `read` makes the same of it."""
        return {
            "everybody": list(self.everybody),
            "groups": {
                way: {name: list(of) for name, of in rows.items()} for way, rows in self.groups.items()
            },
            "needed": str(self.needed) if self.needed else None,
            "shortfalls": [list(pair) for pair in self.shortfalls],
            "cost": str(self.cost),
        }

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Tally:
        """What was `written`."""
        return cls(
            everybody=_counts(told["everybody"]),
            groups={
                way: {name: _counts(of) for name, of in rows.items()} for way, rows in told["groups"].items()
            },
            needed=Fraction(told["needed"]) if told["needed"] else None,
            shortfalls=tuple((int(before), int(after)) for before, after in told["shortfalls"]),
            cost=Fraction(told["cost"]),
        )


def _counts(of: Sequence[int]) -> Counts:
    people, before, after, gained, lost = map(int, of)
    return people, before, after, gained, lost


def _sum(one: Counts, two: Counts) -> Counts:
    return _counts([mine + theirs for mine, theirs in zip(one, two, strict=True)])


def _joined(one: Mapping[str, Counts], two: Mapping[str, Counts]) -> dict[str, Counts]:
    return {name: _sum(one.get(name, NOBODY), two.get(name, NOBODY)) for name in dict.fromkeys([*one, *two])}


def _paired(
    one: tuple[tuple[int, int], ...], two: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    if not one or not two:
        return one or two
    return tuple((mine[0] + theirs[0], mine[1] + theirs[1]) for mine, theirs in zip(one, two, strict=True))
