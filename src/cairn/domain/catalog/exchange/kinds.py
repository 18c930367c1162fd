"""The kinds of fields that a document is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    about: str
    holds = "text"

    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Whole:
    about: str
    holds = "whole number"

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Flag:
    about: str
    holds = "true or false"

    def empty(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Listing:
    about: str
    item: Shape
    holds = "list"

    def empty(self) -> list[Any]:
        return []


@dataclass(frozen=True, slots=True)
class Named:
    """An object whose names the author chooses."""

    about: str
    item: Shape
    holds = "names and values"

    def empty(self) -> dict[str, Any]:
        return {}


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of known fields; with `by`, the value of that field says which ones it has.

    What a file leaves out is empty, but for the fields in `left_out`, which are then not there at all.
    """

    about: str
    fields: Mapping[str, Shape]
    by: str = ""
    cases: Mapping[str, tuple[str, ...]] | None = None
    nullable: bool = False
    left_out: frozenset[str] = frozenset()
    holds = "fields"

    def known(self, value: Mapping[str, Any]) -> tuple[str, ...]:
        case = value.get(self.by) if self.by else None
        return (
            (self.cases or {}).get(case, tuple(self.fields)) if isinstance(case, str) else tuple(self.fields)
        )

    def empty(self) -> dict[str, Any] | None:
        if self.nullable:
            return None
        return {name: self.fields[name].empty() for name in self.known({}) if name not in self.left_out}


Shape = Text | Whole | Flag | Listing | Named | Fields
