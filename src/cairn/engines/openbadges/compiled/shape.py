"""A document's structure, canonicalized once: texts go in, the canonical N-Quads come out.

Which statements a structure makes is learned from the general path, by giving it a document of marks instead
of texts. What is left to do for each set of texts is to write them as N-Quads, hash the blank nodes they
touch (RDFC-1.0 section 4.6), number these by their hashes (section 4.4, step 4) and sort.
"""

from __future__ import annotations

import re
import secrets
from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from cairn.engines.openbadges import canonical
from cairn.engines.openbadges.canonical.statements import statements
from cairn.engines.openbadges.compiled import lines as forms
from cairn.engines.openbadges.compiled.lines import Blank, Line, Slot, Term
from cairn.engines.openbadges.compiled.structure import NotCompilable, Path, filled, paths
from cairn.engines.openbadges.compiled.template import Template
from cairn.engines.openbadges.errors import BadgeError

# Addresses that every layer takes as they are: absolute, of plain characters, under a scheme no context uses
# as a prefix. Others take the general path.
_PLAIN_ADDRESS: Final = re.compile(
    r"(?:https?://|urn:|did:|mailto:|data:)[A-Za-z0-9!#$%&'()*+,\-./:;=?@_~]+", re.ASCII
)
# Of these, the ones that no library could read otherwise, nor refuse.
_SIMPLE_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9.\-]+(?::[0-9]{1,4})?/[A-Za-z0-9._~/\-]*(?:#[A-Za-z0-9._~\-]+)?", re.ASCII
)


class Shape:
    """The statements of one structure. Made by `of`; safe to share between threads."""

    def __init__(
        self,
        lines: Sequence[Line],
        ids: Sequence[int],
        root_id: int | None,
        settled_ids: frozenset[str] = frozenset(),
    ) -> None:
        self._lines = tuple(dict.fromkeys(lines))
        self._ids = tuple(ids)
        self._settled_ids = settled_ids
        self._root_id = root_id
        self._slots = sorted({slot for line in self._lines for slot in forms.slots(line)}, key=repr)
        numbers = {slot: number for number, slot in enumerate(self._slots)}
        linked = [line for line in self._lines if forms.blanks(line)]
        plain = [line for line in self._lines if not forms.blanks(line)]
        still = [line for line in plain if not forms.slots(line)]
        self._still = sorted(self._template(still, {}).lines(()))
        self._still_set = frozenset(self._still)
        self._begun = {0: sha256()}
        self._plain = self._template([line for line in plain if forms.slots(line)], numbers)
        self._linked = self._template(linked, numbers)
        self._twins = [
            [tuple(_place(term, numbers) for term in line) for line in group]
            for group in forms.may_coincide(linked)
        ]
        self._set_up_hashes(linked, numbers)

    def _template(self, lines: Sequence[Line], numbers: dict[Slot, int]) -> Template:
        return Template.of(forms.pieces(line, numbers, len(self._slots)) for line in lines)

    def _set_up_hashes(self, linked: Sequence[Line], numbers: dict[Slot, int]) -> None:
        """Part the blank nodes whose hashes never change from those to be hashed each time."""
        self._hashes: list[str] = []
        self._touched: list[tuple[int, int, int]] = []
        mentions: list[Line] = []
        mentioned: dict[int, list[Line]] = defaultdict(list)
        for line in linked:
            for blank in forms.blanks(line):
                mentioned[blank].append(forms.seen_from(blank, line))
        for blank in range(len(mentioned)):
            seen = mentioned[blank]
            if any(forms.slots(line) for line in seen):
                self._hashes.append("")
                self._touched.append((blank, len(mentions), len(mentions) + len(seen)))
                mentions += seen
            else:
                self._hashes.append(_hash(self._template(seen, {}).lines(())))
        self._mentions = self._template(mentions, numbers)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Shape:
        """The shape of a document, compared with the general path on the marks it was learned from.

        Raises `NotCompilable` where the general path refuses such a document, or some text has more effects
        than standing in statements.
        """
        places = paths(document)
        mark = f"urn:cairn:{secrets.token_hex(16)}:"  # unguessable, so that no document can hold it
        marks = [f"{mark}{number}" for number in range(len(places))]
        try:
            dataset = statements(filled(document, marks))
            reader = _Reader(mark)
            lines = [reader.line(quad) for quad in dataset]
            expected = canonical.canonicalize(dataset)
        except BadgeError as error:
            raise NotCompilable(str(error)) from error
        if {slot.text for line in lines for slot in forms.slots(line)} != set(range(len(places))):
            raise NotCompilable
        shape = cls(lines, *_ids(places))
        if shape.canonical(marks) != expected:
            raise NotCompilable
        return shape

    def with_fixed(self, texts: Mapping[int, str]) -> Shape:
        """The same shape with some texts settled, by their numbers; the rest keep theirs.

        Raises `NotCompilable` when one of them cannot be settled.
        """

        def settled(term: Term) -> Term:
            if not isinstance(term, Slot) or term.text not in texts:
                return term
            written = _written(term, texts[term.text])
            if written is None:
                raise NotCompilable
            return written.decode()

        return Shape(
            [tuple(map(settled, line)) for line in self._lines],
            [number for number in self._ids if number not in texts],
            self._root_id,
            self._settled_ids | {texts[number] for number in self._ids if number in texts},
        )

    def canonical(self, texts: Sequence[str]) -> bytes | None:
        """The canonical N-Quads of the document these texts fill; None where only the general path can tell."""
        lines = self._filled(texts)
        return None if lines is None else _text(sorted(self._still + lines))

    def digest(self, texts: Sequence[str]) -> bytes | None:
        """The SHA-256 of `canonical`; the statements that come before any with a text are hashed once."""
        lines = self._filled(texts)
        if lines is None:
            return None
        first = bisect(self._still, min(lines, default=b""))
        if first not in self._begun:
            self._begun[first] = sha256(_text(self._still[:first]))
        hashed = self._begun[first].copy()
        hashed.update(_text(sorted(self._still[first:] + lines)))
        return hashed.digest()

    def _filled(self, texts: Sequence[str]) -> list[bytes] | None:
        """The statements that hang on texts, in any order; None where only the general path can tell."""
        if self._root_id is not None:
            root = texts[self._root_id]
            if root in self._settled_ids or any(texts[number] == root for number in self._ids):
                return None
        written: list[bytes] = []
        for slot in self._slots:
            term = _written(slot, texts[slot.text])
            if term is None:
                return None
            written.append(term)
        labels = self._labels(written)
        if labels is None:
            return None
        lines = self._plain.lines(written) + self._linked.lines(written + labels)
        once = set(lines)
        if len(once) < len(lines) or not once.isdisjoint(self._still_set):
            lines = list(once - self._still_set)
        return lines

    def _labels(self, written: list[bytes]) -> list[bytes] | None:
        """The canonical label of each blank node; None when two hashes are equal, or two statements are."""
        for group in self._twins:
            found = {
                tuple(written[term] if isinstance(term, int) else term for term in line) for line in group
            }
            if len(found) < len(group):
                return None
        hashes = self._hashes.copy()
        mentions = self._mentions.lines(written)
        for blank, first, end in self._touched:
            hashes[blank] = _hash(mentions[first:end])
        order = {value: b"_:c14n%d" % place for place, value in enumerate(sorted(hashes))}
        return [order[value] for value in hashes] if len(order) == len(hashes) else None


def _place(term: Term, numbers: dict[Slot, int]) -> int | bytes:
    """Where a slot's text is found, or the text of any other term."""
    if isinstance(term, Slot):
        return numbers[term]
    return (str(term.number) if isinstance(term, Blank) else term).encode()


def _text(lines: list[bytes]) -> bytes:
    return b"\n".join(lines) + b"\n" if lines else b""


def _hash(lines: list[bytes]) -> str:
    return sha256(_text(sorted(lines))).hexdigest()


def _written(slot: Slot, text: str) -> bytes | None:
    """A text as N-Quads, written by the library that writes the general path's; None where it may differ."""
    try:
        if slot.after is not None:
            return f"{Literal(text)}{slot.after}".encode()
        if _SIMPLE_ADDRESS.fullmatch(text):
            return f"<{text}>".encode()
        return str(NamedNode(text)).encode() if _PLAIN_ADDRESS.fullmatch(text) else None
    except ValueError:
        return None


def _ids(places: Sequence[Path]) -> tuple[list[int], int | None]:
    """The texts that name parts of the document, and the one that names the document itself."""
    named = [number for number, path in enumerate(places) if path[-1] == "id"]
    root = next((number for number in named if len(places[number]) == 1), None)
    return [number for number in named if number != root], root


class _Reader:
    """Reads statements of marks into lines."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._blanks: dict[str, int] = {}

    def line(self, quad: Quad) -> Line:
        terms = [quad.subject, quad.predicate, quad.object]
        if not isinstance(quad.graph_name, DefaultGraph):
            terms.append(quad.graph_name)
        return tuple(map(self._term, terms))

    def _term(self, term: object) -> Term:
        if isinstance(term, BlankNode):
            return Blank(self._blanks.setdefault(term.value, len(self._blanks)))
        written = str(term)
        if self._mark not in written:
            return written
        if not isinstance(term, NamedNode | Literal):
            raise NotCompilable
        number = term.value.removeprefix(self._mark)
        if not number.isdecimal() or str(int(number)) != number:
            raise NotCompilable
        return Slot(int(number), forms.literal_end(term))
