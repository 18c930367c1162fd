"""Identity by content: the SHA-256 of canonical JSON of a policy, of a record, and of this engine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any


def canonical(value: Any) -> bytes:
    """The one way to write `plain(value)` as JSON: sorted keys, no space, UTF-8."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def identity_of(value: Any) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def plain(value: Any) -> Any:
    """As lists, mappings, texts and booleans alone; fractions and dates as text, sets in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case None | bool() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return str(value.value)
        case int() | Fraction():
            return str(value)
        case date():
            return value.isoformat()
        case set() | frozenset():
            return sorted(plain(item) for item in value)
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
    raise TypeError(f"Give plain data in place of {value!r}.")


@cache
def engine_identity() -> str:
    """The SHA-256 of the engine's own source; decisions store it, so that a replay knows what it compares."""
    digest = hashlib.sha256()
    for name, text in sorted(_sources(files("cairn.engines.policy"), "")):
        digest.update(f"{name}\n{len(text)}\n".encode() + text)
    return digest.hexdigest()


def _sources(folder: Any, path: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _sources(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py"):
            found.append((path + entry.name, entry.read_bytes()))
    return found
