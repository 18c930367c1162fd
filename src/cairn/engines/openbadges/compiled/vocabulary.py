"""What the bundled contexts make of each member of a document, learned from the general path place by place.

In JSON-LD the meaning of a member hangs on the contexts of the document, on the members and types that lead to
it, and on its name, but not on its neighbors. So what was learned from one document makes the statements of
another that has known members in another choice. Whatever was not learned is left to the general path: members
no context defines, lists in order, graphs of their own, numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cairn.engines.openbadges.compiled.lines import Blank, Line, Slot, Term
from cairn.engines.openbadges.compiled.shape import Shape
from cairn.engines.openbadges.compiled.structure import NotCompilable, fixed_names

MAX_PLACES: Final = 4_000
RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

Types = tuple[str, ...]


@dataclass(slots=True)
class Place:
    """A kind of object at one place: what its types and members state."""

    types: tuple[str, ...] = ()
    texts: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    flags: dict[tuple[str, bool], tuple[str, str]] = field(default_factory=dict)
    below: dict[tuple[str, Types], tuple[str, Place]] = field(default_factory=dict)

    def joined(self, other: Place) -> Place:
        """What is known from either; both say the same where both say something."""
        below = dict(self.below)
        for key, (predicate, place) in other.below.items():
            below[key] = (predicate, below[key][1].joined(place) if key in below else place)
        return Place(self.types, self.texts | other.texts, self.flags | other.flags, below)

    def count(self) -> int:
        """How many places these are, with all below."""
        return 1 + sum(place.count() for _, place in self.below.values())


class Vocabulary:
    """The places known so far. It never holds more than `MAX_PLACES`; then it stays as it is."""

    def __init__(self) -> None:
        self._roots: dict[tuple[Types, Types], Place] = {}
        self._lock = threading.Lock()

    def shape(self, document: Mapping[str, Any]) -> Shape:
        """The shape of a document, made without the general path.

        Raises `NotCompilable` when some member of it is not known.
        """
        try:
            root = self._roots[_texts(document["@context"]), types_of(document)]
            writer = _Writer()
            writer.write(document, root, skipped="@context")
        except KeyError as error:
            raise NotCompilable from error
        # The document's own address is written last of all.
        root_id = writer.ids.pop() if type(document.get("id")) is str else None
        return Shape(writer.lines, writer.ids, root_id)

    def add(self, document: Mapping[str, Any], place: Place) -> None:
        """Add what was learned from a document."""
        try:
            key = (_texts(document["@context"]), types_of(document))
        except KeyError:
            return
        with self._lock:
            known = self._roots.get(key)
            joined = place if known is None else known.joined(place)
            others = sum(root.count() for root in self._roots.values() if root is not known)
            if others + joined.count() <= MAX_PLACES:
                self._roots[key] = joined


class _Writer:
    """Writes one document's lines, its texts numbered as `take_apart` does; `KeyError` where one is not known."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.ids: list[int] = []
        self._texts = 0
        self._blanks = 0

    def write(self, value: Mapping[str, Any], place: Place, *, skipped: str = "") -> Term:
        subject: Term | None = None
        said: list[tuple[str, Term]] = []
        for name, item in value.items():
            if name == "id" and type(item) is str:
                subject = self._slot(None)
            elif name not in ("type", skipped):
                said += self._member(name, item, place)
        if not value:
            raise KeyError
        if isinstance(subject, Slot):
            self.ids.append(subject.text)
        subject = subject or self._blank()
        self.lines += [(subject, RDF_TYPE, name) for name in place.types]
        self.lines += [(subject, predicate, term) for predicate, term in said]
        return subject

    def _member(self, name: str, item: Any, place: Place) -> Iterator[tuple[str, Term]]:
        if item == [] or name in fixed_names():
            raise KeyError(name)
        for part in item if type(item) is list else [item]:
            if type(part) is str:
                predicate, after = place.texts[name]
                yield predicate, self._slot(after)
            elif type(part) is dict:
                predicate, below = place.below[name, types_of(part)]
                yield predicate, self.write(part, below)
            elif type(part) is bool:
                yield place.flags[name, part]
            else:
                raise KeyError(name)

    def _slot(self, after: str | None) -> Slot:
        self._texts += 1
        return Slot(self._texts - 1, after)

    def _blank(self) -> Blank:
        self._blanks += 1
        return Blank(self._blanks - 1)


def types_of(value: Mapping[str, Any]) -> Types:
    """The types of an object as they are written; `KeyError` for anything else."""
    return _texts(value["type"]) if "type" in value else ()


def _texts(value: Any) -> tuple[str, ...]:
    listed = value if type(value) is list else [value]
    if not listed or not all(type(text) is str for text in listed):
        raise KeyError
    return tuple(listed)
