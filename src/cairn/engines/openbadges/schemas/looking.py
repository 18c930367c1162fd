"""A JSON Schema validator that tells which texts of a document its verdict hung on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from jsonschema import Draft201909Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

_Rule = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]

_VALUES: Final = ("const", "enum", "format", "maxLength", "minLength", "pattern", "uniqueItems")
_looked_at: ContextVar[set[str] | None] = ContextVar("looked_at", default=None)


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collects the texts that keywords look at; all others a document may change without a new verdict."""
    texts: set[str] = set()
    token = _looked_at.set(texts)
    try:
        yield texts
    finally:
        _looked_at.reset(token)


def _watching(name: str) -> _Rule:
    rule: _Rule = Draft201909Validator.VALIDATORS[name]

    def watch(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError] | None:
        texts = _looked_at.get()
        idle = name == "format" and validator.format_checker is None
        if texts is not None and not idle:
            texts.update(_texts(instance))
        return rule(validator, value, instance, schema)

    return watch


def _texts(instance: Any) -> Iterator[str]:
    if isinstance(instance, str):
        yield instance
    elif isinstance(instance, Mapping):
        for part in instance.values():
            yield from _texts(part)
    elif isinstance(instance, list):
        for part in instance:
            yield from _texts(part)


LookingValidator: Final = extend(Draft201909Validator, {name: _watching(name) for name in _VALUES})
