"""Checks of the evidence slots: what is asked for, how much of it, and other ways to show the same."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.domain.catalog.document_spot import Spot, distinct
from cairn.domain.catalog.document_words import (
    CONDITIONS,
    FIRST_SLOT_KINDS,
    SLOT_KINDS,
    TIMED_KINDS,
    WRITTEN_KINDS,
)

FIRST_KEYS = (
    "key", "kind", "title", "instructions", "at_least", "at_most",
    "min_words", "max_words", "max_minutes", "max_age_months",
)  # fmt: skip
KEYS = (*FIRST_KEYS, "alternatives", "conditions")
CONDITION_KEYS = {
    "visits": ("rule", "count", "minutes"),
    "places": ("rule", "count"),
    "total_minutes": ("rule", "minutes"),
    "days": ("rule", "count"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """What later checks need to know of an evidence slot; `kinds` are all the ways to fill it."""

    spot: Spot
    key: str
    kinds: tuple[str, ...]
    title: str
    optional: bool


def check_slots(slots: Spot, *, first: bool = False) -> list[Slot]:
    """Note what is wrong; `first` applies the rules of schema version 1."""
    known = [
        _slot(spot, number, first)
        for number, spot in enumerate(slots.items("a piece of evidence", least=1), start=1)
    ]
    distinct([(slot.spot.at("key"), slot.key) for slot in known], "an evidence key")
    return known


def _slot(spot: Spot, number: int, first: bool) -> Slot:
    label = f"evidence part {number}"
    if not spot.has(label, *(FIRST_KEYS if first else KEYS)):
        return Slot(spot, "", (), label, optional=False)
    key = spot.at("key").slug(f"a key for {label}")
    kind = spot.at("kind").choice(f"a kind for {label}", FIRST_SLOT_KINDS if first else SLOT_KINDS)
    title = spot.at("title").text(f"a title for {label}", most=120)
    spot.at("instructions").text(f"instructions for {label}", most=4000)
    least = spot.at("at_least").whole(f"the least number of items in {label}", least=0, most=50)
    most = spot.at("at_most").whole(f"the greatest number of items in {label}", least=1, most=50)
    _ordered(spot.at("at_most"), least, most, "items")
    others = [] if first else _alternatives(spot.at("alternatives"), label, kind)
    kinds = tuple(one for one in (kind, *others) if one)
    _limits(spot, label, kinds)
    if not first:
        _conditions(spot.at("conditions"), label, kind, most)
    return Slot(spot, key, kinds, title or label, optional=least == 0)


def _limits(spot: Spot, label: str, kinds: tuple[str, ...]) -> None:
    few = spot.at("min_words").whole(
        f"the least number of words in {label}", least=1, most=20_000, optional=True
    )
    many = spot.at("max_words").whole(
        f"the greatest number of words in {label}", least=1, most=20_000, optional=True
    )
    long = spot.at("max_minutes").whole(
        f"the greatest length of {label} in minutes", least=1, most=240, optional=True
    )
    spot.at("max_age_months").whole(
        f"the greatest age of {label} in months", least=1, most=240, optional=True
    )
    _ordered(spot.at("max_words"), few, many, "words")
    if kinds and not WRITTEN_KINDS & set(kinds) and (few or many):
        spot.note("limit_unfit", f"Leave the number of words empty in {label}: it is not written text.")
    if kinds and not TIMED_KINDS & set(kinds) and long:
        spot.note(
            "limit_unfit", f"Leave the length in minutes empty in {label}: it is neither video nor audio."
        )


def _ordered(spot: Spot, low: int | None, high: int | None, unit: str) -> None:
    if low is not None and high is not None and low > high:
        spot.note(
            "out_of_order",
            f"Raise the greatest number of {unit} to {low} or more, or lower the least number.",
        )


def _alternatives(alternatives: Spot, label: str, kind: str) -> list[str]:
    """The other kinds that would do."""
    named = []
    for spot in alternatives.items(f"other ways to fill {label}, or an empty list", most=5):
        if spot.has(f"another way to fill {label}", "kind", "instructions"):
            other = spot.at("kind").choice(f"a kind for another way to fill {label}", SLOT_KINDS)
            spot.at("instructions").text(f"instructions for another way to fill {label}", most=4000)
            named.append((spot.at("kind"), other))
            if other and other == kind:
                told = f"Choose another kind, or remove this: {label} asks for {SLOT_KINDS[kind]} already."
                spot.at("kind").note("alternative_same", told)
    return distinct(named, f"a kind for another way to fill {label}")


def _conditions(conditions: Spot, label: str, kind: str, most: int | None) -> None:
    spots = conditions.items(f"conditions of {label}, or an empty list", most=10)
    if spots and kind and kind != "observation_log":
        conditions.note(
            "condition_unfit",
            f"Remove the conditions of {label}: only an observation log can be held to visits, places or time.",
        )
        return
    once = []
    for spot in spots:
        rule = spot.at("rule").choice(f"a rule for the condition of {label}", CONDITIONS)
        if spot.has(f"a condition of {label}", *CONDITION_KEYS.get(rule, CONDITION_KEYS["visits"])) and rule:
            _condition(spot, label, rule, most)
            once.append((spot.at("rule"), "" if rule == "visits" else rule))
    distinct(once, f"a condition of {label}")


def _condition(spot: Spot, label: str, rule: str, most: int | None) -> None:
    wanted = CONDITION_KEYS[rule]
    if "minutes" in wanted:
        spot.at("minutes").whole(f"the minutes in the condition of {label}", least=1, most=10_000)
    if "count" not in wanted:
        return
    count = spot.at("count").whole(
        f"the number in the condition of {label}", least=1 if rule == "visits" else 2, most=50
    )
    if count is not None and most is not None and count > most:
        told = f"Let {label} hold {count} entries or more, or ask for fewer here: it takes {most} at most."
        spot.at("count").note("condition_too_many", told)
