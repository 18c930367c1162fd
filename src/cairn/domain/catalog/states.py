"""The life of a micro-credential: from an idea to its teach-out.

An edition has no life of its own: it is current, or superseded by a later one.
"""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="micro-credential",
    start="idea",
    moves={
        ("idea", "write"): "draft",
        ("draft", "ask"): "in_review",
        ("in_review", "ask"): "in_review",
        ("in_review", "call_back"): "draft",
        ("in_review", "ask_for_changes"): "draft",
        ("in_review", "pilot"): "pilot",
        ("in_review", "publish"): "published",
        ("pilot", "pilot"): "pilot",
        ("pilot", "publish"): "published",
        ("pilot", "retire"): "retired",
        ("published", "publish"): "published",
        ("published", "retire"): "retired",
        ("retired", "publish"): "published",
    },
    turn={
        "idea": "author",
        "draft": "author",
        "in_review": "reviewer",
        "pilot": "author",
        "published": "",
        "retired": "",
    },
)

OFFERED = ("pilot", "published")
"""In these an earner may start it."""
EDITED = (*OFFERED, "retired")
"""In these there is an edition. The next one is written and reviewed while the present one stays offered."""
