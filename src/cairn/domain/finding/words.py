"""Words as the index keeps them, and what a mistyped one may have meant. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST_WORD = 60
LONG_WORD = 8
SHORT_WORD = 3
MOST_GUESSES = 5
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Lower case without accents, for comparing words."""
    # Decomposed before as well, for letters such as the mathematical ones have no other lower case.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order: hyphens, quotes and other marks part words."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded(text))]


def edits_allowed(word: str) -> int:
    """How many letters may be wrong: none in a very short word, two in a long one."""
    if len(word) < SHORT_WORD:
        return 0
    return 2 if len(word) >= LONG_WORD else 1


def guesses(word: str, vocabulary: Mapping[str, int], *, beginning: bool = False) -> list[str]:
    """Known words that may have been meant, those with the fewest edits alone and the most common first.

    `vocabulary` tells in how many entries each word stands. An edit is a letter wrong, missing, too many, or two
    swapped. With `beginning`, `word` may be unfinished: then words that begin like it are guessed when no whole one is.
    """
    if not edits_allowed(word):
        return []
    found = _nearest(word, list(vocabulary))
    if not found and beginning:
        whole: dict[str, list[str]] = {}
        for known in vocabulary:
            whole.setdefault(known[: len(word)], []).append(known)
        found = [known for start in _nearest(word, list(whole)) for known in whole[start]]
    return sorted(found, key=lambda known: (-vocabulary[known], known))[:MOST_GUESSES]


def _nearest(word: str, known: Sequence[str]) -> list[str]:
    most = edits_allowed(word)
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    least = min((distance for _, distance, _ in near if distance), default=0)
    return [found for found, distance, _ in near if distance and distance == least]
