"""The lives of an award and of an import of past achievements."""

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

IMPORT = Life(
    name="award import",
    start="checked",
    moves={
        ("checked", "begin"): "running",
        ("checked", "discard"): "discarded",
        ("running", "finish"): "done",
    },
    turn={"checked": "issuer", "running": "", "done": "", "discarded": ""},
)
