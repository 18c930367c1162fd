"""What a visitor asks of the catalog, as its address says it: words, filters, order, page, and what to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cairn.domain.finding import queries as finding
from cairn.domain.finding.queries import BEST, SORTS, Found, Option
from cairn.domain.finding.volumes import FACETS

LONGEST_QUERY = 200
MOST_COMPARED = 4
A_PAGE = 24
# So many facets show their options from the start.
OPEN = 4


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet as the page shows it."""

    key: str
    label: str
    options: Sequence[Option]
    open: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the catalog; every question has an address of its own."""

    query: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = BEST
    page: int = 1
    exact: bool = False
    compared: Sequence[str] = ()

    @property
    def plain(self) -> bool:
        """Whether nothing narrows the catalog."""
        return not self.query and not self.chosen

    @property
    def question(self) -> str:
        """The query string of what is asked, whatever the page and the comparison; empty for the whole catalog."""
        pairs = [("q", self.query)] if self.query else []
        pairs += [(facet, value) for facet, values in self.chosen.items() for value in values]
        if self.sort != BEST:
            pairs.append(("sort", self.sort))
        if self.exact:
            pairs.append(("exact", "1"))
        return urlencode(pairs)

    def address(self) -> str:
        pairs = [("page", str(self.page))] if self.page > 1 else []
        pairs += [("vs", each) for each in self.compared]
        asked = "&".join(filter(None, (self.question, urlencode(pairs))))
        return reverse("public:catalog") + (f"?{asked}" if asked else "")

    def at_page(self, page: int) -> str:
        return replace(self, page=page).address()

    def without(self, facet: str, value: str) -> Asked:
        left = {
            name: [each for each in values if (name, each) != (facet, value)]
            for name, values in self.chosen.items()
        }
        return replace(self, chosen={name: values for name, values in left.items() if values}, page=1)

    def comparing(self, public_id: str) -> str:
        """The address with one more to compare, or with one fewer when it is compared already."""
        others = [each for each in self.compared if each != public_id]
        added = others if public_id in self.compared else [*others, public_id]
        return replace(self, compared=added[:MOST_COMPARED]).address()

    def as_typed(self) -> str:
        """The address that searches for the words as they were typed, whatever they may have meant."""
        return replace(self, exact=True, page=1).address()

    def cleared(self) -> str:
        """The address without any filter."""
        return Asked(query=self.query, compared=self.compared).address()

    def found(self, page: int, size: int = A_PAGE) -> Found:
        """What the index finds of it, on one page."""
        return finding.find(
            finding.Asked(self.query, self.chosen, self.sort, (page - 1) * size, size, self.exact)
        )


def read(asked: QueryDict) -> Asked:
    """The question in an address; what it does not know, it leaves out."""
    chosen = {facet: sorted(set(asked.getlist(facet)) - {""}) for facet in FACETS}
    sort = asked.get("sort", BEST)
    page = asked.get("page", "1")
    return Asked(
        query=" ".join(asked.get("q", "").split())[:LONGEST_QUERY],
        chosen={facet: values for facet, values in chosen.items() if values},
        sort=sort if sort in SORTS else BEST,
        page=int(page) if page.isascii() and page.isdigit() and int(page[:6]) > 0 and len(page) < 7 else 1,
        exact=asked.get("exact") == "1",
        compared=ids(asked.getlist("vs")),
    )


def ids(told: Sequence[str]) -> list[str]:
    """The first few different identifiers among what was told; what is none is passed over."""
    found: dict[str, None] = {}
    for each in told:
        try:
            found[str(UUID(each))] = None
        except ValueError:
            continue
    return list(found)[:MOST_COMPARED]


def chips(asked: Asked, found: Found) -> list[Chip]:
    """A chip for each filter that is on and known."""
    return [
        Chip(option.label, asked.without(facet, option.value).address())
        for facet, options in found.facets.items()
        for option in options
        if option.chosen
    ]


def facets(found: Found) -> list[Facet]:
    """The facets that divide the catalog, the first few open, and those in which something is chosen."""
    shown = [
        (key, options)
        for key, options in found.facets.items()
        if key in found.dividing or any(option.chosen for option in options)
    ]
    return [
        Facet(key, FACETS[key], options, n < OPEN or any(option.chosen for option in options))
        for n, (key, options) in enumerate(shown)
    ]
