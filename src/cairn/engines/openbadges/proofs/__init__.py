"""Embedded proofs (VC Data Integrity 1.0): `integrity` signs and checks, `suites` knows each cryptosuite."""

from cairn.engines.openbadges.proofs.integrity import (
    CRYPTOSUITE,
    MAX_PROOFS,
    PURPOSE,
    Secured,
    check,
    check_supported,
    proofs_of,
    sign,
)

__all__ = [
    "CRYPTOSUITE",
    "MAX_PROOFS",
    "PURPOSE",
    "Secured",
    "check",
    "check_supported",
    "proofs_of",
    "sign",
]
