"""The life of an award."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="award",
    start="made",
    moves={
        ("made", "issue"): "issued",
        ("issued", "suspend"): "suspended",
        ("suspended", "reinstate"): "issued",
        ("issued", "revoke"): "revoked",
        ("suspended", "revoke"): "revoked",
    },
    turn={"made": "issuer", "issued": "", "suspended": "issuer", "revoked": ""},
)
