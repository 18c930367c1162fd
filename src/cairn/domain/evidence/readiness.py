"""Whether an attempt may be submitted: pure rules over plain values, each refusal with its spot and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.domain.evidence.conditions import unmet
from cairn.domain.evidence.kinds import COUNTS_WORDS, NEEDS_CONSENT, WAYS, words_in


@dataclass(frozen=True, slots=True)
class Held:
    """What a part holds of one piece: its kind, its words, its file's state and its consent for evaluation.

    `made_on`, `minutes` (0 while unknown) and `place` belong to an entry of a log; a file has the day it was made.
    """

    kind: str
    text: str = ""
    problem: str = ""
    seconds: float | None = None
    consented: bool = True
    label: str = ""
    made_on: date | None = None
    minutes: int = 0
    place: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps a part from being ready."""

    slot: str
    code: str
    text: str


def _noun(count: int, one: str) -> str:
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{count} {one}" if count == 1 else f"{count} {many}"


def gaps(
    slot: dict[str, Any], held: Sequence[Held], *, instead: str = "", on: date | None = None
) -> list[Gap]:
    """What is missing in one part, against its slot of the edition's document.

    `instead` is the alternative kind that she shows it by, if any. `on` is the earner's present day; without it
    no date is looked at.
    """
    kind = instead or slot["kind"]
    filled = [piece for piece in held if not piece.blank and (piece.kind != "text" or piece.text.strip())]
    found = _number_faults(slot, kind, len(filled))
    for piece in filled:
        found += _faults(slot, kind, piece) + _date_faults(slot, piece, on)
    if kind == "observation_log" and filled:
        told = unmet(slot.get("conditions", []), filled)
        found += [Gap(slot["key"], code, text) for code, text in told]
    return found


def least_of(slot: dict[str, Any], kind: str) -> int:
    """How many pieces are needed: where another way is taken that is written in one place, one text is the whole."""
    least = int(slot["at_least"])
    return min(least, 1) if kind != slot["kind"] and "text" in WAYS[kind] else least


def _number_faults(slot: dict[str, Any], kind: str, count: int) -> list[Gap]:
    key, title, least, most = slot["key"], slot["title"], least_of(slot, kind), slot["at_most"]
    one = "entry" if kind == "observation_log" else "piece"
    if count < least:
        more = _noun(least - count, f"more {one}" if count else one)
        return [Gap(key, "too_few", f"“{title}” needs {more}.")]
    if count > most:
        return [Gap(key, "too_many", f"“{title}” takes {most} at most. Remove {count - most}.")]
    return []


def _faults(slot: dict[str, Any], kind: str, piece: Held) -> list[Gap]:
    if piece.kind == "text":
        return _word_faults(slot, kind, piece, f"“{slot['title']}” has")
    if piece.kind == "entry":
        return _entry_faults(slot, kind, piece)
    key, title, label = slot["key"], slot["title"], piece.label
    found = []
    if piece.problem:
        found.append(Gap(key, "bad_file", f"“{label}” in “{title}” cannot be used: {piece.problem}"))
    if slot.get("max_minutes") and piece.seconds and piece.seconds > slot["max_minutes"] * 60 + 5:
        text = f"“{label}” is longer than {slot['max_minutes']} minutes. Send a shorter clip."
        found.append(Gap(key, "too_long", text))
    if piece.kind == "file" and kind in NEEDS_CONSENT and not piece.consented:
        text = f"“{label}” in “{title}” needs a record of consent for evaluation."
        found.append(Gap(key, "no_consent", text))
    return found


def _entry_faults(slot: dict[str, Any], kind: str, piece: Held) -> list[Gap]:
    asked = {
        "a date": piece.made_on,
        "a start and an end": piece.minutes,
        "a place": piece.place.strip(),
        "notes": piece.text.strip(),
    }
    missing = [name for name, value in asked.items() if not value]
    found = []
    if missing:
        text = f"{piece.label} still needs {_listed(missing)}."
        found.append(Gap(slot["key"], "incomplete", text))
    if piece.text.strip():
        found += _word_faults(slot, kind, piece, f"{piece.label}: the notes have")
    return found


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _word_faults(slot: dict[str, Any], kind: str, piece: Held, has: str) -> list[Gap]:
    if kind not in COUNTS_WORDS:
        return []
    key, count = slot["key"], words_in(piece.text)
    least, most = slot.get("min_words"), slot.get("max_words")
    told = f"{has} {_noun(count, 'word')}"
    if least and count < least:
        needs = "need" if piece.kind == "entry" else "needs"
        return [Gap(key, "too_short", f"{told} and {needs} {least}. Write {least - count} more.")]
    if most and count > most:
        return [Gap(key, "too_long", f"{told}; {most} is the most. Cut {count - most}.")]
    return []


def _date_faults(slot: dict[str, Any], piece: Held, on: date | None) -> list[Gap]:
    """Nothing is from the future, and what a slot bounds in age says when it was made."""
    months, key = slot.get("max_age_months"), slot["key"]
    if on is None or piece.kind not in {"file", "code", "entry"}:
        return []
    if piece.made_on is None:
        # An entry without its date is incomplete anyway, which is said once.
        if not months or piece.kind == "entry":
            return []
        return [Gap(key, "no_date", f"Say when “{piece.label}” was made.")]
    named = piece.label if piece.kind == "entry" else f"“{piece.label}”"
    if piece.made_on > on:
        return [Gap(key, "not_yet", f"{named} is dated in the future. Correct its date.")]
    if months and piece.made_on < months_before(on, months):
        text = f"{named} is older than {_noun(months, 'month')}. Show newer evidence."
        return [Gap(key, "too_old", text)]
    return []


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))
