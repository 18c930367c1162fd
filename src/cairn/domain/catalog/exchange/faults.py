"""What is wrong with a file, all of it, each fault where its author finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the place in words (`line 12`, `Rubric!C4`), the document's path, and what to do."""

    place: str
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class Broken(ValueError):
    """Raised for a file that cannot be taken as it is; `faults` stand in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
