"""The life of a badge that its earner brought from elsewhere."""

from __future__ import annotations

from typing import Final

from cairn.engines.lifecycle import Life

KEPT = Life(
    name="badge from elsewhere",
    start="kept",
    moves={("kept", "withdraw"): "withdrawn", ("withdrawn", "restore"): "kept"},
    turn={"kept": "", "withdrawn": ""},
)

STANDINGS: Final = ("valid", "expired", "revoked", "suspended", "not_yet_valid", "unknown", "invalid")
"""What became of a badge, whoever its issuer is, in the words of a verification's report."""
CONFIRMING: Final = ("own", "pinned", "live")
"""Grounds on which the key that signed is known to be the issuer's."""
