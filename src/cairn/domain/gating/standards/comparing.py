"""What differs between two sets of standards, and bringing one up to a newer default."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.domain.gating.standards import normal

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One standard that was added, retired, changed or moved; `fields` are name, before and after."""

    kind: str
    key: str
    title: str
    fields: tuple[tuple[str, Any, Any], ...] = ()


def changes(before: Sequence[Row], after: Sequence[Row]) -> list[Change]:
    """What leads from one set to another, in the order of the second; what is retired comes last."""
    old, new = (_by_key(rows) for rows in (before, after))
    found = []
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    for key, row in new.items():
        if key not in old:
            found.append(Change("added", key, row["title"]))
        elif fields := _fields(old[key], row):
            found.append(Change("changed", key, row["title"], fields))
        elif key in moved:
            found.append(Change("moved", key, row["title"]))
    return found + [Change("retired", key, row["title"]) for key, row in old.items() if key not in new]


def _by_key(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    return {str(row["key"]): normal(row) for row in rows}


def _fields(before: Row, after: Row) -> tuple[tuple[str, Any, Any], ...]:
    return tuple((name, before[name], after[name]) for name in after if before[name] != after[name])


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest keys that were taken out of one order and put back to make the other."""
    place = {key: number for number, key in enumerate(before)}
    best: list[tuple[int, int]] = []  # length of the longest rising run that ends here, and the place before
    for here, key in enumerate(after):
        runs = [(best[there][0], there) for there in range(here) if place[after[there]] < place[key]]
        length, there = max(runs, default=(0, -1))
        best.append((length + 1, there))
    stay, here = set[str](), max(range(len(best)), key=lambda number: best[number][0], default=-1)
    while here >= 0:
        stay.add(after[here])
        here = best[here][1]
    return set(after) - stay


@dataclass(frozen=True, slots=True)
class News:
    """One standard in which a newer default differs from the one before; `own` is the organization's, if it has any.

    `kind` is added, retired or changed; `both` says that the organization changed it as well.
    """

    kind: str
    key: str
    own: Row | None
    newer: Row | None
    both: bool

    @property
    def title(self) -> str:
        return str((self.newer or self.own or {"title": self.key})["title"])

    @property
    def fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """Name, own and newer, of every field in which they differ."""
        return _fields(normal(self.own), normal(self.newer)) if self.own and self.newer else ()


def news(own: Sequence[Row], base: Sequence[Row], newer: Sequence[Row]) -> list[News]:
    """What a newer default would change in a set that was made from `base`; what is so already is left out."""
    mine, old, new = (_by_key(rows) for rows in (own, base, newer))
    found = []
    for key, row in new.items():
        if old.get(key) != row and mine.get(key) != row:
            both = key in old and mine.get(key) != old[key]
            found.append(News("changed" if key in mine else "added", key, mine.get(key), row, both))
    found += [
        News("retired", key, mine[key], None, mine[key] != row)
        for key, row in old.items()
        if key not in new and key in mine
    ]
    return found


def brought_up(
    own: Sequence[Row], told: Sequence[News], taken: Collection[str], newer: Sequence[Row]
) -> list[Row]:
    """The set with the chosen news in it: changed in place, new ones where the newer default has them."""
    chosen = {one.key: one for one in told if one.key in taken}
    rows = [
        chosen[row["key"]].newer if row["key"] in chosen else normal(row)
        for row in own
        if not (row["key"] in chosen and chosen[row["key"]].kind == "retired")
    ]
    kept: list[Row] = [row for row in rows if row is not None]
    order = [str(row["key"]) for row in newer]
    for one in (one for one in told if one.key in chosen and one.kind == "added" and one.newer):
        before = set(order[: order.index(one.key)])
        place = max((n + 1 for n, row in enumerate(kept) if row["key"] in before), default=0)
        kept.insert(place, one.newer or {})
    return kept
