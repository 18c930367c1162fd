"""The life of one review at the quality gate; the next one begins when something is answered anew."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="gate review",
    start="answering",
    moves={
        ("answering", "ask"): "asked",
        ("asked", "call_back"): "answering",
        ("asked", "ask_for_changes"): "returned",
        ("asked", "clear"): "cleared",
    },
    turn={"answering": "author", "asked": "reviewer", "returned": "", "cleared": ""},
)

UNDER_WAY = ("answering", "asked")
"""One review of a micro-credential at most is in one of these."""
DECIDED = LIFE.final
