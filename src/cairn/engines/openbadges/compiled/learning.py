"""Learns from the general path what the members of one document state.

Every object is given an address and every text is replaced, all by marks, so that each statement tells which
member made it. A place is learned only when its members account for every statement about it.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from cairn.engines.openbadges.canonical.statements import statements
from cairn.engines.openbadges.compiled.lines import literal_end
from cairn.engines.openbadges.compiled.structure import NotCompilable, fixed_names
from cairn.engines.openbadges.compiled.vocabulary import RDF_TYPE, Place, Types, types_of


@dataclass(slots=True)
class _Object:
    """An object of the document, with the marks of what is in it."""

    mark: str
    types: Types
    odd: bool = False
    texts: list[tuple[str, str]] = field(default_factory=list)
    flags: list[tuple[str, bool]] = field(default_factory=list)
    below: list[tuple[str, _Object]] = field(default_factory=list)


def learned(document: Mapping[str, Any]) -> Place:
    """The place at the root of a document, with all known below it.

    Raises `NotCompilable` when its root cannot be learned, and as `statements` does.
    """
    marking = _Marking()
    template, root = marking.object(document, is_root=True)
    place = _Reading(marking.prefix, list(statements(template))).place(root)
    if place is None:
        raise NotCompilable
    return place


class _Marking:
    def __init__(self) -> None:
        self.prefix = f"urn:cairn:{secrets.token_hex(16)}:"
        self._count = 0

    def _mark(self) -> str:
        self._count += 1
        return f"{self.prefix}{self._count}"

    def object(self, value: Mapping[str, Any], *, is_root: bool = False) -> tuple[dict[str, Any], _Object]:
        """The object with marks for its address and texts, and what they stand for."""
        try:
            told = _Object(self._mark(), types_of(value))
        except KeyError as error:
            raise NotCompilable from error
        marked: dict[str, Any] = {}
        for name, item in value.items():
            if name in fixed_names():
                marked[name] = item
                told.odd = told.odd or not (name == "type" or (is_root and name == "@context"))
            elif isinstance(item, list):
                marked[name] = [self._part(name, part, told) for part in item]
            else:
                marked[name] = self._part(name, item, told)
        marked["id"] = told.mark
        return marked, told

    def _part(self, name: str, part: Any, told: _Object) -> Any:
        if name == "id":
            return part
        if isinstance(part, str):
            told.texts.append((name, self._mark()))
            return told.texts[-1][1]
        if isinstance(part, dict):
            marked, below = self.object(part)
            told.below.append((name, below))
            return marked
        if isinstance(part, bool):
            told.flags.append((name, part))
        return part


class _Reading:
    def __init__(self, prefix: str, quads: list[Quad]) -> None:
        self._prefix = prefix
        self._about: dict[str, list[Quad]] = defaultdict(list)
        self._naming: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self._about[quad.subject.value].append(quad)
            if isinstance(quad.object, NamedNode | Literal):
                self._naming[quad.object.value].append(quad)

    def place(self, told: _Object) -> Place | None:
        """What the object states; None when its members do not account for it."""
        about = self._about[told.mark]
        if told.odd or not all(isinstance(quad.graph_name, DefaultGraph) for quad in about):
            return None
        types = tuple(sorted(str(quad.object) for quad in about if str(quad.predicate) == RDF_TYPE))
        if len(types) != len(set(told.types)):
            return None
        place = Place(types)
        explained = len(types) + self._texts(told, place) + self._flags(told, place, about)
        return place if explained + self._below(told, place) == len(about) else None

    def _link(self, mark: str, told: _Object) -> Quad | None:
        """The one statement that names a mark, when it is about the object."""
        links = self._naming[mark]
        return links[0] if len(links) == 1 and links[0] in self._about[told.mark] else None

    def _texts(self, told: _Object, place: Place) -> int:
        explained = 0
        for name, mark in told.texts:
            link = self._link(mark, told)
            if link is not None and isinstance(link.object, NamedNode | Literal):
                place.texts[name] = (str(link.predicate), literal_end(link.object))
                explained += 1
        return explained

    def _flags(self, told: _Object, place: Place, about: list[Quad]) -> int:
        literals = [quad for quad in about if isinstance(quad.object, Literal)]
        found = [quad for quad in literals if self._prefix not in str(quad.object)]
        if len(found) != 1 or len(told.flags) != 1:
            return 0
        place.flags[told.flags[0]] = (str(found[0].predicate), str(found[0].object))
        return 1

    def _below(self, told: _Object, place: Place) -> int:
        explained = 0
        for name, below in told.below:
            link = self._link(below.mark, told)
            if link is None:
                continue
            explained += 1
            found = self.place(below)
            if found is not None:
                key = (name, below.types)
                known = place.below.get(key)
                place.below[key] = (str(link.predicate), found if known is None else known[1].joined(found))
        return explained
