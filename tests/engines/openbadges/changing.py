"""One place of a JSON document changed, left out or added to, in a copy."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


def objects(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from objects(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from objects(item, (*path, index))


def reached(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def other(leaf: Any) -> Any:
    return not leaf if isinstance(leaf, bool) else leaf[:-1] + ("a" if leaf[-1:] != "a" else "b")


def changed(document: dict[str, Any], path: Path, change: Callable[[Any], Any]) -> dict[str, Any]:
    made = copy.deepcopy(document)
    parent = reached(made, path[:-1])
    parent[path[-1]] = change(parent[path[-1]])
    return made


def without(document: dict[str, Any], path: Path) -> dict[str, Any]:
    made = copy.deepcopy(document)
    del reached(made, path[:-1])[path[-1]]
    return made


def extended(document: dict[str, Any], path: Path, added: dict[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(document)
    parent = reached(made, path)
    # What stands there already takes the new value, so that every copy differs from the issued one.
    parent.update(added)
    return made
