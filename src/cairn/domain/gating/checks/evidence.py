"""Checks of the evidence: that it feeds the criteria, shows practice, and fits into the hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.domain.gating.checks.finding import Document, Finding, number_at, rows, text_at

FROM_PRACTICE = frozenset(
    {"video", "audio", "student_work", "image", "observation_log", "code", "link", "document"}
)
MINUTES = {
    "video": 60, "audio": 35, "student_work": 25, "image": 15, "plan": 60, "document": 45, "link": 30,
    "observation_log": 10, "code": 90, "reflection": 30,
}  # fmt: skip
"""What one item of a kind takes to make, choose and send, beyond the teaching itself; estimates of our own."""
WORDS_AN_HOUR = 400
SLACK = 1.1
LONG = 4
"""Hours from which we ask what fills them."""


def fed_criteria(document: Document) -> list[Finding]:
    """Criteria that could be judged from nothing that everybody must send."""
    required = {text_at(slot, "key") for slot in rows(document, "slots") if number_at(slot, "at_least") > 0}
    found = []
    for place, criterion in enumerate(rows(document, "rubric", "criteria")):
        fed = criterion.get("slots")
        if not isinstance(fed, list) or not required & {key for key in fed if isinstance(key, str)}:
            title = text_at(criterion, "title") or f"criterion {place + 1}"
            told = f"“{title}” is fed by nothing that every earner sends. Require some evidence for it."
            found.append(Finding(f"rubric.criteria.{place}.slots", told))
    return found


def evidence_of_use(document: Document) -> list[Finding]:
    """Only plans and reflections asked for: words about practice, and nothing from it."""
    slots = rows(document, "slots")
    if not slots or any(
        text_at(slot, "kind") in FROM_PRACTICE and number_at(slot, "at_least") for slot in slots
    ):
        return []
    told = "Everything asked for is a plan or a reflection. Ask for something from the practice itself."
    return [Finding("slots", told)]


def hours(document: Document) -> list[Finding]:
    """Evidence that takes longer than all the hours that are named, or next to nothing of many."""
    needed, named = minutes(document) / 60, document.get("hours")
    low, high = number_at(named, "low"), number_at(named, "high")
    if high and needed > SLACK * high:
        told = f"The evidence alone takes some {needed:.0f} hours by our estimate, and you name {high} at the most."
        return [Finding("hours.high", f"{told} Ask for less, or name more hours.")]
    if low > LONG and low > 8 * max(needed, 1):
        told = f"You name {low} hours at least, and the evidence takes some {max(needed, 1):.0f}."
        return [Finding("hours.low", f"{told} Say what fills the rest.")]
    return []


def minutes(document: Document) -> int:
    """What gathering the required evidence takes, in minutes."""
    return sum(_minutes(slot) for slot in rows(document, "slots"))


def _minutes(slot: Mapping[str, Any]) -> int:
    count = number_at(slot, "at_least")
    each = MINUTES.get(text_at(slot, "kind"), 30)
    written = number_at(slot, "min_words") * 60 // WORDS_AN_HOUR
    watched = sum(
        number_at(rule, "minutes") * max(1, number_at(rule, "count")) for rule in rows(slot, "conditions")
    )
    return count * max(each, written) + watched
