"""Four colors for each topic. `deep` on `tint` keeps a contrast of 7 to 1, `bright` on `deep` 3 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Hue:
    """Colors as `#RRGGBB`: `deep` and `mid` fill the body, `bright` draws lines on it, `tint` fills the disc."""

    deep: str
    mid: str
    bright: str
    tint: str


HUES: Mapping[str, Hue] = MappingProxyType(
    {
        "assessment": Hue("#0B4F6C", "#12749C", "#7CC6E2", "#E6F3F8"),
        "inclusion": Hue("#6B2158", "#97337C", "#E3A0CF", "#F9EAF4"),
        "mathematics": Hue("#7A3B08", "#A8560F", "#F2B46B", "#FCF0E1"),
        "discussion": Hue("#0A5852", "#12827A", "#7FD4C8", "#E2F4F1"),
        "literacy": Hue("#3A2F85", "#5446B8", "#B3A9F2", "#EEECFC"),
        "leadership": Hue("#22324A", "#3A5273", "#E7C366", "#FBF3DC"),
        "wellbeing": Hue("#1B5629", "#2F8146", "#93D3A2", "#E6F5E9"),
        "technology": Hue("#474E08", "#6C7613", "#C9D36B", "#F3F6DD"),
    }
)


def hue_named(name: str) -> Hue:
    """The colors of topic `name`; raises `ValueError` that lists the topics there are."""
    if name not in HUES:
        raise ValueError(f"There is no hue “{name}”. Choose one of: {', '.join(HUES)}.")
    return HUES[name]
