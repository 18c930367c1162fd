"""Whose keys this installation believes: those of its own issuers, and those that stand in its register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.conf import settings

from cairn.domain.issuing.models import SigningKey
from cairn.domain.issuing.queries import keys_published
from cairn.domain.people.models import Organization
from cairn.domain.trust import queries
from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.keys import dids, methods
from cairn.engines.openbadges.trust import KnownIssuer, PinnedKey
from cairn.workflows import addresses, crediting


class Register:
    """The engine's `KnownIssuers`; what it was asked once, it does not look up again."""

    def __init__(self) -> None:
        self.entries_of = cache(_entries_of)


def _entries_of(issuer: str) -> Sequence[KnownIssuer]:
    own = own_entry(issuer)
    return [own] if own is not None else queries.entries_of(issuer)


def own_entries() -> list[KnownIssuer]:
    """Every issuer of this installation that has keys, by each of its identifiers, as others may pin it."""
    issuers: dict[str, None] = {}
    for key in SigningKey.objects.select_related("organization").order_by(
        "organization__slug", "since", "pk"
    ):
        issuers.setdefault(crediting.issuer_id(key.organization, key))
    return [entry for issuer in issuers if (entry := own_entry(issuer)) is not None]


def own_entry(issuer: str) -> KnownIssuer | None:
    """The entry of an organization of this installation, by whichever identifier it issues or issued."""
    keys = _keys_by_address(issuer) or _keys_by_key(issuer)
    if not keys:
        return None
    return KnownIssuer(
        id=issuer,
        name=keys[0].organization.name,
        keys=tuple(_pinned(issuer, key) for key in keys),
        pinned_on=keys[0].since,
        source=f"its own site, {settings.PUBLIC_URL}",
        own=True,
    )


def _keys_by_address(issuer: str) -> list[SigningKey]:
    try:
        start = dids.did_web(addresses.absolute("/issuers")) + ":"
    except KeyFormatError:  # without https there are no such identifiers
        return []
    if not issuer.startswith(start):
        return []
    organization = Organization.objects.filter(slug=issuer.removeprefix(start)).first()
    return list(keys_published(organization)) if organization else []


def _keys_by_key(issuer: str) -> list[SigningKey]:
    if not issuer.startswith(methods.ITSELF):
        return []
    try:
        key = methods.of_itself(issuer).key
    except KeyFormatError:
        return []
    rows = SigningKey.objects.filter(public_key=key.raw, kind=key.kind).select_related("organization")
    return list(rows.order_by("since", "pk"))


def _pinned(issuer: str, key: SigningKey) -> PinnedKey:
    name = key.public.did_key_method if issuer == key.public.did else f"{issuer}#{key.fragment}"
    return PinnedKey(name, key.public, since=key.since, until=key.retired_at, revoked=key.compromised_at)
