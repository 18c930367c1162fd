"""How single members of a document are read from JSON and written back, as their annotations say."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, NamedTuple, Protocol, Union, get_args, get_origin

from cairn.engines.openbadges.datatypes.instants import instant_text, read_instant
from cairn.engines.openbadges.errors import DocumentError

Uri = Annotated[str, "uri"]
"""Text that names something by a complete address."""

Alone = Annotated[tuple[str, ...], "alone"]
"""A set of texts in which one is written by itself, as the strict schema wants it."""

Context = Annotated[tuple[str | Mapping[str, Any], ...], "@context"]
"""The JSON-LD contexts, the one member whose name is no plain word."""

_LONGEST_QUOTE: Final = 60


class Worded(str):
    """A text that was written as a language map or as a language value (VC 2.0, 11.1): the first wording.

    `written` is the whole of it, and goes back into the document.
    """

    written: Mapping[str, Any]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Worded | None:
        """The first wording of a language map or value; None when it is neither."""
        shown = written.get("@value") if "@value" in written else next(iter(written.values()), None)
        if not isinstance(shown, str) or not all(isinstance(text, str) for text in written.values()):
            return None
        text = cls(shown)
        text.written = dict(written)
        return text


class Found(NamedTuple):
    """A value read, and what has to be remembered to write it exactly as it stood."""

    value: Any
    trace: Any = None


class Codec(Protocol):
    """Reads and writes one kind of member."""

    def read(self, raw: Any, at: str) -> Found:
        """The typed value; `DocumentError` that names the JSON pointer `at` for anything else."""
        ...

    def write(self, value: Any, trace: Any) -> Any:
        """The JSON of a value, in the form it was read in where that still says the same."""
        ...


def wrong(at: str, said: str) -> DocumentError:
    """A refusal that points at its place in the document (RFC 6901)."""
    return DocumentError(f"At {at or 'the document'}: {said}")


def below(at: str, step: str | int) -> str:
    """The JSON pointer one step further down."""
    return f"{at}/{str(step).replace('~', '~0').replace('/', '~1')[:200]}"


class _Text:
    def read(self, raw: Any, at: str) -> Found:
        text = Worded.of(raw) if isinstance(raw, Mapping) else raw
        if not isinstance(text, str):
            raise wrong(at, f"{_shown(raw)} should be text.")
        return Found(text)

    def write(self, value: str, trace: Any) -> Any:
        return dict(value.written) if isinstance(value, Worded) else value


class _Uri:
    def read(self, raw: Any, at: str) -> Found:
        if not isinstance(raw, str):
            raise wrong(at, f"{_shown(raw)} should be an address.")
        return Found(raw)

    def write(self, value: str, trace: Any) -> Any:
        return value


class _Plain(NamedTuple):
    """A JSON value taken as it is."""

    kinds: tuple[type, ...]
    named: str

    def read(self, raw: Any, at: str) -> Found:
        if not isinstance(raw, self.kinds) or (isinstance(raw, bool) and bool not in self.kinds):
            raise wrong(at, f"{_shown(raw)} should be {self.named}.")
        return Found(raw)

    def write(self, value: Any, trace: Any) -> Any:
        return value


class _Choice(NamedTuple):
    allowed: tuple[str, ...]

    def read(self, raw: Any, at: str) -> Found:
        if raw not in self.allowed:
            raise wrong(at, f"{_shown(raw)} should be one of {', '.join(self.allowed)}.")
        return Found(raw)

    def write(self, value: Any, trace: Any) -> Any:
        return value


class _Instant:
    def read(self, raw: Any, at: str) -> Found:
        instant = read_instant(raw)
        if instant is None:
            raise wrong(at, f"{_shown(raw)} should be an instant such as 2026-11-22T08:30:00Z.")
        return Found(instant, raw)

    def write(self, value: datetime, trace: Any) -> Any:
        return trace if trace is not None and read_instant(trace) == value else instant_text(value)


class _Day:
    def read(self, raw: Any, at: str) -> Found:
        try:
            day = date.fromisoformat(raw)
        except (TypeError, ValueError) as error:
            raise wrong(at, f"{_shown(raw)} should be a day such as 2026-11-22.") from error
        return Found(day, raw)

    def write(self, value: date, trace: Any) -> Any:
        return trace if trace is not None and date.fromisoformat(trace) == value else value.isoformat()


class _Object(NamedTuple):
    made: Any

    def read(self, raw: Any, at: str) -> Found:
        return Found(self.made.from_json(raw, at))

    def write(self, value: Any, trace: Any) -> Any:
        return value.to_json()


class _Either(NamedTuple):
    """An object, or its address alone."""

    whole: Codec

    def read(self, raw: Any, at: str) -> Found:
        return Found(raw) if isinstance(raw, str) else self.whole.read(raw, at)

    def write(self, value: Any, trace: Any) -> Any:
        return value if isinstance(value, str) else self.whole.write(value, trace)


class _Set(NamedTuple):
    """Many of a kind. One by itself is read as a set of one and written back by itself."""

    item: Codec
    alone: bool

    def read(self, raw: Any, at: str) -> Found:
        if not isinstance(raw, list):
            found = self.item.read(raw, at)
            return Found((found.value,), (True, (found.trace,)))
        items = [self.item.read(entry, below(at, place)) for place, entry in enumerate(raw)]
        return Found(tuple(item.value for item in items), (False, tuple(item.trace for item in items)))

    def write(self, value: tuple[Any, ...], trace: Any) -> Any:
        alone, traces = trace or (self.alone, ())
        if alone and len(value) == 1:
            return self.item.write(value[0], traces[0] if traces else None)
        return [
            self.item.write(entry, traces[place] if place < len(traces) else None)
            for place, entry in enumerate(value)
        ]


_SIMPLE: Final[Mapping[Any, Codec]] = {
    str: _Text(),
    bool: _Plain((bool,), "true or false"),
    float: _Plain((int, float), "a number"),
    datetime: _Instant(),
    date: _Day(),
}
_TEXT_OR_OBJECT: Final = _Plain((str, dict), "text or an object")


def codec_for(hint: Any) -> Codec:
    """The codec an annotation asks for; None beside a type says only that the member may be missing."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(args[0], args[1])
    if origin in (Union, types.UnionType):
        return _union([arg for arg in args if arg is not type(None)])
    if origin is tuple:
        return _Set(codec_for(args[0]), alone=False)
    if origin is Literal:
        return _Choice(args)
    return _SIMPLE[hint] if hint in _SIMPLE else _Object(hint)


def _annotated(hint: Any, mark: str) -> Codec:
    if mark == "uri":
        return _Uri()
    if mark == "alone":
        return _Set(codec_for(str), alone=True)
    return _Set(_TEXT_OR_OBJECT, alone=False)


def _union(hints: list[Any]) -> Codec:
    whole = [hint for hint in hints if hint is not str and get_origin(hint) is not Annotated]
    if len(hints) == 1:
        return codec_for(hints[0])
    return _Either(codec_for(whole[0]))


def holds_uri(codec: Codec) -> bool:
    """Whether a member is an address, or may be one."""
    return isinstance(codec, _Uri | _Either)


def holds_values(codec: Codec) -> bool:
    """Whether a member is an object with members of its own, or many of them."""
    return isinstance(codec, _Object | _Either) or (isinstance(codec, _Set) and holds_values(codec.item))


def _shown(raw: Any) -> str:
    if isinstance(raw, dict | list):
        return "an object" if isinstance(raw, dict) else "a list"
    return "null" if raw is None else repr(raw)[:_LONGEST_QUOTE]
