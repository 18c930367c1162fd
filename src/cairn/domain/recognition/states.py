"""The life of a claim to academic credit."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

CLAIM = Life(
    name="credit claim",
    start="asked",
    moves={
        ("asked", "confirm"): "confirmed",
        ("asked", "refuse"): "refused",
        ("asked", "withdraw"): "taken_back",
        ("refused", "ask"): "asked",
        ("taken_back", "ask"): "asked",
    },
    turn={"asked": "recognizer", "confirmed": "", "refused": "earner", "taken_back": ""},
)
