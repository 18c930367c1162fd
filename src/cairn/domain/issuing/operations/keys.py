"""What may be done to the keys of an issuer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.issuing.models import SigningKey
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person


@transaction.atomic
def add_key(
    *, organization: Organization, key_ref: str, public_key: bytes, by: Person | None, at: datetime
) -> SigningKey:
    """Sign with this key from `at` on; the key before it is retired and stays published."""
    SigningKey.objects.filter(organization=organization, retired_at=None).update(retired_at=at)
    key = SigningKey.objects.create(
        organization=organization, key_ref=key_ref, public_key=public_key, since=at
    )
    record(event="key.created", by=by, at=at, subject=key, organization=organization)
    return key
