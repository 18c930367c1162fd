"""The lives of an archive that is carried away, and of one that arrives."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

ARCHIVE = Life(
    name="archive",
    start="asked",
    moves={
        ("asked", "begin"): "making",
        ("making", "begin"): "making",
        ("making", "finish"): "ready",
        ("asked", "fail"): "failed",
        ("making", "fail"): "failed",
        ("asked", "remove"): "removed",
        ("making", "remove"): "removed",
        ("ready", "remove"): "removed",
        ("failed", "remove"): "removed",
    },
    turn={"asked": "", "making": "", "ready": "earner", "failed": "earner", "removed": ""},
)
ARRIVAL = Life(
    name="arrival",
    start="receiving",
    moves={
        ("receiving", "receive"): "received",
        ("received", "understand"): "looked",
        ("received", "refuse"): "refused",
        ("looked", "bring"): "arriving",
        ("arriving", "bring"): "arriving",
        ("arriving", "finish"): "arrived",
        ("receiving", "remove"): "removed",
        ("received", "remove"): "removed",
        ("looked", "remove"): "removed",
        ("arriving", "remove"): "removed",
    },
    turn={
        "receiving": "earner",
        "received": "",
        "looked": "earner",
        "arriving": "",
        "arrived": "",
        "refused": "",
        "removed": "",
    },
)
UNDER_WAY = ("asked", "making")
"""States of an archive that is being made."""
OPEN = ("receiving", "received", "looked", "arriving")
"""States of an arrival that something may still come of."""
EMPTY = ("arrived", "refused", "removed")
"""States of an arrival whose file is not kept any more."""
