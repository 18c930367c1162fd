"""Sentences, words and syllables of English text, and how alike two texts are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

MARKS = re.compile(r"[*_`#>\[\]()|]+|https?://\S+|^\s*[-+]\s", re.MULTILINE)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
END = re.compile(r"[.!?:;]+(?:\s|$)|\n\s*\n|\n\s*(?=[-*\d])")
VOWELS = re.compile(r"[aeiouy]+")


def plain(text: str) -> str:
    """The text without the marks of Markdown and without addresses."""
    return MARKS.sub(" ", text)


def words_of(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(plain(text))]


def sentences_of(text: str) -> list[str]:
    """The sentences that hold a word; items of a list and clauses after a colon count as their own."""
    return [part.strip() for part in END.split(text) if part and WORD.search(part)]


def syllables(word: str) -> int:
    """Vowel groups, without a silent final e; at least one. Right for about nine of ten English words."""
    count = len(VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and not word.endswith("ee")
    silent = silent or (word.endswith("ed") and not word.endswith(("ted", "ded")))
    return max(1, count - (1 if silent and count > 1 else 0))


def grade(text: str) -> float:
    """Flesch-Kincaid grade level: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    Kincaid, J. P., Fishburne, R. P., Rogers, R. L., & Chissom, B. S. (1975). Derivation of new readability
    formulas for Navy enlisted personnel. Naval Technical Training Command, Research Branch Report 8-75.
    Returns 0.0 for a text without words.
    """
    words, sentences = words_of(text), sentences_of(text)
    if not words or not sentences:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def likeness(one: str, other: str) -> float:
    """How alike two texts are as sequences of words, from 0 to 1."""
    return SequenceMatcher(None, words_of(one), words_of(other), autojunk=False).ratio()
