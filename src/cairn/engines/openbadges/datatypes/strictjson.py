"""JSON as a credential may use it: UTF-8, bounded, no name twice, no number that is none."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from cairn.engines.openbadges.errors import JsonError

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 48
MAX_VALUES: Final = 20_000

JsonObject = dict[str, Any]


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> JsonObject:
    """One JSON object from UTF-8 bytes.

    Raises `JsonError` for other bytes, and for what is larger than `max_bytes`, nested deeper than
    `MAX_DEPTH` or made of more than `MAX_VALUES` values.
    """
    if len(data) > max_bytes:
        raise JsonError(f"The file is larger than {max_bytes:,} bytes, more than a credential may have.")
    try:
        value = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant, parse_float=_float
        )
    except JsonError:
        raise
    except UnicodeDecodeError as error:
        raise JsonError("The file is not UTF-8 text.") from error
    except RecursionError as error:
        raise JsonError("The file is nested too deeply.") from error
    except ValueError as error:
        raise JsonError(f"The file is not JSON: {str(error)[:120]}.") from error
    if not isinstance(value, dict):
        raise JsonError("The file is JSON, but not an object, so it is no credential.")
    measure(value)
    return value


def dump(document: JsonObject, *, ascii_only: bool = False) -> bytes:
    """The document as compact UTF-8 bytes, keys in the order they were written."""
    return json.dumps(document, ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":")).encode()


def measure(document: object) -> None:
    """Raise `JsonError` when a value is nested too deeply, holds too much or is not plain JSON text.

    Walks with its own stack: a hostile document must not exhaust Python's.
    """
    waiting: list[tuple[object, int]] = [(document, 1)]
    seen = 1
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            parts = [*value, *value.values()]
        elif isinstance(value, list):
            parts = value
        else:
            _check_plain(value)
            continue
        seen += len(parts)
        if parts and depth >= MAX_DEPTH:
            raise JsonError(f"The document is nested more than {MAX_DEPTH} deep.")
        if seen > MAX_VALUES:
            raise JsonError(f"The document holds more than {MAX_VALUES:,} values.")
        # Nearly all texts are plain ASCII, and need no second look.
        waiting += [(part, depth + 1) for part in parts if type(part) is not str or not part.isascii()]


def _check_plain(value: object) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif value is not None and not isinstance(value, bool | int | float):
        raise JsonError(f"The document holds a {type(value).__name__}, which JSON does not know.")


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise JsonError("The document holds half a character (a lone surrogate).") from error


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonError(f"The name {twice[:80]!r} stands twice in one object, so its value is in doubt.")
    return made


def _constant(name: str) -> NoReturn:
    raise JsonError(f"{name} is not a number JSON allows.")


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise JsonError(f"The number {text[:40]} is too large.")
    return number
