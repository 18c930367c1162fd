"""Checks of the evidence slots and the rubric, and of how the two fit together."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.domain.catalog.document_spot import Spot, distinct
from cairn.domain.catalog.document_words import SLOT_KINDS, TIMED_KINDS, WRITTEN_KINDS

SLOT_KEYS = (
    "key", "kind", "title", "instructions", "at_least", "at_most",
    "min_words", "max_words", "max_minutes", "max_age_months",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """What later checks need to know of an evidence slot."""

    spot: Spot
    key: str
    kind: str
    title: str
    optional: bool


def check_slots(slots: Spot) -> list[Slot]:
    known = [
        _slot(spot, number)
        for number, spot in enumerate(slots.items("a piece of evidence", least=1), start=1)
    ]
    distinct([(slot.spot.at("key"), slot.key) for slot in known], "an evidence key")
    return known


def check_rubric(rubric: Spot, slots: list[Slot]) -> None:
    if not rubric.has("a rubric", "levels", "pass_level", "criteria"):
        return
    levels = _levels(rubric.at("levels"))
    _pass_level(rubric.at("pass_level"), levels)
    criteria = rubric.at("criteria").items("a criterion", least=1, most=20)
    keys = [
        (spot.at("key"), _criterion(spot, number, levels, slots))
        for number, spot in enumerate(criteria, start=1)
    ]
    distinct(keys, "a criterion key")
    _unused_slots(criteria, slots)


def _slot(spot: Spot, number: int) -> Slot:
    label = f"evidence part {number}"
    if not spot.has(label, *SLOT_KEYS):
        return Slot(spot, "", "", label, optional=False)
    key = spot.at("key").slug(f"a key for {label}")
    kind = spot.at("kind").choice(f"a kind for {label}", SLOT_KINDS)
    title = spot.at("title").text(f"a title for {label}", most=120)
    spot.at("instructions").text(f"instructions for {label}", most=4000)
    least = spot.at("at_least").whole(f"the least number of items in {label}", least=0, most=50)
    most = spot.at("at_most").whole(f"the greatest number of items in {label}", least=1, most=50)
    _ordered(spot.at("at_most"), least, most, "items")
    _limits(spot, label, kind)
    return Slot(spot, key, kind, title or label, optional=least == 0)


def _limits(spot: Spot, label: str, kind: str) -> None:
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
    if kind and kind not in WRITTEN_KINDS and (few or many):
        spot.note("limit_unfit", f"Leave the number of words empty in {label}: it is not written text.")
    if kind and kind not in TIMED_KINDS and long:
        spot.note(
            "limit_unfit", f"Leave the length in minutes empty in {label}: it is neither video nor audio."
        )


def _ordered(spot: Spot, low: int | None, high: int | None, unit: str) -> None:
    if low is not None and high is not None and low > high:
        spot.note(
            "out_of_order",
            f"Raise the greatest number of {unit} to {low} or more, or lower the least number.",
        )


def _levels(levels: Spot) -> list[str]:
    """The level keys, lowest first."""
    named = []
    for number, spot in enumerate(levels.items("levels", least=3, most=5), start=1):
        label = f"level {number}"
        if spot.has(label, "key", "name"):
            spot.at("name").text(f"a name for {label}", most=40)
            named.append((spot.at("key"), spot.at("key").slug(f"a key for {label}")))
    return distinct(named, "a level key")


def _pass_level(spot: Spot, levels: list[str]) -> None:
    level = spot.choice("the level that passes", levels)
    if level and level == levels[0]:
        spot.note(
            "pass_level_lowest",
            "Choose a higher level to pass: at the lowest, nobody could be told “not yet”.",
        )


def _criterion(spot: Spot, number: int, levels: list[str], slots: list[Slot]) -> str:
    """Check one criterion; answers its key."""
    label = f"criterion {number}"
    if not spot.has(label, "key", "title", "look_for", "slots", "descriptors"):
        return ""
    spot.at("title").text(f"a title for {label}", most=120)
    spot.at("look_for").text(f"what evaluators look for in {label}", most=2000)
    _fed(spot.at("slots"), label, slots)
    _descriptors(spot.at("descriptors"), label, levels)
    return spot.at("key").slug(f"a key for {label}")


def _fed(spot: Spot, label: str, slots: list[Slot]) -> None:
    if spot.value == []:
        spot.note("criterion_without_slot", f"Name the evidence that shows {label}: nothing feeds it yet.")
        return
    names = [slot.key for slot in slots if slot.key]
    used = spot.choices(f"the evidence for {label}", names, least=0)
    if used and all(slot.optional for slot in slots if slot.key in used):
        spot.note(
            "only_optional", f"Require some evidence for {label}: everything that feeds it may be left out."
        )


def _descriptors(spot: Spot, label: str, levels: list[str]) -> None:
    if not spot.has(f"level descriptions for {label}", *levels):
        return
    first: dict[str, str] = {}
    for level in levels:
        text = spot.at(level).text(f"what {label} looks like at level “{level}”", most=2000)
        same = " ".join(text.casefold().split()).rstrip(".")
        if same and same in first:
            pair = f"“{first[same]}” and “{level}”"
            told = f"Tell levels {pair} of {label} apart: their descriptions are the same."
            spot.at(level).note("levels_same", told)
        elif same:
            first[same] = level


def _unused_slots(criteria: list[Spot], slots: list[Slot]) -> None:
    used = {
        item.value for spot in criteria for item in _entries(spot.at("slots")) if isinstance(item.value, str)
    }
    for slot in slots:
        if slot.key and slot.key not in used:
            told = f"Use “{slot.title}” in a criterion, or remove it: nobody would judge this evidence."
            slot.spot.note("slot_unused", told)


def _entries(spot: Spot) -> list[Spot]:
    """The entries of a list that was checked before, so noted nowhere."""
    return Spot(spot.value, spot.path, []).items("")
