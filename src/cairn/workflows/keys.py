"""Keys of issuers: made or handed in, rotated, taken for compromised; what a compromised key signed is signed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from cairn.adapters.keys import HeldKey, KeyStore, KeyStoreError
from cairn.domain.issuing import access, operations, queries
from cairn.domain.issuing.models import Credential, Endorsement, SigningKey, StatusList
from cairn.domain.outbox.models import Message
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.engines.openbadges import proofs
from cairn.engines.openbadges.keys.primitives import KeyKind
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import crediting, letters, neighbors

CHANNEL = "sign_again"
AT_ONCE = 50


@transaction.atomic
def ensure_key(
    *,
    organization: Organization,
    kind: str = SigningKey.Kind.ED25519,
    by: Person | None,
    at: datetime,
) -> SigningKey:
    """The key of a kind that the organization signs with now; its first one is made here."""
    if standing := queries.signing_key(organization, kind):
        return standing
    _lock(organization)
    if standing := queries.signing_key(organization, kind):
        return standing
    return _take_on(organization, kind, settings.KEY_PLACE, "", None, at)


@transaction.atomic
def rotate(
    *,
    organization: Organization,
    kind: str = SigningKey.Kind.ED25519,
    place: str = "",
    wanted: str = "",
    instead_of: SigningKey | None = None,
    by: Person | None,
    at: datetime,
) -> SigningKey:
    """Sign with another key from now on; the one before stays published, and what it signed goes on verifying.

    `wanted` is the beginning of the reference of a key that lies in `place` already. A repeat for the same
    `instead_of` gives back the key that took its place.
    """
    if by:
        demand(access.may_keep_keys(by, organization, at=at))
    _lock(organization)
    standing = SigningKey.objects.filter(organization=organization, kind=kind, retired_at=None).first()
    if standing and instead_of and standing != instead_of:
        return standing
    return _take_on(organization, kind, place or settings.KEY_PLACE, wanted, by, at)


@transaction.atomic
def compromise(
    *,
    key: SigningKey,
    since: datetime,
    reason: str,
    typed: str,
    place: str = "",
    by: Person | None,
    at: datetime,
) -> SigningKey:
    """Take a key for compromised since `since`, with another in its place if it was in use and one can be had.

    Nothing it signed counts any more, whatever date it bears: whoever has a key can write any date. `sign_again` mends
    what was issued.
    """
    _lock(key.organization)
    demand(access.may_compromise(key, since=since, reason=reason, typed=typed, by=by, at=at))
    with suppress(Refused):  # a store that fails must not keep a key in use that others have
        rotate(organization=key.organization, kind=key.kind, place=place, instead_of=key, by=by, at=at)
    return operations.compromise_key(key=key, since=since, reason=reason, typed=typed, by=by, at=at)


@transaction.atomic
def sign_again(*, key: SigningKey, by: Person | None, at: datetime) -> int:
    """Ask that everything a compromised key signed be signed by the key now in use; the number of badges and
    endorsements.
    """
    if by:
        demand(access.may_keep_keys(by, key.organization, at=at))
    if key.compromised_at is None:
        raise Refused(no("not_compromised", "What this key signed is as good as ever."))
    _ask(key, at)
    return queries.signed_by(key).count() + queries.endorsed_by(key).count()


def is_signing_again(key: SigningKey) -> bool:
    """Whether the worker has been asked, and has not finished."""
    return Message.objects.filter(channel=CHANNEL, recipient=str(key.public_id), done_at=None).exists()


def _ask(key: SigningKey, at: datetime) -> None:
    """Ask for the next batch, badges first; once, by what it begins with."""
    following = queries.signed_by(key).first() or queries.endorsed_by(key).first()
    if following:
        begins = f"{'e' if isinstance(following, Endorsement) else ''}{following.pk}"
        put(
            event=f"compromised:{key.public_id}:{begins}",
            recipient=str(key.public_id),
            channel=CHANNEL,
            at=at,
            payload={"key": str(key.public_id)},
        )


def sign_batch(*, key: SigningKey, at: datetime, limit: int = AT_ONCE) -> int:
    """Sign the next credentials or endorsements again, each in a transaction of its own, and ask for those that
    follow; how many there were.

    What was done is seen from the credentials themselves, so that a batch that was cut off goes on where it was.
    """
    badges = list(queries.signed_by(key)[:limit])
    endorsements = list(queries.endorsed_by(key)[: limit - len(badges)])
    signer = ensure_key(organization=key.organization, by=None, at=at) if badges or endorsements else key
    for credential in badges:
        _sign_one(credential, key, signer, at)
    for endorsement in endorsements:
        _sign_endorsement(endorsement, key, signer, at)
    _ask(key, at)
    return len(badges) + len(endorsements)


@transaction.atomic
def _sign_one(credential: Credential, key: SigningKey, signer: SigningKey, at: datetime) -> None:
    document = _under(json.loads(credential.text), credential, signer)
    signed = proofs.sign(document, signer=crediting.signer_for(key.organization, signer), created=at)
    text = json.dumps(signed, ensure_ascii=False, indent=1)
    operations.sign_again(credential=credential, text=text, signing_key=signer, by=None, at=at)
    letters.put("signed_again", about=key, to=credential.award.earner, at=at)


@transaction.atomic
def _sign_endorsement(endorsement: Endorsement, key: SigningKey, signer: SigningKey, at: datetime) -> None:
    if endorsement.status_list is None:
        raise LookupError(f"{endorsement} has no place.")
    document = _issued_by(json.loads(endorsement.text), endorsement.status_list, key.organization, signer)
    signed = proofs.sign(document, signer=crediting.signer_for(key.organization, signer), created=at)
    text = json.dumps(signed, ensure_ascii=False, indent=1)
    operations.sign_endorsement_again(endorsement=endorsement, text=text, signing_key=signer, by=None, at=at)


def _under(document: dict[str, Any], credential: Credential, signer: SigningKey) -> dict[str, Any]:
    """The document as it was issued but for its proof and, where a key is its issuer's identity, that identity."""
    award = credential.award
    before = document["issuer"]["id"]
    _issued_by(document, award.status_list, award.organization, signer)
    creator = document["credentialSubject"]["achievement"].get("creator", {})
    if creator.get("id") == before:
        creator["id"] = document["issuer"]["id"]
    return document


def _issued_by(
    document: dict[str, Any], status_list: StatusList, organization: Organization, signer: SigningKey
) -> dict[str, Any]:
    document.pop("proof", None)
    document["issuer"]["id"] = crediting.issuer_id(organization, signer)
    address = crediting.status_address(status_list, organization, signer)
    entry = document["credentialStatus"]
    entry["id"] = entry["id"].replace(entry["statusListCredential"], address)
    entry["statusListCredential"] = address
    return document


@dataclass(frozen=True, slots=True)
class Health:
    """What was found about one key; `problem` is empty when all is well."""

    key: SigningKey
    problem: str = ""


def examine() -> Iterator[Health]:
    """Try every key that is needed: those in use and, where keys are identities, those that still vouch for lists."""
    rows = SigningKey.objects.select_related("organization").order_by("organization__slug", "since", "pk")
    for key in rows if not crediting.has_address() else rows.filter(retired_at=None):
        try:
            signature = neighbors.keys(key.place).sign(key.key_ref, b"check")
        except KeyStoreError as error:
            yield Health(key, str(error))
            continue
        sound = key.public.holds(signature, b"check")
        yield Health(key, "" if sound else "The key in its place is another than the one that is published.")


def makes_keys() -> bool:
    """Whether new keys are made by themselves, or handed in."""
    return neighbors.keys().makes_keys


def unused(place: str) -> list[HeldKey]:
    """Keys that lie in a place and that no issuer has ever signed with."""
    held = neighbors.keys(place).held()
    used = set(SigningKey.objects.filter(place=place).values_list("key_ref", flat=True))
    return [key for key in held if key.key_ref not in used]


def _lock(organization: Organization) -> None:
    # Not a full lock: rows that point at the organization may be on their way, waiting for the ledger.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _take_on(
    organization: Organization, kind: str, place: str, wanted: str, by: Person | None, at: datetime
) -> SigningKey:
    """A key from the store as the organization's own. One that is made and then lost to a crash does no harm."""
    try:
        key_ref, public = _from_store(neighbors.keys(place), place, cast(KeyKind, kind), wanted)
    except KeyStoreError as error:
        raise Refused(no("key_store", str(error))) from error
    return operations.add_key(
        organization=organization, key_ref=key_ref, public=public, place=place, by=by, at=at
    )


def _from_store(store: KeyStore, place: str, kind: KeyKind, wanted: str) -> HeldKey:
    if store.makes_keys and not wanted:
        return store.create(kind)
    free = [key for key in unused(place) if key.public.kind == kind and key.key_ref.startswith(wanted)]
    if len(free) == 1:
        return free[0]
    if not free:
        return _none_free(store, kind, wanted)
    refs = ", ".join(key.key_ref[:12] for key in free)
    raise Refused(no("which", f"Several keys are free: {refs}. Say which with `cairn keys rotate --key`."))


def _none_free(store: KeyStore, kind: KeyKind, wanted: str) -> HeldKey:
    if wanted:
        raise Refused(
            no("no_such_key", f"No free {kind} key there begins with {wanted}. See `cairn keys check`.")
        )
    return store.create(kind)
