"""Whether an attempt may be submitted: pure rules over plain values, each refusal with its spot and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cairn.domain.evidence.kinds import NEEDS_CONSENT, words_in


@dataclass(frozen=True, slots=True)
class Held:
    """What a part holds of one piece: its kind, its words, its file's state and its consent for evaluation."""

    kind: str
    text: str = ""
    problem: str = ""
    seconds: float | None = None
    consented: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps a part from being ready."""

    slot: str
    code: str
    text: str


def _noun(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def gaps(slot: dict[str, Any], held: Sequence[Held]) -> list[Gap]:
    """What is missing in one part, against its slot of the edition's document."""
    key, title = slot["key"], slot["title"]
    filled = [piece for piece in held if piece.kind != "text" or piece.text.strip()]
    found = []
    if len(filled) < slot["at_least"]:
        more = slot["at_least"] - len(filled)
        found.append(
            Gap(key, "too_few", f"“{title}” needs {_noun(more, 'more piece' if filled else 'piece')}.")
        )
    if len(filled) > slot["at_most"]:
        found.append(
            Gap(
                key,
                "too_many",
                f"“{title}” takes {slot['at_most']} at most. Remove {len(filled) - slot['at_most']}.",
            )
        )
    for piece in filled:
        found += _faults(slot, piece)
    return found


def _faults(slot: dict[str, Any], piece: Held) -> list[Gap]:
    key, title = slot["key"], slot["title"]
    found = []
    if piece.kind == "text":
        count = words_in(piece.text)
        if slot.get("min_words") and count < slot["min_words"]:
            found.append(
                Gap(
                    key,
                    "too_short",
                    f"“{title}” has {count} words and needs {slot['min_words']}. Write {slot['min_words'] - count} more.",
                )
            )
        if slot.get("max_words") and count > slot["max_words"]:
            found.append(
                Gap(
                    key,
                    "too_long",
                    f"“{title}” has {count} words; {slot['max_words']} is the most. Cut {count - slot['max_words']}.",
                )
            )
        return found
    if piece.problem:
        found.append(Gap(key, "bad_file", f"“{piece.label}” in “{title}” cannot be used: {piece.problem}"))
    if slot.get("max_minutes") and piece.seconds and piece.seconds > slot["max_minutes"] * 60 + 5:
        found.append(
            Gap(
                key,
                "too_long",
                f"“{piece.label}” is longer than {slot['max_minutes']} minutes. Send a shorter clip.",
            )
        )
    if piece.kind == "file" and slot["kind"] in NEEDS_CONSENT and not piece.consented:
        found.append(
            Gap(key, "no_consent", f"“{piece.label}” in “{title}” needs a record of consent for evaluation.")
        )
    return found
