"""An issuer and a list that a register may hold."""

from __future__ import annotations

from datetime import datetime

from cairn.engines.openbadges.keys import SecretKey
from cairn.engines.openbadges.trust import KnownIssuer, PinnedKey
from cairn.engines.openbadges.trust.issuer_list import IssuerList
from tests.walk import LONG_AGO

DID = "did:web:lakeside.example"


def known(
    did: str = DID, *, seed: bytes = b"k", name: str = "Lakeside", source: str = "its page"
) -> KnownIssuer:
    """An issuer with one key."""
    return KnownIssuer(did, name, (PinnedKey(f"{did}#k", SecretKey(seed * 32).public),), LONG_AGO, source)


def listed(*issuers: KnownIssuer, published: datetime = LONG_AGO) -> IssuerList:
    """A list of these issuers."""
    return IssuerList("urn:uuid:list", "Ours", "did:web:state.example", "The state", published, issuers)
