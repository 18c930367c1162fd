"""The statements of a document whose texts are not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cairn.engines.openbadges.compiled.template import Piece


class Slot(NamedTuple):
    """A place for one of the document's texts: as an address, or as a literal with what follows its quotes."""

    text: int
    after: str | None


class Blank(NamedTuple):
    """A node without an address of its own."""

    number: int


Term = str | Slot | Blank
Line = tuple[Term, ...]
"""Subject, predicate, object and, in a graph, its name. Text is in N-Quads already."""

THIS: Final = "_:a"
OTHER: Final = "_:z"


def blanks(line: Line) -> set[int]:
    return {term.number for term in line if isinstance(term, Blank)}


def slots(line: Line) -> list[Slot]:
    return [term for term in line if isinstance(term, Slot)]


def pieces(line: Line, numbers: dict[Slot, int], first_label: int) -> Iterator[Piece]:
    """The line for a template: slots by their numbers, the labels of blank nodes from `first_label` on."""
    for term in line:
        if isinstance(term, Slot):
            yield numbers[term]
        elif isinstance(term, Blank):
            yield first_label + term.number
        else:
            yield term
        yield " "
    yield "."


def seen_from(blank: int, line: Line) -> Line:
    """The line as RDFC-1.0 section 4.6 hashes it for one blank node."""
    return tuple(
        (THIS if term.number == blank else OTHER) if isinstance(term, Blank) else term for term in line
    )


def may_coincide(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines with blank nodes that some texts make the same, in groups.

    Lines without blank nodes may coincide too, but that changes no hash.
    """
    groups: dict[Line, list[Line]] = {}
    for line in lines:
        outline = tuple("" if isinstance(term, Slot) or at == 2 else term for at, term in enumerate(line))
        if isinstance(line[2], Blank):
            outline = (*outline, line[2])
        groups.setdefault(outline, []).append(line)
    return [group for group in groups.values() if len(group) > 1 and any(slots(line) for line in group)]
