"""The life of a worked example."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="example",
    start="asked",
    moves={
        ("asked", "allow"): "allowed",
        ("asked", "decline"): "declined",
        ("declined", "allow"): "allowed",
        ("allowed", "allow"): "allowed",
        ("allowed", "decline"): "declined",
        ("allowed", "publish"): "published",
        # What she allows later is looked at again before everybody sees it.
        ("published", "allow"): "allowed",
        ("published", "decline"): "declined",
        ("published", "take_down"): "allowed",
    },
    turn={"asked": "earner", "declined": "", "allowed": "author", "published": ""},
)
WORDS = {
    "asked": "Waits for the teacher",
    "declined": "Not allowed",
    "allowed": "Allowed, to be looked at",
    "published": "Everybody can see it",
}
