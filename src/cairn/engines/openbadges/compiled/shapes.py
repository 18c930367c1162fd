"""The shapes seen lately, and a `canonical_document` that uses them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from cairn.engines.openbadges import canonical
from cairn.engines.openbadges.compiled.learning import learned
from cairn.engines.openbadges.compiled.shape import Shape
from cairn.engines.openbadges.compiled.structure import Key, NotCompilable, take_apart
from cairn.engines.openbadges.compiled.vocabulary import Vocabulary
from cairn.engines.openbadges.contexts import Contexts, bundled
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import BadgeError, JsonError

CAPACITY: Final = 256
MOST_TOKENS: Final = 200_000
"""Of all structures kept: a shape takes about a kilobyte for each."""
LONGEST_NAMES: Final = 60_000
"""Characters of one structure, written out, that is worth keeping."""


class Shapes:
    """A bounded memory of structures. A structure is compiled when it is met a second time.

    Whoever sends ever new structures, or huge ones, makes it forget, and everything as slow as without it, no
    slower and not larger.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._known: OrderedDict[Key, Shape | None] = OrderedDict()
        self._met: OrderedDict[int, None] = OrderedDict()
        self._vocabulary = Vocabulary()
        self._lock = threading.Lock()

    def canonical(self, document: Mapping[str, Any]) -> bytes:
        """What `canonical.canonical_document` gives or raises, under the bundled contexts."""
        try:
            key, texts = take_apart(document)
        except NotCompilable:
            return canonical.canonical_document(document)
        shape = self._shape(key, texts, document)
        found = None if shape is None else shape.canonical(texts)
        return canonical.canonical_document(document) if found is None else found

    def _shape(self, key: Key, texts: list[str], document: Mapping[str, Any]) -> Shape | None:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            known_soon = self._met_before(hash(key)) and len(repr(key)) <= LONGEST_NAMES
            if known_soon:
                self._remember(key, None)  # until it is compiled, which takes as long as the general path
        if not known_soon:
            return self._from_vocabulary(document)
        shape = _compiled(document, texts)
        if shape is not None:
            self._learn(document)
        with self._lock:
            self._remember(key, shape)
        return shape

    def _from_vocabulary(self, document: Mapping[str, Any]) -> Shape | None:
        """The shape of a structure never met, when each member of it is known from others.

        It is measured, for members that each came from a document within the limits may together be beyond them.
        """
        try:
            strictjson.measure(document)
            return self._vocabulary.shape(document)
        except (NotCompilable, JsonError):
            return None

    def _learn(self, document: Mapping[str, Any]) -> None:
        try:
            self._vocabulary.add(document, learned(document))
        except (NotCompilable, BadgeError):
            return

    def _remember(self, key: Key, shape: Shape | None) -> None:
        self._known[key] = shape
        self._known.move_to_end(key)
        while len(self._known) > self._capacity or sum(map(len, self._known)) > MOST_TOKENS:
            self._known.popitem(last=False)

    def _met_before(self, digest: int) -> bool:
        if self._met.pop(digest, self) is None:
            return True
        self._met[digest] = None
        if len(self._met) > 4 * self._capacity:
            self._met.popitem(last=False)
        return False


def _compiled(document: Mapping[str, Any], texts: list[str]) -> Shape | None:
    """The document's shape, when it does for this document what the general path does."""
    try:
        shape = Shape.of(document)
        found = shape.canonical(texts)
        if found is not None and found != canonical.canonical_document(document):
            return None
    except (NotCompilable, BadgeError):
        return None
    return shape


_shapes: Final = Shapes()


def canonical_document(document: Mapping[str, Any], *, contexts: Contexts | None = None) -> bytes:
    """As `canonical.canonical_document`, byte for byte and error for error, fast for structures met before."""
    if contexts is not None and contexts is not bundled():
        return canonical.canonical_document(document, contexts=contexts)
    return _shapes.canonical(document)
