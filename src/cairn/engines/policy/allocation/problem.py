"""A problem of allocation in whole numbers: records in the order of preference, categories, nested caps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One record: its worth, the categories it may serve as bits, and its caps from the widest to the closest."""

    worth: int
    mask: int
    caps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """`needs` by category, `caps` by number. Amounts are whole, in a unit the caller chose."""

    items: tuple[Item, ...]
    needs: tuple[int, ...]
    caps: tuple[int, ...] = ()

    @property
    def everything(self) -> int:
        """The bits of all categories."""
        return (1 << len(self.needs)) - 1

    def need_of(self, mask: int) -> int:
        """What the categories of a set need together."""
        return sum(need for place, need in enumerate(self.needs) if mask >> place & 1)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Shares as (item, category, amount), in order; what each category got; the worth that was spent.

    It is `proven` where nothing meets more, or lacks less.
    """

    shares: tuple[tuple[int, int, int], ...]
    fills: tuple[int, ...]
    spent: int
    proven: bool = True

    def met(self, problem: Problem) -> int:
        """How many categories reach their minimum."""
        return sum(fill >= need for fill, need in zip(self.fills, problem.needs, strict=True))


def under_caps(caps: Sequence[int], amounts: Iterable[tuple[int, tuple[int, ...]]]) -> int:
    """The most that counts of amounts under nested caps: each is let in as far as every cap of it leaves room."""
    left = list(caps)
    total = 0
    for amount, chain in amounts:
        part = min([amount, *(left[cap] for cap in chain)])
        for cap in chain:
            left[cap] -= part
        total += part
    return total


def kept_under_caps(caps: Sequence[int], amounts: Iterable[tuple[int, tuple[int, ...]]]) -> list[int]:
    """How much of each amount counts, the earlier ones first."""
    left = list(caps)
    kept = []
    for amount, chain in amounts:
        part = min([amount, *(left[cap] for cap in chain)])
        for cap in chain:
            left[cap] -= part
        kept.append(part)
    return kept


def caps_bind(problem: Problem) -> bool:
    """Whether some cap may leave out a part of a record."""
    under = [0] * len(problem.caps)
    for item in problem.items:
        for cap in item.caps:
            under[cap] += item.worth
    return any(worth > cap for worth, cap in zip(under, problem.caps, strict=True))
