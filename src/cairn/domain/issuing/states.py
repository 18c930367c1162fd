"""The lives of an award, of an import of past achievements, and of an endorsement."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="award",
    start="made",
    moves={
        ("made", "issue"): "issued",
        ("issued", "reissue"): "issued",
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

ENDORSEMENT = Life(
    name="endorsement",
    start="asked",
    moves={
        ("asked", "give"): "given",
        ("asked", "decline"): "declined",
        ("given", "hide"): "hidden",
        ("hidden", "show"): "given",
        ("given", "withdraw"): "withdrawn",
        ("hidden", "withdraw"): "withdrawn",
    },
    turn={"asked": "issuer", "given": "", "hidden": "", "declined": "", "withdrawn": ""},
)
