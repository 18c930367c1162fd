"""What a visitor asks of the catalog, as its address says it: words, filters, order and page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cairn.domain.catalog.search import FACETS, SORTS, Found

LONGEST_QUERY = 200
USUAL = "popular"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the catalog; every question has an address of its own."""

    query: str = ""
    chosen: Mapping[str, Sequence[str]] | None = None
    sort: str = USUAL
    page: int = 1

    @property
    def plain(self) -> bool:
        """Whether nothing narrows the catalog."""
        return not self.query and not self.chosen

    def address(self) -> str:
        pairs = [("q", self.query)] if self.query else []
        pairs += [(facet, value) for facet, values in (self.chosen or {}).items() for value in values]
        if self.sort != USUAL:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        catalog = reverse("public:catalog")
        return f"{catalog}?{urlencode(pairs)}" if pairs else catalog

    def at_page(self, page: int) -> str:
        return replace(self, page=page).address()

    def without(self, facet: str, value: str) -> Asked:
        left = {
            name: [each for each in values if (name, each) != (facet, value)]
            for name, values in (self.chosen or {}).items()
        }
        return replace(self, chosen={name: values for name, values in left.items() if values}, page=1)


def read(asked: QueryDict) -> Asked:
    """The question in an address; what it does not know, it leaves out."""
    chosen = {facet: sorted(set(asked.getlist(facet)) - {""}) for facet in FACETS}
    sort = asked.get("sort", USUAL)
    page = asked.get("page", "1")
    return Asked(
        query=" ".join(asked.get("q", "").split())[:LONGEST_QUERY],
        chosen={facet: values for facet, values in chosen.items() if values},
        sort=sort if sort in SORTS else USUAL,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def chips(asked: Asked, found: Found) -> list[Chip]:
    """A chip for each filter that is on and known."""
    return [
        Chip(option.label, asked.without(facet, option.value).address())
        for facet, options in found.facets.items()
        for option in options
        if option.chosen
    ]
