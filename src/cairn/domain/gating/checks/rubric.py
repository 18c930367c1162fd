"""Checks of the rubric: levels that differ in kind, criteria that differ from one another."""

from __future__ import annotations

from itertools import combinations, pairwise

from cairn.domain.gating.checks.finding import Document, Finding, is_english, level_texts, rows, text_at
from cairn.domain.gating.checks.words import likeness, words_of

_AMOUNTS = """
a all almost always any at consistently each every few fewer frequently fully generally good great
greatly half hardly highly in least less limited little lot many minimal more most mostly much never no
none not occasionally of often only or part partial partially partly poor rarely seldom several some
sometimes somewhat the thorough thoroughly usually very well with without clear clearly effective
effectively excellent strong weak one two three four five
"""
AMOUNTS = frozenset(_AMOUNTS.split())
TOO_ALIKE = 0.86
SAME_CRITERION = 0.8


def different_levels(document: Document) -> list[Finding]:
    """Neighboring levels that are nearly the same words, or differ by an amount alone."""
    found = []
    for place, criterion in enumerate(rows(document, "rubric", "criteria")):
        title = text_at(criterion, "title") or f"criterion {place + 1}"
        for (low, below), (high, above) in pairwise(level_texts(criterion, document)):
            path, pair = f"rubric.criteria.{place}.descriptors.{high}", f"“{low}” and “{high}” of “{title}”"
            if is_english(document) and _only_amounts(below, above):
                told = f"{pair} differ by how much alone. Say what somebody does otherwise at the higher one."
                found.append(Finding(path, told))
            elif likeness(below, above) > TOO_ALIKE:
                found.append(Finding(path, f"{pair} are nearly the same words. Tell apart what is done."))
    return found


def _only_amounts(one: str, other: str) -> bool:
    first, second = words_of(one), words_of(other)
    differing = (set(first) ^ set(second)) - AMOUNTS
    changed = bool((set(first) ^ set(second)) & AMOUNTS)
    return changed and not differing


def distinct_criteria(document: Document) -> list[Finding]:
    """Criteria that judge the same thing twice."""
    criteria = list(enumerate(rows(document, "rubric", "criteria")))
    return [
        Finding(
            f"rubric.criteria.{place}.look_for",
            f"“{text_at(one, 'title')}” and “{text_at(other, 'title')}” look for nearly the same. Join them, or tell "
            "them apart.",
        )
        for (_, one), (place, other) in combinations(criteria, 2)
        if _alike(text_at(one, "look_for"), text_at(other, "look_for"))
        or _alike(text_at(one, "title"), text_at(other, "title"), least=1.0)
    ]


def _alike(one: str, other: str, *, least: float = SAME_CRITERION) -> bool:
    return bool(one.strip() and other.strip()) and likeness(one, other) >= least
