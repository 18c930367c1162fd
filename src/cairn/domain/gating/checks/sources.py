"""Checks of what is cited: that a source can be looked up, and of the worked examples."""

from __future__ import annotations

import re

from cairn.domain.gating.checks.finding import Document, Finding, rows, text_at

YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b|\bn\.d\.|\bin press\b", re.IGNORECASE)
AUTHOR = re.compile(r"^\W*[A-ZÀ-Þ][\w'’.-]+")
TITLE_WORDS = 4


def citations(document: Document) -> list[Finding]:
    """Citations without an author, a year, or words enough to hold a title."""
    found = []
    for place, row in enumerate(rows(document, "research")):
        citation, path = text_at(row, "citation").strip(), f"research.{place}.citation"
        if not citation:
            continue
        lacks = [
            words
            for words, there in (
                ("the author", AUTHOR.match(citation)),
                ("the year", YEAR.search(citation)),
                ("the title", len(citation.split()) >= TITLE_WORDS),
            )
            if not there
        ]
        if lacks:
            told = f"This citation lacks {' and '.join(lacks)}. Give what somebody needs to look it up."
            found.append(Finding(path, told))
    return found


def examples(document: Document) -> list[Finding]:
    """Examples that show one level alone, or leave a criterion without a note."""
    told = rows(document, "examples")
    if not told:
        return [Finding("examples", "There is no worked example. Two, at neighboring levels, help most.")]
    found = []
    if len({text_at(row, "level") for row in told}) < 2:
        found.append(Finding("examples", "All examples are at one level. Add one at the level beside it."))
    keys = [text_at(row, "key") for row in rows(document, "rubric", "criteria")]
    for place, row in enumerate(told):
        notes = row.get("notes")
        missing = [key for key in keys if not (isinstance(notes, dict) and text_at(notes, key).strip())]
        if missing:
            words = f"Say for {', '.join(f'“{key}”' for key in missing)} why this example is at its level."
            found.append(Finding(f"examples.{place}.notes", words))
    return found
