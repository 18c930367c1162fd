"""The life of a request for approval. Nothing here approves by itself: what nobody answers in time lapses."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="approval",
    start="waiting",
    moves={
        ("waiting", "ask"): "asked",
        ("waiting", "withdraw"): "withdrawn",
        ("asked", "approve"): "approved",
        ("asked", "refuse"): "refused",
        ("asked", "ask_back"): "asked_back",
        ("asked", "lapse"): "lapsed",
        ("asked", "withdraw"): "withdrawn",
        ("asked_back", "answer"): "asked",
        ("asked_back", "lapse"): "lapsed",
        ("asked_back", "withdraw"): "withdrawn",
        ("refused", "ask"): "asked",
        ("lapsed", "ask"): "asked",
    },
    turn={
        "waiting": "",
        "asked": "recognizer",
        "asked_back": "earner",
        "approved": "",
        "refused": "earner",
        "lapsed": "earner",
        "withdrawn": "",
    },
)

OPEN = ("waiting", "asked", "asked_back")
"""In these somebody may still say yes."""
RUNNING = ("asked", "asked_back")
"""In these the deadline runs."""
DECIDED = ("approved", "refused")
