"""The structure of a document and the texts that fill it: what two badges of one edition share, and what not.

A text may vary where JSON-LD merely carries it along. Names, `@context`, types, and texts that are looked up
in a context stay part of the structure, as do numbers and booleans, since what they expand to hangs on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges.datatypes import strictjson

MAX_TOKENS: Final = 6_000
"""The largest structure worth keeping; about a document of 100 KB."""

Key = tuple[object, ...]
Path = tuple[str | int, ...]

_OBJECT: Final = 1
_ARRAY: Final = 2
_END: Final = 3
_TEXT: Final = 4
_LOOKED_UP: Final = ("@vocab", "@json")


class NotCompilable(ValueError):
    """The document must take the general path."""


def take_apart(document: Mapping[str, Any]) -> tuple[Key, list[str]]:
    """The structure as a hashable key, and the texts that fill it in the order they stand.

    Two documents have equal keys only if they differ in nothing but those texts. Raises `NotCompilable` for
    what is nested too deeply, too large, or not plain JSON.
    """
    key: list[object] = []
    texts: list[str] = []
    _object_apart(document, key, texts, fixed_names(), 1)
    return tuple(key), texts


def _object_apart(
    value: Mapping[str, Any], key: list[object], texts: list[str], fixed: frozenset[str], depth: int
) -> None:
    if depth > strictjson.MAX_DEPTH or len(key) > MAX_TOKENS:
        raise NotCompilable
    key.append(_OBJECT)
    for name, item in value.items():
        key.append(name)
        kind = type(item)
        if name in fixed:
            key.append(_frozen(item))
        elif kind is str:
            key.append(_TEXT)
            texts.append(item)
        elif kind is dict:
            _object_apart(item, key, texts, fixed, depth + 1)
        elif kind is list:
            _array_apart(item, key, texts, fixed, depth + 1)
        else:
            key.append(_frozen(item))
    key.append(_END)


def _array_apart(
    value: list[Any], key: list[object], texts: list[str], fixed: frozenset[str], depth: int
) -> None:
    if depth > strictjson.MAX_DEPTH or len(value) + len(key) > MAX_TOKENS:
        raise NotCompilable
    key.append(_ARRAY)
    for item in value:
        kind = type(item)
        if kind is str:
            key.append(_TEXT)
            texts.append(item)
        elif kind is dict:
            _object_apart(item, key, texts, fixed, depth + 1)
        elif kind is list:
            _array_apart(item, key, texts, fixed, depth + 1)
        else:
            key.append(_frozen(item))
    key.append(_END)


def _frozen(value: object) -> object:
    """What stays part of the structure. The type goes with a number, for 1, 1.0 and True are equal here."""
    kind = type(value)
    if kind is str:
        return value
    if kind is list and isinstance(value, list) and len(value) <= MAX_TOKENS:
        return tuple(map(_frozen_text, value))
    if kind in (bool, int, float):
        return kind, repr(value)
    raise NotCompilable


def _frozen_text(value: object) -> str:
    if type(value) is not str:
        raise NotCompilable
    return value


@cache
def fixed_names() -> frozenset[str]:
    """The names whose values the bundled contexts look up, or turn into something else than themselves."""
    found = {"@context", "@type", "@language", "@direction", "@index"}
    for context in contexts.bundled().values():
        found.update(_looked_up(context.get("@context")))
    return frozenset(found)


def _looked_up(context: object) -> Iterator[str]:
    if isinstance(context, list):
        for part in context:
            yield from _looked_up(part)
    elif isinstance(context, dict):
        for term, meaning in context.items():
            described = meaning if isinstance(meaning, dict) else {"@id": meaning}
            stands_for = str(described.get("@id"))
            if described.get("@type") in _LOOKED_UP or (stands_for[:1] == "@" and stands_for != "@id"):
                yield term
            yield from _looked_up(described.get("@context"))


def paths(document: Mapping[str, Any]) -> list[Path]:
    """Where each text of `take_apart` stands, in the same order."""
    return [path for path, _ in _texts(document, ())]


def filled(document: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    """A document of the same structure that holds other texts."""
    copy: dict[str, Any] = _copied(document)
    for path, text in zip(paths(document), texts, strict=True):
        place: Any = copy
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = text
    return copy


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name not in fixed_names():
                yield from _texts(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, str):
        yield path, value


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(item) for name, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value
