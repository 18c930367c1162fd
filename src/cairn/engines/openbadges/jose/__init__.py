"""Enveloping proofs: a credential as a JWT (OB 3.0, section 8.2).

`tokens` knows what a credential as JWT must say, `jws` how its signature is made and checked.
"""

from cairn.engines.openbadges.jose.tokens import (
    MEDIA_TYPE,
    KeyName,
    Token,
    check,
    check_claims,
    key_name,
    looks_like,
    read,
    sign,
)

__all__ = [
    "MEDIA_TYPE",
    "KeyName",
    "Token",
    "check",
    "check_claims",
    "key_name",
    "looks_like",
    "read",
    "sign",
]
