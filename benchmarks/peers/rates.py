"""Rates of several rounds, told by their minimum, median and maximum."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TypeVar

Result = TypeVar("Result")


class Rates:
    """How many a second one side does, round by round."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._rates: list[float] = []

    def add(self, count: int, seconds: float) -> None:
        self._rates.append(count / seconds)

    def take(self, count: int, work: Callable[[], Result]) -> Result:
        """Do work that makes `count` things, and add its rate."""
        began = perf_counter()
        made = work()
        self.add(count, perf_counter() - began)
        return made

    @property
    def median(self) -> float:
        return median(self._rates)

    def __str__(self) -> str:
        least, most = min(self._rates), max(self._rates)
        return f"{self.name} {self.median:,.0f} a second ({least:,.0f} to {most:,.0f})"
