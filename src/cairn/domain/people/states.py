"""The lives of what a person asks for about her own account: a copy of everything, and being forgotten."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

COPY = Life(
    name="copy of a record",
    start="asked",
    moves={("asked", "make"): "ready", ("ready", "end"): "gone", ("asked", "end"): "gone"},
    turn={"asked": "", "ready": "", "gone": ""},
)
ERASURE = Life(
    name="erasure",
    start="asked",
    moves={("asked", "call off"): "called_off", ("asked", "erase"): "done"},
    turn={"asked": "", "called_off": "", "done": ""},
)
