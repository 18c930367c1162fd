"""The life of a proposal: from a teacher's draft to a micro-credential for her group."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="proposal",
    start="draft",
    moves={
        ("draft", "submit"): "submitted",
        ("draft", "withdraw"): "withdrawn",
        ("submitted", "open_vote"): "in_vote",
        ("submitted", "call_back"): "draft",
        ("submitted", "withdraw"): "withdrawn",
        ("in_vote", "accept"): "accepted",
        ("in_vote", "decline"): "declined",
        ("in_vote", "ask_for_changes"): "changes_asked",
        ("in_vote", "withdraw"): "withdrawn",
        ("changes_asked", "submit"): "submitted",
        ("changes_asked", "withdraw"): "withdrawn",
        ("accepted", "become"): "became",
        ("accepted", "withdraw"): "withdrawn",
    },
    turn={
        "draft": "proposer",
        "submitted": "panel",
        "in_vote": "panel",
        "changes_asked": "proposer",
        "accepted": "author",
        "declined": "",
        "became": "",
        "withdrawn": "",
    },
)

EDITABLE = ("draft", "changes_asked")
"""In these the group writes."""
PRICED = ("in_vote", "accepted", "became")
"""In these the rise in salary is settled: nobody votes, and nobody works, on a price to come."""
DECIDED = ("changes_asked", "accepted", "declined", "became")
"""In these the group reads the panel's reasons."""
