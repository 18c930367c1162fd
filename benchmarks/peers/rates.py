"""Rates of several rounds, told by their minimum, median and maximum.

They are per second of processor time, so that what else the machine does meanwhile weighs on neither side.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time
from typing import TypeVar

Result = TypeVar("Result")


class Rates:
    """How many one side does in a CPU-second, round by round."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._rates: list[float] = []

    def add(self, count: int, seconds: float) -> None:
        self._rates.append(count / seconds)

    def take(self, count: int, work: Callable[[], Result]) -> Result:
        """Do work that makes `count` things, and add its rate."""
        began = process_time()
        made = work()
        self.add(count, process_time() - began)
        return made

    @property
    def median(self) -> float:
        return median(self._rates)

    def __str__(self) -> str:
        least, most = min(self._rates), max(self._rates)
        return f"{self.name} {self.median:,.0f} a CPU-second ({least:,.0f} to {most:,.0f})"
