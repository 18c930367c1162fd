"""Names taken out of words that everybody is to read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

LEAST = 3
"""Letters that a part of a name has at least: shorter ones stand in too many words."""


def without_names(text: str, names: Collection[str], *, instead: str) -> str:
    """The text with each name, and each capitalized part of one, replaced by `instead`.

    A whole name is found however it is written; of its parts only what is written as a name, since Brown is one and
    brown is a color.
    """
    whole = _pattern(names, re.IGNORECASE)
    found = whole.sub(lambda _: instead, text) if whole else text
    parts = _pattern([form for name in names for part in _parts(name) for form in (part, part.upper())], 0)
    found = parts.sub(lambda _: instead, found) if parts else found
    once = re.escape(instead)
    return re.sub(rf"{once}(?:\s+{once})+", lambda _: instead, found)


def _parts(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", name)
    return [word for word in words if len(word) >= LEAST and word[0].isupper()]


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    """What finds any of the names as whole words, the longest first."""
    known = sorted({" ".join(name.split()) for name in names if name.strip()}, key=len, reverse=True)
    if not known:
        return None
    spaced = (r"\s+".join(re.escape(word) for word in name.split()) for name in known)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", flags)
