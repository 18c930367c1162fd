"""Finding in the catalog: words, facets with counts, sorting; plain Python over a small in-memory shelf.

The shelf is rebuilt when the catalog changes; every request filters it without a query.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.domain.catalog import document as documents

FACETS: dict[str, str] = {
    "topic": "Topic",
    "share": "What you will share",
    "grade": "Grades",
    "time": "Time",
    "cost": "Cost",
    "worth": "Counts toward",
    "by": "Offered by",
}
HOURS = {
    "short": (0, 5, "Up to 5 hours"),
    "medium": (6, 12, "6 to 12 hours"),
    "long": (13, 10_000, "More than 12 hours"),
}


@dataclass(frozen=True, slots=True)
class Volume:
    """One micro-credential on the shelf: its key, its words, and its facet values with their labels."""

    pk: int
    title: str
    words: str
    earned: int
    hours: int
    facets: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The keys found, in order, and the options of each facet with what choosing it would leave."""

    keys: tuple[int, ...]
    facets: Mapping[str, tuple[Option, ...]]


def folded(text: str) -> str:
    """Lower case without accents, for comparing words."""
    # Decomposed before as well, for letters such as the mathematical ones have no other lower case.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def spaced(text: str) -> str:
    """Folded words, each after one space: hyphens, quotes and other marks part words here as in a query."""
    return "".join(f" {word}" for word in re.findall(r"\w+", folded(text)))


def time_band(hours: int) -> tuple[str, str]:
    return next((key, label) for key, (low, high, label) in HOURS.items() if low <= hours <= high)


def matches(volume: Volume, query: str) -> bool:
    """Whether every word of the query begins a word of the volume."""
    return all(f" {word}" in volume.words for word in spaced(query).split())


SORTS: dict[str, tuple[str, Callable[[Volume], tuple[object, ...]]]] = {
    "popular": ("Most earned", lambda volume: (-volume.earned, volume.title)),
    "short": ("Shortest first", lambda volume: (volume.hours, volume.title)),
    "title": ("Title", lambda volume: (folded(volume.title),)),
}


def search(
    shelf: Sequence[Volume],
    *,
    query: str = "",
    chosen: Mapping[str, Iterable[str]] | None = None,
    sort: str = "popular",
) -> Found:
    """Within a facet any chosen value will do; across facets all must hold.

    The count at an option is what it alone would find within its facet, the other facets staying as chosen.
    """
    picked = {
        facet: set(values) for facet, values in (chosen or {}).items() if facet in FACETS and set(values)
    }
    read = [volume for volume in shelf if matches(volume, query)]

    def holds(volume: Volume, facet: str) -> bool:
        return bool(picked[facet] & set(volume.facets[facet]))

    _, order = SORTS.get(sort, SORTS["popular"])
    found = sorted((volume for volume in read if all(holds(volume, facet) for facet in picked)), key=order)
    options = {}
    for facet in FACETS:
        others = [
            volume for volume in read if all(holds(volume, other) for other in picked if other != facet)
        ]
        counts = Counter(value for volume in others for value in volume.facets[facet])
        labels = {value: label for volume in shelf for value, label in volume.facets[facet].items()}
        options[facet] = tuple(
            Option(value, label, counts[value], value in picked.get(facet, set()))
            for value, label in sorted(labels.items(), key=lambda item: _rank(facet, *item))
        )
    return Found(tuple(volume.pk for volume in found), options)


def _rank(facet: str, value: str, label: str) -> tuple[int, str]:
    orders: dict[str, Sequence[str]] = {
        "grade": list(documents.GRADES),
        "share": list(documents.SLOT_KINDS),
        "time": list(HOURS),
        "cost": ["none", "fee"],
    }
    order = orders.get(facet, ())
    return (order.index(value) if value in order else len(order), label)
