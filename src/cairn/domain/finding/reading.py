"""From the words of a question to the entries that hold them all, and what speaks for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pyroaring import BitMap

from cairn.domain.finding.memory import Memory
from cairn.domain.finding.scoring import Sums
from cairn.domain.finding.texts import Term
from cairn.domain.finding.volumes import PLACES
from cairn.domain.finding.words import guesses, words_of

MOST_WORDS = 12
Standing = Mapping[Term, Mapping[str, BitMap]]


@dataclass(frozen=True, slots=True)
class Sought:
    """One word of the question: what may stand for it, and whether it was corrected."""

    word: str
    terms: tuple[Term, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The entries that match; what speaks for each; and the words shown instead, when some were corrected."""

    matched: BitMap
    sums: Sums
    instead: tuple[str, ...] = ()


def read(memory: Memory, query: str, *, exact: bool = False) -> Read:
    """Entries in which every word of `query` stands, the last as a beginning; mistyped words are corrected
    unless `exact`, first those that stand nowhere, then one that stands nowhere together with the others."""
    words = words_of(query)[:MOST_WORDS]
    if not words:
        return Read(memory.everything, Sums())
    last = len(words) - 1
    sought = [Sought(word, _terms(word, n == last)) for n, word in enumerate(words)]
    standing: Standing = memory.standing(term for each in sought for term in each.terms)
    matched = _matched(sought, standing)
    if matched or exact:
        return Read(matched, _sums(memory, sought, standing))
    sought, standing = _corrected(memory, sought, standing)
    matched = _matched(sought, standing)
    if not matched:
        return Read(matched, Sums())
    sought = [_that_helped(each, matched, standing) for each in sought]
    instead = tuple(
        " or ".join(term.word for term in each.terms) if each.corrected else each.word for each in sought
    )
    return Read(matched, _sums(memory, sought, standing), instead)


def weight_of(keys: BitMap, everything: BitMap) -> int:
    """What a word says: the rarer, the more; at least 1."""
    return (len(everything) // max(len(keys), 1)).bit_length() or 1


def anywhere(standing: Mapping[str, BitMap]) -> BitMap:
    """The entries in which a term stands somewhere."""
    return BitMap.union(*standing.values())


def _terms(word: str, last: bool) -> tuple[Term, ...]:
    return (Term(word), Term(word, beginning=True)) if last else (Term(word),)


def _held(sought: Sought, standing: Standing) -> BitMap:
    return BitMap.union(*(anywhere(standing[term]) for term in sought.terms)) if sought.terms else BitMap()


def _matched(sought: Sequence[Sought], standing: Standing) -> BitMap:
    return BitMap.intersection(*(_held(each, standing) for each in sought))


def _corrected(memory: Memory, sought: list[Sought], standing: Standing) -> tuple[list[Sought], Standing]:
    last = len(sought) - 1
    unknown = [n for n, each in enumerate(sought) if not _held(each, standing)]
    tries = [unknown] if unknown else [[n] for n in range(len(sought))]
    best: tuple[list[Sought], Standing] = (sought, standing)
    most = 0
    for places in tries:
        tried = list(sought)
        for n in places:
            meant = guesses(sought[n].word, memory.vocabulary, beginning=n == last)
            tried[n] = replace(sought[n], terms=tuple(map(Term, meant)), corrected=True)
        known = memory.standing(term for each in tried for term in each.terms)
        found = len(_matched(tried, known))
        if found > most:
            best, most = (tried, known), found
    return best


def _that_helped(sought: Sought, matched: BitMap, standing: Standing) -> Sought:
    """Of the words guessed, those that stand in something found."""
    if not sought.corrected:
        return sought
    helped = (term for term in sought.terms if anywhere(standing[term]) & matched)
    return replace(sought, terms=tuple(helped))


def _sums(memory: Memory, sought: Sequence[Sought], standing: Standing) -> Sums:
    sums = Sums()
    for each in sought:
        for term in each.terms:
            weight = weight_of(anywhere(standing[term]), memory.everything)
            for place, keys in standing[term].items():
                sums.add(keys, weight * PLACES[place])
    return sums
