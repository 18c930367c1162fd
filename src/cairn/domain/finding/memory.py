"""The index as this process remembers it: bitmaps of the facets, and of the words that were asked for.

It holds for one version of the index. Every question asks the database for the version, and whatever changes the index
gives it a fresh one, so that nothing old is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from pyroaring import BitMap

from cairn.domain.finding.common import where
from cairn.domain.finding.models import Holding, Index, Word
from cairn.domain.finding.texts import Term
from cairn.domain.finding.volumes import FACETS, PLACES, rank

MOST_TERMS = 10_000
EVERYTHING = ""
"""The facet, and its one value, that every entry has."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, and the keys of the entries that have it."""

    value: str
    label: str
    keys: BitMap


@dataclass
class Memory:
    version: UUID | None
    everything: BitMap
    facets: Mapping[str, Sequence[Value]]
    terms: dict[tuple[Term, str], BitMap] = field(default_factory=dict)

    def standing(self, terms: Iterable[Term]) -> dict[Term, dict[str, BitMap]]:
        """For each term, where it stands in which entries; what is not remembered is asked for in one query."""
        wanted = [(term, place) for term in dict.fromkeys(terms) for place in PLACES]
        missing = [each for each in wanted if each not in self.terms]
        known = {each: self.terms[each] for each in wanted if each in self.terms}
        if missing:
            found = [keys & self.everything for keys in where(missing)]
            if len(self.terms) > MOST_TERMS:
                self.terms.clear()
            self.terms.update(zip(missing, found, strict=True))
            known.update(zip(missing, found, strict=True))
        return {term: {place: known[term, place] for place in PLACES} for term, _ in wanted}

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every word with the number of entries it stands in."""
        return dict(Word.objects.values_list("word", "entries"))


_kept: list[Memory] = []


def present() -> Memory:
    """The index as it is now."""
    version = Index.objects.values_list("version", flat=True).first()
    kept = _kept[0] if _kept else None
    if kept is None or kept.version != version:
        kept = _load(version)
        _kept[:] = [kept]
    return kept


def _load(version: UUID | None) -> Memory:
    facets: dict[str, list[Value]] = {facet: [] for facet in (*FACETS, EVERYTHING)}
    for facet, value, label, keys in Holding.objects.values_list("facet", "value", "label", "keys"):
        if facet in facets:
            facets[facet].append(Value(value, label, BitMap.deserialize(bytes(keys))))
    everything = facets.pop(EVERYTHING)
    for facet, values in facets.items():
        values.sort(key=lambda each, facet=facet: rank(facet, each.value, each.label))  # type: ignore[misc]
    return Memory(version, everything[0].keys if everything else BitMap(), facets)
