"""What is wrong with a file, all of it, each fault where its author finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file: a position to sort by, and its name (`line 12`, `Rubric!C4`)."""

    position: tuple[int, ...]
    name: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its place, the path in the document, and what to do."""

    where: Place
    path: str
    text: str

    @property
    def place(self) -> str:
        return self.where.name

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class Broken(ValueError):
    """Raised for a file that cannot be taken as it is; `faults` stand in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.where))
        super().__init__("\n".join(map(str, self.faults)))
