"""Scores in long, sparse form: who scored which criterion of which submission, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.intp]
Table = NDArray[np.float64]


class Pairs(NamedTuple):
    """Two evaluators' scores of the same criterion of the same submission; five parallel arrays.

    `left_rater` has the lower index in `Ratings.raters`, so the order says nothing about who read first.
    """

    unit: Whole
    left_rater: Whole
    right_rater: Whole
    left: Whole
    right: Whole


@dataclass(frozen=True, eq=False)
class Ratings:
    """Parallel arrays, one place per score: `unit`, `rater` and `item` are indices into `units`, `raters` and `items`,
    `score` is a rank of `scale`, which is the full scale in rising order, used or not."""

    unit: Whole
    rater: Whole
    item: Whole
    score: Whole
    scale: tuple[int, ...]
    units: tuple[str, ...]
    raters: tuple[str, ...]
    items: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str, int]], *, scale: Sequence[int]) -> Ratings:
        """From rows of (submission, evaluator, criterion, rank). Names are sorted, so the order of rows is nothing.

        ValueError if a rank is not on the scale, the scale does not rise, or somebody scored one thing twice.
        """
        given = list(rows)
        ranks = tuple(int(rank) for rank in scale)
        if list(ranks) != sorted(set(ranks)):
            raise ValueError("The scale must list its ranks once each, in rising order.")
        seen: set[tuple[str, str, str]] = set()
        for unit, rater, item, score in given:
            if score not in ranks:
                raise ValueError(
                    f"{score} is not on the scale {list(ranks)} (submission {unit}, criterion {item})."
                )
            if (unit, rater, item) in seen:
                raise ValueError(f"{rater} scored criterion {item} of submission {unit} twice.")
            seen.add((unit, rater, item))
        units, unit_codes = _coded([row[0] for row in given])
        raters, rater_codes = _coded([row[1] for row in given])
        items, item_codes = _coded([row[2] for row in given])
        scores = np.array([row[3] for row in given], dtype=np.intp)
        return cls(unit_codes, rater_codes, item_codes, scores, ranks, units, raters, items)

    def __len__(self) -> int:
        return len(self.score)

    @cached_property
    def double_read(self) -> int:
        """How many submissions have scores of at least two evaluators."""
        readers = np.unique(np.stack([self.unit, self.rater]), axis=1)[0]
        return int((np.bincount(readers, minlength=len(self.units)) >= 2).sum())

    def table(self, item: str) -> Table:
        """Units x raters for one criterion, NaN where missing. Rows and columns follow `units` and `raters`."""
        chosen = self.item == self._place(item)
        table = np.full((len(self.units), len(self.raters)), np.nan)
        table[self.unit[chosen], self.rater[chosen]] = self.score[chosen]
        return table

    def pooled(self) -> tuple[Table, Whole]:
        """All criteria one under another: (units * items) x raters, and the unit of each row for resampling by it."""
        tables = [self.table(item) for item in self.items]
        if not tables:
            return np.empty((0, len(self.raters))), np.empty(0, dtype=np.intp)
        return np.concatenate(tables), np.tile(np.arange(len(self.units)), len(self.items))

    def profile(self) -> Table:
        """Units x items: each the mean over the evaluators who scored it, NaN where nobody did."""
        places = (self.unit, self.item)
        total = np.zeros((len(self.units), len(self.items)))
        count = np.zeros_like(total)
        np.add.at(total, places, self.score)
        np.add.at(count, places, 1.0)
        return np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)

    def pairs(self, item: str) -> Pairs:
        """Every pair of evaluators of every submission, for one criterion: m scores of it give m(m-1)/2 pairs."""
        chosen = np.flatnonzero(self.item == self._place(item))
        order = chosen[np.lexsort((self.rater[chosen], self.unit[chosen]))]
        unit, rater, score = self.unit[order], self.rater[order], self.score[order]
        left: list[Whole] = []
        right: list[Whole] = []
        reach = int(np.bincount(unit).max(initial=0))
        for step in range(1, reach):
            start = np.flatnonzero(unit[:-step] == unit[step:])
            left.append(start)
            right.append(start + step)
        first = np.concatenate(left) if left else np.empty(0, dtype=np.intp)
        second = np.concatenate(right) if right else np.empty(0, dtype=np.intp)
        return Pairs(unit[first], rater[first], rater[second], score[first], score[second])

    def _place(self, item: str) -> int:
        try:
            return self.items.index(item)
        except ValueError:
            raise ValueError(f"There is no criterion “{item}”; there are {', '.join(self.items)}.") from None


def _coded(names: list[str]) -> tuple[tuple[str, ...], Whole]:
    known = sorted(set(names))
    place = {name: index for index, name in enumerate(known)}
    return tuple(known), np.array([place[name] for name in names], dtype=np.intp)
