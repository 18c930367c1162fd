"""The life of a record that a person enters herself."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

ENTERED = Life(
    name="record",
    start="claimed",
    moves={("claimed", "withdraw"): "withdrawn", ("withdrawn", "put_back"): "claimed"},
    turn={"claimed": "", "withdrawn": ""},
)
