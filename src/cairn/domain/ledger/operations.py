"""`record()`, the one write that operations of other domains may make here, and the check of the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from cairn.domain.ledger.events import EVENTS
from cairn.domain.ledger.models import Entry

GENESIS = "0" * 64
_LOCK = 0x0CA1124
Detail = str | int | bool | None


class Known(Protocol):
    """Whatever has an opaque public id."""

    @property
    def public_id(self) -> UUID: ...


def record(
    *,
    event: str,
    by: Known | None,
    at: datetime,
    subject: Known,
    organization: Known | None = None,
    **detail: Detail,
) -> Entry:
    """Append one entry to the chain, inside the caller's transaction.

    `detail` takes codes, numbers, opaque ids and hashes. Raises `KeyError` for an unknown event.

    Nobody else appends from here to the end of the transaction. So that no two transactions wait for each
    other, lock the rows that others may hold before the first entry, and lock them with `no_key`: rows that
    point at a locked row are checked at commit, when the ledger is held.
    """
    return record_each(event=event, by=by, at=at, subjects=[(subject, detail)], organization=organization)[0]


def record_each(
    *,
    event: str,
    by: Known | None,
    at: datetime,
    subjects: Sequence[tuple[Known, Mapping[str, Detail]]],
    organization: Known | None = None,
) -> list[Entry]:
    """Append an entry for each subject with its detail, in this order, as `record` would, by one insert."""
    if event not in EVENTS:
        raise KeyError(f"The ledger does not know the event {event!r}; add it to ledger/events.py.")
    # No savepoint: an entry that cannot be written must undo the deed itself.
    with transaction.atomic(savepoint=False):
        _one_at_a_time()
        previous = Entry.objects.order_by("-pk").values_list("digest", flat=True).first() or GENESIS
        entries = []
        for subject, detail in subjects:
            entry = Entry(
                at=at,
                event=event,
                actor=by.public_id if by else None,
                subject=subject.public_id,
                organization=organization.public_id if organization else None,
                detail=dict(detail),
                previous=previous,
            )
            previous = entry.digest = digest_of(entry)
            entries.append(entry)
        return Entry.objects.bulk_create(entries)


def digest_of(entry: Entry) -> str:
    """SHA-256 in hex over the entry's content and the digest before it."""
    content = [
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.event,
        str(entry.actor or ""),
        str(entry.subject),
        str(entry.organization or ""),
        entry.detail,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_break() -> int | None:
    """The key of the first entry that does not follow from the one before it; None for a whole chain."""
    previous = GENESIS
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry.pk
        previous = entry.digest
    return None


def _one_at_a_time() -> None:
    # SQLite's immediate transaction already holds the only write lock.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
