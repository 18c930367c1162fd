"""A catalog of any size, invented from a fixed seed: for benchmarks, and for tests of finding among thousands.

The words of the demo's own micro-credentials are its common words; rarer ones (names of programs, places and terms)
are made of syllables, so that words are as unevenly spread as in real writing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Final

from cairn.demo.material import contents
from cairn.domain.catalog import document as documents
from cairn.domain.finding.volumes import COSTS, NEEDS, Volume, standing_of, time_band
from cairn.domain.finding.words import words_of

RARE_WORDS: Final = 18_000
SYLLABLES: Final = [first + second for first in "bcdfghklmnprstvw" for second in "aeio"]
# As many different words in each place as the demo's own have.
LENGTHS: Final = {
    "title": (4, 6),
    "competency": (18, 26),
    "topics": (3, 8),
    "summary": (16, 24),
    "method": (110, 160),
}
BEGUN: Final = datetime(2020, 1, 1, tzinfo=UTC)
RECOGNIZERS: Final = {f"policy-{n}": f"State {n}" for n in range(12)}
STACKS: Final = {f"district-{n}/stack": f"Stack {n}" for n in range(60)}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words, the common ones first, and their summed weights: the nth is met 1/n as often as the first."""

    words: Sequence[str]
    weights: Sequence[float]

    def draw(self, dice: random.Random, number: int) -> list[str]:
        return dice.choices(self.words, cum_weights=self.weights, k=number)


@cache
def vocabulary(seed: int = 1) -> Vocabulary:
    dice = random.Random(seed)
    common = sorted({word for text in _texts(contents()) for word in words_of(text) if len(word) > 2})
    dice.shuffle(common)
    rare: dict[str, None] = {}
    while len(rare) < RARE_WORDS:
        rare["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))] = None
    words = [*common, *(word for word in rare if word not in set(common))]
    return Vocabulary(words, list(accumulate(1 / (n + 50) for n in range(len(words)))))


def volumes(keys: Sequence[int], *, seed: int = 1) -> Iterator[Volume]:
    """One invented entry of the index for each key, the same for the same seed."""
    dice, known = random.Random(seed), vocabulary()
    for key in keys:
        words = tuple(" ".join(known.draw(dice, dice.randint(*span))) for span in LENGTHS.values())
        hours, earned = dice.choice([3, 5, 8, 10, 12, 15, 30]), int(dice.paretovariate(0.8)) - 1
        yield Volume(
            key=key,
            title=words[0].title(),
            words=words,
            facets=_facets(dice, hours, earned),
            hours=hours,
            earned=min(earned, 1_000_000),
            published_at=BEGUN + timedelta(minutes=dice.randrange(3_000_000)),
        )


def mistyped(word: str, dice: random.Random) -> str:
    """The word with one letter wrong, missing, too many, or two swapped; a short word is left as it is."""
    if len(word) < 4:
        return word
    letter, n = dice.choice("abcdefghijklmnopqrstuvwxyz"), dice.randrange(len(word) - 1)
    tries = (
        word[:n] + letter + word[n + 1 :],
        word[:n] + word[n + 1 :],
        word[:n] + letter + word[n:],
        word[:n] + word[n + 1] + word[n] + word[n + 2 :],
    )
    return dice.choice(tries)


def mistyped_title(volume: Volume, dice: random.Random) -> str:
    """What somebody types who remembers the title: all its words, one of the longer ones mistyped."""
    words = volume.words[0].split()
    long = [n for n, word in enumerate(words) if len(word) >= 4]
    if long:
        n = dice.choice(long)
        while (typed := mistyped(words[n], dice)) == words[n]:
            pass
        words[n] = typed
    return " ".join(words)


def _facets(dice: random.Random, hours: int, earned: int) -> dict[str, dict[str, str]]:
    cost = dice.choice(list(COSTS))
    issuer = f"district-{int(dice.paretovariate(1)) % 200}"
    return {
        "topic": _some(dice, documents.TOPICS, 2),
        "share": _some(dice, documents.SLOT_KINDS, 3),
        "need": _some(dice, NEEDS, 1) if dice.random() < 0.4 else {},
        "grade": _some(dice, documents.GRADES, 3),
        "audience": _some(dice, documents.AUDIENCES, 2),
        "time": dict([time_band(hours)]),
        "cost": {cost: COSTS[cost]},
        "worth": _some(dice, RECOGNIZERS, 2) if dice.random() < 0.5 else {},
        "stack": _some(dice, STACKS, 2) if dice.random() < 0.3 else {},
        "by": {issuer: issuer.replace("-", " ").title()},
        "standing": dict([standing_of(earned)]),
        "state": {"published": "Offered"},
        "lang": {"en": "English"},
    }


def _some(dice: random.Random, labels: dict[str, str], most: int) -> dict[str, str]:
    chosen = dice.sample(list(labels), dice.randint(1, most))
    return {key: labels[key] for key in chosen}


def _texts(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
