"""`record()`, the one write that operations of other domains may make here, and the check of the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from cairn.domain.deeds import keep
from cairn.domain.ledger.events import EVENTS
from cairn.domain.ledger.inserting import insert
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.writing import add

GENESIS = "0" * 64
_LOCK = 0x0CA1124
_END = "SELECT digest FROM ledger_entry ORDER BY id DESC LIMIT 1"
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
) -> None:
    """Append one entry to the chain, inside the caller's transaction; in a deed at its end, with its others.

    `detail` takes codes, numbers, opaque ids and hashes. Raises `KeyError` for an unknown event.

    Nobody else appends from then to the end of the transaction. So that no two transactions wait for each
    other, lock the rows that others may hold before the first entry, and lock them with `no_key`: rows that
    point at a locked row are checked at commit, when the ledger is held.
    """
    _demand_known(event)
    entry = Entry(
        at=at,
        event=event,
        actor=by.public_id if by else None,
        subject=subject.public_id,
        organization=organization.public_id if organization else None,
        detail=detail,
    )
    if not keep(_append, entry):
        _append([entry])


def _append(entries: Sequence[Entry]) -> None:
    with _appending() as previous:
        for entry in entries:
            entry.previous = previous
            entry.digest = previous = digest_of(entry)
        add(*entries)


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
    _demand_known(event)
    with _appending() as previous:
        rows, digest_after = [], _digester(at, event, actor, place)
        for subject, detail in subjects:
            digest = digest_after(subject.public_id, detail, previous)
            rows.append((subject.public_id, detail, previous, digest))
            previous = digest
        insert(
            Entry,
            shared={"at": at, "event": event, "actor": actor, "organization": place},
            names=("subject", "detail", "previous", "digest"),
            rows=rows,
        )


def _demand_known(event: str) -> None:
    if event not in EVENTS:
        raise KeyError(f"The ledger does not know the event {event!r}; add it to ledger/events.py.")


@contextmanager
def _appending() -> Iterator[str]:
    """Hold the ledger's end, and give the digest that the next entry follows."""
    # No savepoint: an entry that cannot be written must undo the deed itself.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Sent together, and yet each sees what is there when it begins: the end as of when the lock was had.
            cursor.execute(f"SELECT pg_advisory_xact_lock({_LOCK}); {_END}")
            cursor.nextset()
        else:
            # SQLite's immediate transaction already holds the only write lock.
            cursor.execute(_END)
        end = cursor.fetchone()
        yield end[0] if end else GENESIS


def digest_of(entry: Entry) -> str:
    """SHA-256 in hex over the entry's content and the digest before it."""
    digest_after = _digester(entry.at, entry.event, entry.actor, entry.organization)
    return digest_after(entry.subject, entry.detail, entry.previous)


def _digester(
    at: datetime, event: str, actor: UUID | None, organization: UUID | None
) -> Callable[[UUID, Mapping[str, Detail], str], str]:
    """Gives the digest of an entry that says this, from its subject, its detail and the digest before it.

    What is hashed is the JSON list of the seven, in the order of the model.
    """
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    head = _CANONICAL.encode([instant, event, str(actor or "")]).removesuffix("]")
    place = _CANONICAL.encode(str(organization or ""))

    def digest(subject: UUID, detail: Mapping[str, Detail], previous: str) -> str:
        content = f'{head}, "{subject}", {place}, {_CANONICAL.encode(detail)}, "{previous}"]'
        return hashlib.sha256(content.encode()).hexdigest()

    return digest


def first_break() -> int | None:
    """The key of the first entry that does not follow from the one before it; None for a whole chain."""
    previous = GENESIS
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry.pk
        previous = entry.digest
    return None
