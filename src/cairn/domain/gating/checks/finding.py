"""What an automatic check says: one sentence, and where in the document it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth a second look at `path` of the document; it never blocks by itself."""

    path: str
    text: str


Check = Callable[[Document], Sequence[Finding]]


def rows(document: Document, *path: str) -> list[Mapping[str, Any]]:
    """The list of objects at a path; whatever is not of that shape in a draft is left out."""
    value: Any = document
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def text_at(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def number_at(holder: Any, key: str) -> int:
    """A whole number, or 0 where a draft has none."""
    value = holder.get(key) if isinstance(holder, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def level_texts(criterion: Mapping[str, Any], document: Document) -> Iterator[tuple[str, str]]:
    """The key and the description of each level of a criterion, the lowest first."""
    told = criterion.get("descriptors")
    for level in rows(document, "rubric", "levels"):
        key = text_at(level, "key")
        text = text_at(told, key) if isinstance(told, Mapping) else ""
        if text.strip():
            yield key, text


def is_english(document: Document) -> bool:
    """Whether checks that know English words have anything to say."""
    return text_at(document, "language").startswith("en")
