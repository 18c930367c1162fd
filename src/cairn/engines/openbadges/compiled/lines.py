"""The statements of a document whose texts are not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from cairn.engines.openbadges.compiled.structure import NotCompilable
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

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_RDF_JSON: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
# Texts under other XSD types may be written anew (`95` as `9.5E1`).
_VERBATIM: Final = frozenset(_XSD + name for name in ("string", "date", "dateTime", "anyURI"))

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


def literal_end(term: NamedNode | Literal) -> str | None:
    """What follows the quotes of a literal, such as its type; None for an address.

    Raises `NotCompilable` for a type whose texts are not taken as they are.
    """
    if isinstance(term, NamedNode):
        return None
    datatype = term.datatype.value
    if datatype == _RDF_JSON or (datatype.startswith(_XSD) and datatype not in _VERBATIM):
        raise NotCompilable
    return str(term).removeprefix(str(Literal(term.value)))
