"""Sealed until all are in: what each reader may see of one reading's scores and words, as one pure table."""

from __future__ import annotations

from typing import Literal

Phase = Literal["reading", "second reading", "adjudication", "held", "concluded", "appeal", "appeal decided"]
Reader = Literal[
    "its evaluator",
    "co-reader",
    "adjudicator",
    "next evaluator",
    "appeal reader",
    "back-reader",
    "evaluator of a seed",
    "earner",
    "coach",
    "lead",
    "settling lead",
    "recognizer",
    "stranger",
]
Sight = Literal["everything", "ratings and feedback", "result and feedback", "what was asked for", "nothing"]

PHASES: tuple[Phase, ...] = (
    "reading",
    "second reading",
    "adjudication",
    "held",
    "concluded",
    "appeal",
    "appeal decided",
)
READERS: tuple[Reader, ...] = (
    "its evaluator",
    "co-reader",
    "adjudicator",
    "next evaluator",
    "appeal reader",
    "back-reader",
    "evaluator of a seed",
    "earner",
    "coach",
    "lead",
    "settling lead",
    "recognizer",
    "stranger",
)
_AFTER: tuple[Phase, ...] = ("concluded", "appeal", "appeal decided")
_SIGHT: dict[tuple[Phase, Reader], Sight] = {
    **{(phase, "its evaluator"): "everything" for phase in PHASES},
    **{(phase, reader): "result and feedback" for phase in _AFTER for reader in ("earner", "coach")},
    **{(phase, "next evaluator"): "what was asked for" for phase in _AFTER},
    **{(phase, "back-reader"): "ratings and feedback" for phase in _AFTER},
    **{(phase, "lead"): "ratings and feedback" for phase in _AFTER},
    ("held", "lead"): "ratings and feedback",
    **{(phase, "settling lead"): "ratings and feedback" for phase in ("adjudication", "held", *_AFTER)},
}


def sight(phase: Phase, reader: Reader) -> Sight:
    """What the reader may see of a reading that is part of judging its round; `phase` is the round's.

    While the round is read nobody but the reading's own evaluator sees anything, whatever the reason for which
    somebody else reads beside her or after her. The next evaluator, of a later round, learns what the earner was
    asked for. An adjudicator, a reader of an appeal and whoever is given the round as an anchor never learn anything.
    Leads see ratings and feedback, blind to the earner and to who rated; while readers who both say not yet differ on
    why, only the lead does who took it to settle, for she decides between them.
    """
    return _SIGHT.get((phase, reader), "nothing")
