"""What a row of the registry says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from cairn.engines.measurement.minimums import MINIMUMS, Minimum
from cairn.engines.measurement.ratings import Ratings


@dataclass(frozen=True, slots=True)
class Option:
    """What the caller may choose. A default of None means that it must be given; `flag` is its name on the command
    line if that differs."""

    name: str
    kind: type[int] | type[float] | type[str]
    about: str
    default: int | float | str | None = None
    choices: tuple[str, ...] = ()
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plain table: text, a number, a whole number, or yes and no."""

    name: str
    about: str
    kind: Literal["text", "number", "whole", "yes"] = "number"
    required: bool = True


@dataclass(frozen=True, slots=True)
class Scores:
    """What a statistic of scores is given: the scores, and of submissions the group, where the data tell one."""

    ratings: Ratings
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic. Without `columns` it takes `Scores`; with them, a mapping of each column's name to its list.

    `run(data, options)` answers with an `Estimate`, or with dataclasses, mappings and sequences of them.
    """

    name: str
    title: str
    question: str
    run: Callable[[Any, Mapping[str, Any]], object]
    paper: str
    family: str
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def minimum(self) -> Minimum:
        return MINIMUMS[self.family]


LEVEL = Option("level", float, "the confidence of intervals", 0.95, flag="confidence")
CUT = Option("cut", int, "the lowest level that counts as met")
DRAWS = Option("draws", int, "how often submissions are drawn again for the interval", 2000)
SEED = Option("seed", int, "where random numbers start; the same seed gives the same interval", 1)


def rng(options: Mapping[str, Any]) -> np.random.Generator:
    """The random numbers that the chosen seed gives."""
    return np.random.default_rng(options["seed"])
