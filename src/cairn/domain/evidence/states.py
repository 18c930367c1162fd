"""The life of an attempt: an earner's whole pursuit of one edition."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="attempt",
    start="working",
    moves={
        ("working", "submit"): "submitted",
        ("working", "withdraw"): "withdrawn",
        ("submitted", "recall"): "working",
        ("submitted", "recall revision"): "revising",
        ("submitted", "claim"): "in_review",
        ("in_review", "release"): "submitted",
        ("in_review", "return"): "revising",
        ("in_review", "meet"): "met",
        ("in_review", "send back"): "working",
        ("in_review", "send back revision"): "revising",
        ("revising", "appeal"): "appealed",
        ("appealed", "end appeal"): "revising",
        ("revising", "meet"): "met",
        ("revising", "submit"): "submitted",
        ("revising", "withdraw"): "withdrawn",
        ("withdrawn", "resume"): "working",
        ("withdrawn", "meet"): "met",
        ("met", "award"): "awarded",
    },
    turn={
        "working": "earner",
        "submitted": "evaluator",
        "in_review": "evaluator",
        "revising": "earner",
        "appealed": "evaluator",
        "met": "issuer",
        "awarded": "",
        "withdrawn": "",
    },
)
EDITABLE = ("working", "revising")
WORDS = {
    "working": "In progress",
    "submitted": "Submitted",
    "in_review": "Being read",
    "revising": "Not yet",
    "appealed": "Appealed",
    "met": "Met",
    "awarded": "Earned",
    "withdrawn": "Set aside",
}
