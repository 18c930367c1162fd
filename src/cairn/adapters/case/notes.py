"""What is said about a file: deviations that were understood, and faults for which it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_FAULTS = 25
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, the place it is about (`CFItems[3].language`), and how often the like was found."""

    where: str
    text: str
    count: int = 1


class Malformed(Exception):
    """The file cannot be taken; `faults` say where and why, the first `MOST_FAULTS` of them."""

    def __init__(self, faults: Iterable[Note]) -> None:
        self.faults = tuple(faults)[:MOST_FAULTS]
        super().__init__(" ".join(f"{fault.where}: {fault.text}" for fault in self.faults))


@dataclass
class Notes:
    """Faults one by one; deviations by kind of place and sentence, with the first place and the number."""

    faults: list[Note] = field(default_factory=list)
    _deviations: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def fault(self, where: str, text: str) -> None:
        self.faults.append(Note(where, text))

    def deviation(self, where: str, text: str) -> None:
        kind = (_INDEX.sub("[]", where), text)
        first, count = self._deviations.get(kind, (where, 0))
        self._deviations[kind] = (first, count + 1)

    def refuse_faults(self) -> None:
        """Raise `Malformed` if there is any fault so far."""
        if self.faults:
            raise Malformed(self.faults)

    @property
    def deviations(self) -> tuple[Note, ...]:
        return tuple(Note(where, text, count) for (_, text), (where, count) in self._deviations.items())
