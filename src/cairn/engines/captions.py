"""Captions of a video: what people type or bring along, as WebVTT (W3C, WebVTT: The Web Video Text Tracks Format).

Read are WebVTT, SubRip, and lines that begin with a time. Only times and words are kept: no styles, no places, no tags.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

MOST_CUES, LONGEST = 5_000, 300_000
"""How many captions a video has at most, and how many characters all of them."""
SHORT, LAST = 6.0, 4.0
"""Seconds that a typed line stays at most, and the last one."""
_STAMP = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"^\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s.*)?$")
_TYPED = re.compile(rf"^\s*\[?{_STAMP}\]?\s+(\S.*)$")
_TAG = re.compile(r"<[^>]*>")


class CaptionsError(ValueError):
    """Raised where captions cannot be read; it says what to do."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words from a moment to another, both in seconds."""

    begins: float
    ends: float
    text: str


def read(text: str) -> tuple[Cue, ...]:
    """The captions in a text, in order of time. Raises `CaptionsError`."""
    if len(text) > LONGEST:
        raise CaptionsError(f"These are more than {LONGEST:,} characters. Leave out what is not spoken.")
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues = sorted(_blocks(plain) if "-->" in plain else _typed(plain), key=lambda cue: cue.begins)
    if not cues:
        raise CaptionsError("There are no captions in this. Begin each line with its time, such as 0:05.")
    if len(cues) > MOST_CUES:
        raise CaptionsError(f"These are more than {MOST_CUES:,} captions. Put short ones together.")
    return tuple(cues)


def webvtt(cues: tuple[Cue, ...]) -> str:
    """The captions as a file that every browser plays."""
    told = (
        f"{_stamp(cue.begins)} --> {_stamp(cue.ends)}\n{html.escape(cue.text, quote=False)}" for cue in cues
    )
    return "WEBVTT\n\n" + "\n\n".join(told) + "\n"


def _blocks(text: str) -> list[Cue]:
    """The cues of WebVTT or SubRip; notes, styles and names of cues fall away."""
    found = []
    for block in re.split(r"\n{2,}", text):
        lines = block.split("\n")
        for place, line in enumerate(lines):
            if timing := _TIMING.match(line):
                parts = timing.groups()
                begins, ends = _seconds(parts[:4]), _seconds(parts[4:])
                words = "\n".join(filter(None, map(_plain, lines[place + 1 :])))
                if ends <= begins:
                    raise CaptionsError(f"“{line.strip()}” ends before it begins. Correct its times.")
                if words:
                    found.append(Cue(begins, ends, words))
                break
            if "-->" in line:
                raise CaptionsError(f"“{line.strip()}” is no time. Write 00:00:05.000 --> 00:00:08.000.")
    return found


def _typed(text: str) -> list[Cue]:
    """Lines that begin with a time; each stays until the next, but not long."""
    begun: list[tuple[float, str]] = []
    for line in filter(str.strip, text.split("\n")):
        if not (said := _TYPED.match(line)):
            raise CaptionsError(f"“{line.strip()[:60]}” has no time. Begin each line with one, such as 0:05.")
        begun.append((_seconds(said.groups()[:4]), _plain(said[5])))
    begun.sort()
    nexts = [at for at, _ in begun[1:]] + [begun[-1][0] + LAST] if begun else []
    return [
        Cue(at, min(after, at + SHORT), words)
        for (at, words), after in zip(begun, nexts, strict=True)
        if words and after > at
    ]


def _plain(line: str) -> str:
    return html.unescape(_TAG.sub("", line)).replace("-->", "→").strip()


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return round(whole + float(f"0.{rest or 0}"), 3)


def _stamp(at: float) -> str:
    thousandths = round(at * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
