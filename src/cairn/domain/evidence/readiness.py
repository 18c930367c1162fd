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
    if piece.kind == "text":
        return _word_faults(slot, words_in(piece.text))
    key, title, label = slot["key"], slot["title"], piece.label
    found = []
    if piece.problem:
        found.append(Gap(key, "bad_file", f"“{label}” in “{title}” cannot be used: {piece.problem}"))
    if slot.get("max_minutes") and piece.seconds and piece.seconds > slot["max_minutes"] * 60 + 5:
        text = f"“{label}” is longer than {slot['max_minutes']} minutes. Send a shorter clip."
        found.append(Gap(key, "too_long", text))
    if piece.kind == "file" and slot["kind"] in NEEDS_CONSENT and not piece.consented:
        text = f"“{label}” in “{title}” needs a record of consent for evaluation."
        found.append(Gap(key, "no_consent", text))
    return found


def _word_faults(slot: dict[str, Any], count: int) -> list[Gap]:
    key, has = slot["key"], f"“{slot['title']}” has {_noun(count, 'word')}"
    least, most = slot.get("min_words"), slot.get("max_words")
    if least and count < least:
        return [Gap(key, "too_short", f"{has} and needs {least}. Write {least - count} more.")]
    if most and count > most:
        return [Gap(key, "too_long", f"{has}; {most} is the most. Cut {count - most}.")]
    return []
