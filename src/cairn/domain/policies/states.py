"""The lives of a policy's version and of a what-if."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

VERSION = Life(
    name="policy version",
    start="in_use",
    moves={
        ("in_use", "withdraw"): "withdrawn",
        ("withdrawn", "put_back"): "in_use",
    },
    turn={"in_use": "", "withdrawn": ""},
)

TRIAL = Life(
    name="what-if",
    start="waiting",
    moves={
        ("waiting", "begin"): "running",
        ("running", "begin"): "running",
        ("running", "finish"): "done",
        ("waiting", "fail"): "failed",
        ("running", "fail"): "failed",
    },
    turn={"waiting": "", "running": "", "done": "", "failed": "recognizer"},
)
