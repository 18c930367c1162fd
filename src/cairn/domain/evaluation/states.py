"""The life of a reading: one evaluator's work on a round."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="reading",
    start="open",
    moves={
        ("open", "claim"): "claimed",
        ("open", "cancel"): "canceled",
        ("claimed", "renew"): "claimed",
        ("claimed", "release"): "released",
        ("claimed", "lapse"): "lapsed",
        ("claimed", "recuse"): "recused",
        ("claimed", "return"): "returned",
        ("claimed", "cancel"): "canceled",
        ("claimed", "conclude"): "concluded",
    },
    turn={
        "open": "evaluators",
        "claimed": "evaluator",
        "released": "",
        "lapsed": "",
        "recused": "",
        "returned": "",
        "concluded": "",
        "canceled": "",
    },
)
STANDING = ("open", "claimed", "concluded")
EDITABLE = ("claimed",)
