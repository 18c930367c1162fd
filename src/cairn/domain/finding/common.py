"""Where words stand: the text index says so, and of common words the bitmaps that are held beside it.

To list thousands of entries takes a text index longer than all the rest of a question. So where a word stands that
is in very many entries is held as the values of facets are. Which words these are matters for speed alone: what is
held is exact, and the text index has them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pyroaring import BitMap

from cairn.domain.finding.models import Posting, Word
from cairn.domain.finding.texts import Term, beginning_with, text_index
from cairn.domain.finding.volumes import PLACES

OFTEN = 1_000
"""A word in so many entries is common."""
MANY_WORDS = 64
"""Of a beginning that more words have, the text index is asked as a whole."""
WORDS_AT_ONCE = 40
Wanted = tuple[Term, str]
"""A term, and one of `PLACES`."""
Spot = tuple[str, str]
"""A word, and one of `PLACES`."""


def where(wanted: Sequence[Wanted]) -> list[BitMap]:
    """For each term at its place, the keys of the entries that have it there."""
    words = {term: _words(term) for term, _ in wanted}
    held = _held({word for some in words.values() for word in some or ()})
    common = {word for word, _ in held}
    sought = {
        (term, place): [term] if (some := words[term]) is None else [Term(w) for w in some if w not in common]
        for term, place in wanted
    }
    asked = [each for each, terms in sought.items() if terms]
    found = dict(zip(asked, text_index().lookup([(sought[each], each[1]) for each in asked]), strict=True))
    return [
        BitMap.union(
            found.get((term, place), BitMap()),
            *(held[word, place] for word in words[term] or () if (word, place) in held),
        )
        for term, place in wanted
    ]


def hold_all() -> None:
    """Hold every common word anew, once all the rest of the index is made."""
    Posting.objects.all().delete()
    _hold(list(Word.objects.filter(entries__gte=OFTEN).values_list("word", flat=True)))


def follow(*, key: int, now: Sequence[str], before: Sequence[str]) -> None:
    """Follow an entry whose texts at each of `PLACES` were `before` and are `now`.

    Asked once the numbers of words and the text index are up to date. Words that become common are held from then
    on, and those that are no longer are let go.
    """
    here, there = _spots(now), _spots(before)
    words = {word for word, _ in here ^ there}
    common = set(Word.objects.filter(word__in=words, entries__gte=OFTEN).values_list("word", flat=True))
    held = set(Posting.objects.filter(word__in=words).values_list("word", flat=True))
    Posting.objects.filter(word__in=held - common).delete()
    still = held & common
    _move(
        key, [each for each in here - there if each[0] in still], [e for e in there - here if e[0] in still]
    )
    _hold(sorted(common - held))


def _hold(words: Sequence[str]) -> None:
    """Hold where these words stand, as the text index has it now."""
    for n in range(0, len(words), WORDS_AT_ONCE):
        spots = [(word, place) for word in words[n : n + WORDS_AT_ONCE] for place in PLACES]
        found = text_index().lookup([([Term(word)], place) for word, place in spots])
        Posting.objects.bulk_create(
            Posting(word=word, place=place, keys=keys.serialize())
            for (word, place), keys in zip(spots, found, strict=True)
            if keys
        )


def _move(key: int, into: Collection[Spot], out_of: Collection[Spot]) -> None:
    """Put a key where it was not, and take it from where it was, among what is held."""
    held = _held({word for word, _ in (*into, *out_of)})
    for spot in into:
        held.setdefault(spot, BitMap()).add(key)
    for spot in out_of:
        held[spot].remove(key)
    moved = {spot: held[spot] for spot in (*into, *out_of)}
    Posting.objects.bulk_create(
        (Posting(word=word, place=place, keys=keys.serialize()) for (word, place), keys in moved.items()),
        update_conflicts=True,
        unique_fields=["word", "place"],
        update_fields=["keys"],
    )
    for word, place in (spot for spot, keys in moved.items() if not keys):
        Posting.objects.filter(word=word, place=place).delete()


def _spots(texts: Iterable[str]) -> set[Spot]:
    return {(word, place) for place, text in zip(PLACES, texts, strict=False) for word in text.split()}


def _words(term: Term) -> Sequence[str] | None:
    """The words that a term stands for; none where they are too many to name."""
    if not term.beginning:
        return (term.word,)
    found = Word.objects.filter(beginning_with(term.word)).values_list("word", flat=True)
    words = list(found[: MANY_WORDS + 1])
    return words if len(words) <= MANY_WORDS else None


def _held(words: Collection[str]) -> dict[Spot, BitMap]:
    """The keys at every spot of those words that are held."""
    rows = Posting.objects.filter(word__in=words).values_list("word", "place", "keys")
    return {(word, place): BitMap.deserialize(bytes(keys)) for word, place, keys in rows}
