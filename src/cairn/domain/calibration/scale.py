"""A rubric's scale as one text, by which editions fall into pools; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def scale_in(document: Mapping[str, Any]) -> str:
    """The keys of the levels, lowest first; the one that passes carries a star: `emerging developing *proficient`."""
    rubric = document["rubric"]
    keys = [str(level["key"]) for level in rubric["levels"]]
    return " ".join(f"*{key}" if key == rubric["pass_level"] else key for key in keys)


def keys_of(scale: str) -> tuple[str, ...]:
    """The level keys of a scale, lowest first."""
    return tuple(key.removeprefix("*") for key in scale.split())
