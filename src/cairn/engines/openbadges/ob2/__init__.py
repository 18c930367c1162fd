"""Open Badges 2.0, for older backpacks: written from the same parts as 3.0, and read.

A hosted badge is valid because its issuer serves it: an Assertion, which names a BadgeClass, which names an
Issuer, each at an address that stays. A signed badge is the Assertion as RS256 JWS.
"""

from __future__ import annotations

from cairn.engines.openbadges.ob2.writing import (
    CONTEXT,
    Key,
    Places,
    assertion,
    badge_class,
    issuer,
    key_document,
    revocation_list,
    revoked,
    sign,
)

__all__ = [
    "CONTEXT",
    "Key",
    "Places",
    "assertion",
    "badge_class",
    "issuer",
    "key_document",
    "revocation_list",
    "revoked",
    "sign",
]
