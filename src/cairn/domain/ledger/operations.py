"""`record()`, the one write that operations of other domains may make here, and the check of the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from cairn.domain.ledger.events import EVENTS
from cairn.domain.ledger.inserting import insert
from cairn.domain.ledger.models import Entry

GENESIS = "0" * 64
_LOCK = 0x0CA1124
Detail = str | int | bool | None
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


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
    with _appending(event) as previous:
        entry = Entry(
            at=at,
            event=event,
            actor=by.public_id if by else None,
            subject=subject.public_id,
            organization=organization.public_id if organization else None,
            detail=detail,
            previous=previous,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
    return entry


def record_each(
    *,
    event: str,
    by: Known | None,
    at: datetime,
    subjects: Iterable[tuple[Known, dict[str, Detail]]],
    organization: Known | None = None,
) -> None:
    """Append an entry for each subject with its detail, in this order and as `record` would, at once."""
    actor, place = by.public_id if by else None, organization.public_id if organization else None
    with _appending(event) as previous:
        rows = []
        for subject, detail in subjects:
            digest = _digest(at, event, actor, subject.public_id, place, detail, previous)
            rows.append((subject.public_id, detail, previous, digest))
            previous = digest
        insert(
            Entry,
            shared={"at": at, "event": event, "actor": actor, "organization": place},
            names=("subject", "detail", "previous", "digest"),
            rows=rows,
        )


@contextmanager
def _appending(event: str) -> Iterator[str]:
    """Hold the ledger's end, and give the digest that the next entry follows."""
    if event not in EVENTS:
        raise KeyError(f"The ledger does not know the event {event!r}; add it to ledger/events.py.")
    # No savepoint: an entry that cannot be written must undo the deed itself.
    with transaction.atomic(savepoint=False):
        _one_at_a_time()
        yield Entry.objects.order_by("-pk").values_list("digest", flat=True).first() or GENESIS


def digest_of(entry: Entry) -> str:
    """SHA-256 in hex over the entry's content and the digest before it."""
    return _digest(
        entry.at,
        entry.event,
        entry.actor,
        entry.subject,
        entry.organization,
        entry.detail,
        entry.previous,
    )


def _digest(
    at: datetime,
    event: str,
    actor: UUID | None,
    subject: UUID,
    organization: UUID | None,
    detail: Mapping[str, Detail],
    previous: str,
) -> str:
    content = [
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        event,
        str(actor or ""),
        str(subject),
        str(organization or ""),
        detail,
        previous,
    ]
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


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
