"""The lives of a claim to academic credit, of a payment instruction, and of what the worker does for an office."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

CLAIM = Life(
    name="credit claim",
    start="asked",
    moves={
        ("asked", "confirm"): "confirmed",
        ("asked", "refuse"): "refused",
        ("asked", "withdraw"): "taken_back",
        ("refused", "ask"): "asked",
        ("taken_back", "ask"): "asked",
    },
    turn={"asked": "recognizer", "confirmed": "", "refused": "earner", "taken_back": ""},
)

INSTRUCTION = Life(
    name="payment",
    start="held",
    moves={
        ("held", "be_due"): "due",
        ("held", "hold"): "held",
        ("held", "stop"): "stopped",
        ("due", "hold"): "held",
        ("due", "be_due"): "due",
        ("due", "stop"): "stopped",
        ("due", "export"): "exported",
        ("stopped", "be_due"): "due",
        ("stopped", "hold"): "held",
    },
    turn={"held": "recognizer", "due": "recognizer", "exported": "", "stopped": ""},
)
"""The life of a payment instruction. What is exported is paid, and nothing follows."""
OPEN_PAYMENTS = ("held", "due", "stopped")
"""What is worked out anew whenever payments are."""

UNDER_WAY = ("waiting", "running")


def _task(name: str) -> Life:
    """The worker does it; what was cut off begins anew."""
    return Life(
        name=name,
        start="waiting",
        moves={
            ("waiting", "begin"): "running",
            ("running", "begin"): "running",
            ("running", "finish"): "done",
            ("waiting", "fail"): "failed",
            ("running", "fail"): "failed",
        },
        turn={"waiting": "", "running": "", "done": "", "failed": ""},
    )


PAYMENT_RUN = _task("payment run")
PACKET = _task("audit packet")
