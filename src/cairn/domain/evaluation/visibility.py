"""Sealed until all are in: what each reader may see of a reading's scores, as one pure table."""

from __future__ import annotations

from typing import Literal

Phase = Literal["reading", "concluded"]
Reader = Literal["its evaluator", "another evaluator", "earner", "coach", "lead", "recognizer", "stranger"]
Sight = Literal["everything", "result and feedback", "what was asked for", "nothing"]

PHASES: tuple[Phase, ...] = ("reading", "concluded")
READERS: tuple[Reader, ...] = (
    "its evaluator",
    "another evaluator",
    "earner",
    "coach",
    "lead",
    "recognizer",
    "stranger",
)
_SIGHT: dict[tuple[Phase, Reader], Sight] = {
    ("reading", "its evaluator"): "everything",
    ("concluded", "its evaluator"): "everything",
    ("concluded", "earner"): "result and feedback",
    ("concluded", "coach"): "result and feedback",
    ("concluded", "lead"): "everything",
    ("concluded", "another evaluator"): "what was asked for",
}


def sight(phase: Phase, reader: Reader) -> Sight:
    """What the reader may see; `phase` is the round's: being read, or concluded.

    Another evaluator is one of the same or a later round of the attempt: she sees the request that was made
    of the earner, never a score.
    """
    return _SIGHT.get((phase, reader), "nothing")
