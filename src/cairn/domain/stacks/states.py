"""The life of a stack."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="stack",
    start="draft",
    moves={
        ("draft", "develop"): "in_development",
        ("draft", "review"): "in_review",
        ("draft", "offer"): "offered",
        ("in_development", "develop"): "in_development",
        ("in_development", "review"): "in_review",
        ("in_development", "offer"): "offered",
        ("in_review", "develop"): "in_development",
        ("in_review", "review"): "in_review",
        ("in_review", "offer"): "offered",
        ("offered", "offer"): "offered",
        ("offered", "retire"): "retired",
        ("retired", "offer"): "offered",
        ("draft", "end"): "withdrawn",
        ("withdrawn", "take_up"): "draft",
        ("offered", "end"): "ended",
        ("ended", "take_up"): "offered",
    },
    turn={
        "draft": "author",
        "in_development": "author",
        "in_review": "author",
        "offered": "",
        "retired": "",
        "withdrawn": "",
        "ended": "",
    },
)
ENDED = ("withdrawn", "ended")
"""The states of a personal stack that is over: before both had agreed, and after."""
MOVES = {"in_development": "develop", "in_review": "review", "offered": "offer"}
"""The move that brings a stack into the state that its document names."""

WORDS = {
    "draft": "Draft",
    "in_development": "In development",
    "in_review": "In review",
    "offered": "Offered",
    "retired": "Retired",
    "withdrawn": "Withdrawn",
    "ended": "Ended",
}
