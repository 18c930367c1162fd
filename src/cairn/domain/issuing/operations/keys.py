"""What may be done to the keys of an issuer, and to what it says of itself."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from cairn.domain.issuing import access
from cairn.domain.issuing.models import Credential, IssuerProfile, SigningKey
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def add_key(
    *,
    organization: Organization,
    key_ref: str,
    public: PublicKey,
    place: str = SigningKey.Place.FOLDER,
    by: Person | None,
    at: datetime,
) -> SigningKey:
    """Sign with this key from `at` on; the key of its kind before it is retired and stays published."""
    # Not a full lock: rows that point at the organization may be on their way, waiting for the ledger.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    before = SigningKey.objects.filter(organization=organization, kind=public.kind, retired_at=None).first()
    if before:
        before.retired_at = max(at, before.since)
        before.save(update_fields=["retired_at"])
        record(event="key.retired", by=by, at=at, subject=before, organization=organization)
    key = SigningKey.objects.create(
        organization=organization,
        kind=public.kind,
        place=place,
        key_ref=key_ref,
        public_key=public.raw,
        since=at,
    )
    record(
        event="key.created", by=by, at=at, subject=key, organization=organization, kind=key.kind, place=place
    )
    return key


@transaction.atomic
def compromise_key(
    *, key: SigningKey, since: datetime, reason: str, typed: str, by: Person | None, at: datetime
) -> SigningKey:
    """Take a key for compromised since `since`, and out of use: nothing that it signed counts any more.

    `typed` is the issuer's short name, typed to confirm. A key that is taken for compromised already is left as it is.
    """
    row = SigningKey.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    key = row.get(pk=key.pk)
    demand(access.may_compromise(key, since=since, reason=reason, typed=typed, by=by, at=at))
    if key.compromised_at:
        return key
    key.compromised_at, key.reason = since, reason.strip()
    key.retired_at = key.retired_at or max(at, key.since)
    key.save(update_fields=["compromised_at", "reason", "retired_at"])
    record(
        event="key.compromised",
        by=by,
        at=at,
        subject=key,
        organization=key.organization,
        since=since.isoformat(),
    )
    return key


def demand_sound(key: SigningKey) -> None:
    """Raises `Refused` if the key was taken for compromised meanwhile.

    Ask after the first entry in the ledger: nobody else writes there until this transaction ends, so what bears the
    key's signature is kept before the key is given up, and is signed again with the rest, or not at all.
    """
    if SigningKey.objects.filter(pk=key.pk, compromised_at__isnull=False).exists():
        raise Refused(no("compromised", "This key was given up while it signed. Sign with the new one."))


@transaction.atomic
def sign_again(
    *, credential: Credential, text: str, signing_key: SigningKey, by: Person | None, at: datetime
) -> Credential:
    """Put a document signed by another key in place of one whose key is compromised; once, however often called."""
    row = Credential.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "award__organization", "signing_key"
    )
    credential = row.get(pk=credential.pk)
    if credential.signing_key.compromised_at is None:
        return credential
    before = credential.sha256
    credential.text, credential.signing_key, credential.signed_at = text, signing_key, at
    credential.sha256 = hashlib.sha256(text.encode()).hexdigest()
    credential.save()
    record(
        event="award.signed_again",
        by=by,
        at=at,
        subject=credential.award,
        organization=credential.award.organization,
        sha256=credential.sha256,
        before=before,
        key=str(signing_key.public_id),
    )
    return credential


@transaction.atomic
def describe_issuer(
    *, organization: Organization, email: str, image: bytes | None, by: Person, at: datetime
) -> IssuerProfile:
    """Set where questions about badges go, and the picture (a PNG) that badges show of their issuer."""
    demand(access.may_keep_keys(by, organization, at=at))
    profile, _ = IssuerProfile.objects.update_or_create(
        organization=organization, defaults={"email": email.strip(), "image": image, "changed_at": at}
    )
    record(event="issuer.described", by=by, at=at, subject=organization, organization=organization)
    return profile
