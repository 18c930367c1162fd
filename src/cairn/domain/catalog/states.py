"""The life of a micro-credential."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="micro-credential",
    start="draft",
    moves={
        ("draft", "publish"): "published",
        ("published", "publish"): "published",
        ("published", "retire"): "retired",
        ("retired", "publish"): "published",
    },
    turn={"draft": "author", "published": "", "retired": ""},
)
