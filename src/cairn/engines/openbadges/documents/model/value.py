"""The base of the typed documents: a value that is read from JSON and gives the same JSON back.

What a type does not know is kept in `others` and goes back to its place, and so does every form of writing a
known member. So a document read, and changed in one part, says in all others what it said before.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, NamedTuple, Self, get_type_hints

from cairn.engines.openbadges.documents.model.codecs import (
    Codec,
    below,
    codec_for,
    holds_uri,
    holds_values,
    wrong,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One object of a document. Fields are the standard's terms in snake case, empty where not said.

    `others` holds members these types do not know, by their names, as plain JSON. `KIND` is what `type` must
    name at least one of.
    """

    KIND: ClassVar[frozenset[str]] = frozenset()

    others: Mapping[str, Any] = field(default_factory=dict, hash=False)
    _as_read: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False, hash=False)

    @classmethod
    def from_json(cls, raw: object, at: str = "") -> Self:
        """Read an object; `DocumentError` with the JSON pointer of what is wrong in it.

        `at` is the pointer of the object itself.
        """
        if not isinstance(raw, Mapping):
            raise wrong(at, "it should be an object.")
        return cls.meant(raw)._read(raw, at)

    @classmethod
    def meant(cls, raw: Mapping[str, Any]) -> type[Self]:
        """The type an object is read as, where there are several."""
        return cls

    @classmethod
    def _read(cls, raw: Mapping[str, Any], at: str) -> Self:
        known, said, others, traces = shape(cls).members, {}, {}, {}
        for name, member in known.items():
            if member.required and name not in raw:
                raise wrong(at, f"{name} is missing.")
        for name, part in raw.items():
            if name in known:
                found = known[name].codec.read(part, below(at, name))
                said[known[name].field], traces[name] = found
            else:
                others[name], traces[name] = copy.deepcopy(part), None
        if cls.KIND and cls.KIND.isdisjoint(said["type"]):
            raise wrong(below(at, "type"), f"it should name {' or '.join(sorted(cls.KIND))}.")
        return cls(**said, others=others, _as_read=traces)

    def to_json(self) -> dict[str, Any]:
        """The object as JSON: members in the order they were read, new ones after them, nothing empty."""
        known, made = shape(type(self)).members, self._still_as_read() if self._as_read else {}
        for name, member in known.items():
            part = getattr(self, member.field)
            if part is None or part == () or part == "" or name in self._as_read:
                continue
            # Texts are the commonest by far, and need no writing.
            written = part if part.__class__ is str else member.codec.write(part, None)
            if written != {}:
                made[name] = written
        for name, part in self.others.items():
            if name not in made and name not in known:
                made[name] = copy.deepcopy(part)
        return made

    def _still_as_read(self) -> dict[str, Any]:
        """What was read and is still said, each in the form and at the place it was read in."""
        known, made = shape(type(self)).members, {}
        for name, trace in self._as_read.items():
            if name not in known:
                if name in self.others:
                    made[name] = copy.deepcopy(self.others[name])
            elif (part := getattr(self, known[name].field)) is not None:
                made[name] = known[name].codec.write(part, trace)
        return made


class Member(NamedTuple):
    """One member a type knows: its field, how it is read and written, and whether it must be there."""

    field: str
    codec: Codec
    required: bool


class Shape(NamedTuple):
    """What a type's annotations say: its members by their names in JSON, in the order they are written, and the
    fields that hold addresses, and those that hold values of their own.
    """

    members: Mapping[str, Member]
    addresses: tuple[str, ...]
    values: tuple[str, ...]


_SHAPES: Final[dict[type[Value], Shape]] = {}


def shape(kind: type[Value]) -> Shape:
    """The shape of a type; read from its annotations once."""
    if kind not in _SHAPES:
        _SHAPES[kind] = _shape(kind)
    return _SHAPES[kind]


def _shape(kind: type[Value]) -> Shape:
    hints = get_type_hints(kind, include_extras=True)
    known = {
        _json_name(entry.name): Member(entry.name, codec_for(hints[entry.name]), _is_required(entry))
        for entry in dataclasses.fields(kind)
        if entry.name not in ("others", "_as_read")
    }
    found = known.values()
    return Shape(
        known,
        tuple(member.field for member in found if holds_uri(member.codec)),
        tuple(member.field for member in found if holds_values(member.codec)),
    )


def _is_required(entry: dataclasses.Field[Any]) -> bool:
    """What has no default, and what has one that would otherwise be put into documents that lack it."""
    return entry.default is dataclasses.MISSING or entry.default not in (None, ())


def _json_name(name: str) -> str:
    first, *rest = name.split("_")
    return "@context" if name == "context" else first + "".join(word.title() for word in rest)


def walk(value: Value) -> Iterator[Value]:
    """A value and every value within it."""
    yield value
    for name in shape(type(value)).values:
        part = getattr(value, name)
        for entry in part if isinstance(part, tuple) else (part,):
            if isinstance(entry, Value):
                yield from walk(entry)


def addresses(value: Value) -> Iterator[str]:
    """Every address in a value and within it."""
    for within in walk(value):
        for name in shape(type(within)).addresses:
            part = getattr(within, name)
            if isinstance(part, str):
                yield part
