"""Whose a key is, as far as anybody can know.

`grounds` decides by a register of known issuers and by what an issuer publishes; `pinning` takes an issuer into a
register, `issuer_list` reads and writes signed lists of issuers, `lookups` bounds what is asked of others.
"""

from cairn.engines.openbadges.trust.grounds import (
    CONFIRMING,
    Ground,
    KnownIssuer,
    KnownIssuers,
    PinnedKey,
    Trust,
    judge,
    resolver,
)

__all__ = [
    "CONFIRMING",
    "Ground",
    "KnownIssuer",
    "KnownIssuers",
    "PinnedKey",
    "Trust",
    "judge",
    "resolver",
]
