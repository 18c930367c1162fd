"""Made-up observation logs and code, as much as a slot asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from cairn.domain.evidence.models import Part
from cairn.domain.evidence.operations.logs import Observed, add_entry
from cairn.domain.evidence.queries import today_of

PLACES = (
    "A fourth-grade room in the next building",
    "A library at story time",
    "A community center after lunch",
    "A science lab in another district",
)
SEEN = (
    "Books stand where a child can reach them, and every cover faces the room.",
    "Two of the posters show people at work, and none of them looks like the children here.",
    "Labels are written in one language; a grandparent asked where to sign in.",
    "Children chose their own corner, and nobody was sent away from the blocks.",
    "The adult repeated a name until she said it the way the child does.",
    "Photos of families hang low enough to be talked about.",
)
CODE = '''def longest_streak(days):
    """The most days in a row on which somebody read."""
    best = run = 0
    for read in days:
        run = run + 1 if read else 0
        best = max(best, run)
    return best


print(longest_streak([True, True, False, True, True, True]))
'''


def fill_log(part: Part, slot: Mapping[str, Any], *, at: datetime, seed: int) -> None:
    """Write as many entries as the slot and its conditions ask for, on days before `at`; twice writes none more."""
    if part.pieces.all():
        return
    wanted: Sequence[Mapping[str, Any]] = slot.get("conditions", [])
    count = max([slot["at_least"], 1, *(each.get("count", 1) for each in wanted)])
    minutes = max([45, *(each["minutes"] for each in wanted if each["rule"] == "visits")])
    total = sum(each["minutes"] for each in wanted if each["rule"] == "total_minutes")
    minutes = max(minutes, -(-total // count))
    today = today_of(part.attempt.earner, at)
    for number in range(count):
        observed = Observed(
            made_on=today - timedelta(days=2 * (count - number)),
            begins=time(9 + number % 3, 0),
            ends=time(9 + number % 3 + minutes // 60, minutes % 60),
            place=PLACES[(seed + number) % len(PLACES)],
            notes=notes(slot.get("min_words") or 40, seed + number),
        )
        add_entry(part=part, observed=observed, by=part.attempt.earner, at=at)


def notes(least: int, seed: int) -> str:
    """At least so many words of what was seen."""
    told: list[str] = []
    while sum(len(sentence.split()) for sentence in told) < least:
        told.append(SEEN[(seed + len(told)) % len(SEEN)])
    return " ".join(told)
