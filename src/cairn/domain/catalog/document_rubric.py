"""Checks of the rubric, of its rule, and of how criteria and evidence fit together."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.domain.catalog.document_slots import Slot
from cairn.domain.catalog.document_spot import Spot, distinct
from cairn.domain.catalog.document_words import RULES


@dataclass(frozen=True, slots=True)
class Rubric:
    """The keys that later checks ask for; levels stand lowest first."""

    levels: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


def check_rubric(rubric: Spot, slots: list[Slot], *, first: bool = False) -> Rubric:
    """Note what is wrong; `first` applies the rules of schema version 1."""
    keys = ("levels", "pass_level", "criteria")
    if not rubric.has("a rubric", *(keys if first else (*keys, "rule"))):
        return Rubric()
    levels = _levels(rubric.at("levels"))
    _pass_level(rubric.at("pass_level"), levels)
    criteria = rubric.at("criteria").items("a criterion", least=1, most=20)
    named = [
        (spot.at("key"), _criterion(spot, number, levels, slots))
        for number, spot in enumerate(criteria, start=1)
    ]
    names = distinct(named, "a criterion key")
    if not first:
        _rule(rubric.at("rule"), names)
    _unused_slots(criteria, slots)
    return Rubric(tuple(levels), tuple(names))


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


def _rule(spot: Spot, criteria: list[str]) -> None:
    """How many criteria must be met, and which of them in any case."""
    rule = spot.at("rule").choice("how many criteria must be met", RULES)
    if not spot.has(
        "how many criteria must be met", *(("rule", "count", "required") if rule == "count" else ("rule",))
    ):
        return
    if rule == "count":
        most = max(len(criteria), 1)
        count = spot.at("count").whole("the number of criteria that must be met", least=1, most=most)
        required = spot.at("required").choices("a criterion that must be met in any case", criteria, least=0)
        if count is not None and len(required) > count:
            told = f"Raise the number of criteria to {len(required)}, or require fewer of them in any case."
            spot.at("count").note("rule_too_few", told)


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
