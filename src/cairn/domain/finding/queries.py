"""Finding: words, facets whose counts keep their promise, orders; and what is near to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import QuerySet
from pyroaring import BitMap

from cairn.domain.catalog.queries import offered
from cairn.domain.finding import memory as memories
from cairn.domain.finding import texts
from cairn.domain.finding.memory import Memory, Value
from cairn.domain.finding.models import Entry, Index, SavedSearch
from cairn.domain.finding.reading import anywhere, read, weight_of
from cairn.domain.finding.scoring import Sums
from cairn.domain.finding.texts import Term
from cairn.domain.finding.volumes import FACETS
from cairn.domain.people.models import Person

BEST = "best"
SORTS: Mapping[str, str] = {
    BEST: "Best match",
    "popular": "Most earned",
    "short": "Shortest first",
    "new": "Newest first",
    "title": "Title",
}
ORDERS: Mapping[str, tuple[str, ...]] = {
    "popular": ("-earned", "title_key", "pk"),
    "short": ("hours", "title_key", "pk"),
    "new": ("-published_at", "title_key", "pk"),
    "title": ("title_key", "pk"),
}
# Up to so many entries are sorted by naming them; of more, the database's order is walked until enough are met.
FEW = 500
TELLING_WORDS = 8
TELLING_PLACES = ("title", "competency", "topics")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the catalog: words, the values chosen in each facet, an order, and which part of what is found."""

    query: str = ""
    chosen: Mapping[str, Iterable[str]] = field(default_factory=dict)
    sort: str = BEST
    start: int = 0
    size: int = 24
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet, with how many choosing it alone within its facet would find."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The keys asked for in their order, how many there are in all, every facet's options, and the words
    that were searched for instead of mistyped ones (empty when none were)."""

    keys: tuple[int, ...]
    total: int
    facets: Mapping[str, tuple[Option, ...]]
    instead: str = ""
    dividing: frozenset[str] = frozenset()
    """The facets in which not every entry says the same."""


def find(asked: Asked) -> Found:
    """Within a facet any chosen value will do; across facets, and for the words, all must hold.

    An unknown facet, value or order narrows nothing, finds nothing, and is the best match, in this order.
    """
    memory = memories.present()
    reading = read(memory, asked.query, exact=asked.exact)
    picked = {
        facet: set(values) for facet, values in asked.chosen.items() if facet in memory.facets and set(values)
    }
    holding = {facet: _any_of(memory.facets[facet], values) for facet, values in picked.items()}
    matched = _narrowed(reading.matched, holding)
    order = asked.sort if asked.sort in ORDERS else BEST
    groups = reading.sums.groups(matched) if order == BEST else iter([matched])
    return Found(
        keys=_part(groups, order if order != BEST else "popular", asked.start, asked.size),
        total=len(matched),
        facets={
            facet: tuple(_options(facet, memory, reading.matched, holding, picked.get(facet, set())))
            for facet in FACETS
        },
        instead=" ".join(reading.instead),
        dividing=frozenset(
            facet
            for facet, values in memory.facets.items()
            if any(each.keys != memory.everything for each in values)
        ),
    )


def total() -> int:
    """How many micro-credentials can be found."""
    return len(memories.present().everything)


def similar(key: int, *, size: int = 3) -> tuple[int, ...]:
    """The keys of the entries that share most with one: its telling words, in their telling places, and its topics."""
    entry = Entry.objects.filter(pk=key).first()
    if entry is None:
        return ()
    memory = memories.present()
    words = dict.fromkeys(" ".join(entry.words[:2]).split())
    standing = memory.standing(map(Term, words))
    weights = {term: weight_of(anywhere(places), memory.everything) for term, places in standing.items()}
    sums = Sums()
    for term in sorted(weights, key=lambda term: (-weights[term], term.word))[:TELLING_WORDS]:
        for place in TELLING_PLACES:
            sums.add(standing[term][place], weights[term])
    for value in memory.facets["topic"]:
        if value.value in entry.facets["topic"]:
            sums.add(value.keys, weight_of(value.keys, memory.everything))
    near = BitMap.union(*sums.slices) if sums.slices else BitMap()
    return _part(sums.groups(near - BitMap([key])), "popular", 0, size)


def counting_toward(policy: str, *, leaving_out: Iterable[int], size: int = 3) -> tuple[tuple[int, ...], int]:
    """What counts under a policy apart from some entries: the keys of the most earned, and how many there are."""
    memory = memories.present()
    keys = _any_of(memory.facets["worth"], {policy}) - BitMap(leaving_out)
    return _part(iter([keys]), "popular", 0, size), len(keys)


def is_whole() -> bool:
    """Whether the text index is there and holds an entry for everything that is offered."""
    if not texts.installed():
        return False
    keys = set(offered().order_by().values_list("pk", flat=True))
    return (not keys or Index.objects.exists()) and keys == set(Entry.objects.values_list("pk", flat=True))


def saved_searches(person: Person) -> QuerySet[SavedSearch]:
    """What the person saved and has not removed, by name."""
    return SavedSearch.objects.filter(person=person, removed_at=None).order_by("name")


def _any_of(values: Sequence[Value], wanted: set[str]) -> BitMap:
    return BitMap.union(BitMap(), *(each.keys for each in values if each.value in wanted))


def _narrowed(keys: BitMap, holding: Mapping[str, BitMap]) -> BitMap:
    return BitMap.intersection(keys, *holding.values())


def _options(
    facet: str, memory: Memory, matched: BitMap, holding: Mapping[str, BitMap], picked: set[str]
) -> Iterator[Option]:
    others = _narrowed(matched, {other: keys for other, keys in holding.items() if other != facet})
    for each in memory.facets[facet]:
        count = others.intersection_cardinality(each.keys)
        yield Option(each.value, each.label, count, each.value in picked)


def _part(groups: Iterator[BitMap], sort: str, start: int, size: int) -> tuple[int, ...]:
    """The keys from `start` on, group after group, each group in the order of `sort`."""
    keys: list[int] = []
    small: list[BitMap] = []
    for group in groups:
        if len(group) <= start and not (small or keys):
            start -= len(group)
            continue
        if len(group) <= FEW:
            small.append(group)
        else:
            keys += _sorted_groups(small, sort)
            small = []
            keys += islice(_walked(group, sort), max(start + size - len(keys), 0))
        if len(keys) + sum(map(len, small)) >= start + size:
            break
    keys += _sorted_groups(small, sort)
    return tuple(keys[start : start + size])


def _sorted_groups(groups: Sequence[BitMap], sort: str) -> list[int]:
    """Small groups in one query: each by itself in the order of `sort`, one after another."""
    if not groups:
        return []
    group_of = {key: n for n, group in enumerate(groups) for key in group}
    ordered = Entry.objects.filter(pk__in=group_of).order_by(*ORDERS[sort]).values_list("pk", flat=True)
    return sorted(ordered, key=group_of.__getitem__)


def _walked(keys: BitMap, sort: str) -> Iterator[int]:
    """A large group in the order of `sort`: the database's order, of which those in the group are taken."""
    order = Entry.objects.order_by(*ORDERS[sort]).values_list("pk", flat=True)
    passed, step = 0, FEW
    while some := list(order[passed : passed + step]):
        yield from (key for key in some if key in keys)
        passed, step = passed + step, step * 4
