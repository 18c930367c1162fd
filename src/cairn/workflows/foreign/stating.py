"""What an earner adds to a badge that came without its evidence: her words and files, marked as hers wherever shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction

from cairn.domain.foreign import operations
from cairn.domain.foreign.models import ForeignBadge, Statement, StatementFile
from cairn.domain.foreign.queries import files_of
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, no
from cairn.workflows import neighbors
from cairn.workflows.entering import keep_paper

MOST: Final = 10
CHANNEL: Final = "delete statement file"


def say(*, badge: ForeignBadge, words: str, by: Person, at: datetime) -> Statement:
    """Say something to the badge, in place of what she said before."""
    return operations.say(badge=badge, words=words, by=by, at=at)


def add_file(
    *, statement: Statement, name: str, chunks: Iterable[bytes], by: Person, at: datetime
) -> StatementFile:
    """Look at a file, keep it in the store and note it with the statement. What it is, its bytes say."""
    if files_of(statement).count() >= MOST:
        raise Refused(no("full", f"A statement takes {MOST} files at most. Remove one first."))
    stored = keep_paper(name, chunks)
    return operations.add_file(statement=statement, **asdict(stored), by=by, at=at)


@transaction.atomic
def remove_file(*, file: StatementFile, by: Person, at: datetime) -> None:
    """Let go of a file; its bytes are deleted from the outbox."""
    operations.remove_file(file=file, by=by, at=at)
    _forget(file, at)


@transaction.atomic
def take_back(*, statement: Statement, by: Person, at: datetime) -> None:
    """Take a statement back; the bytes of its files are deleted from the outbox."""
    files = list(files_of(statement))
    operations.take_back(statement=statement, by=by, at=at)
    for file in files:
        operations.remove_file(file=file, by=by, at=at)
        _forget(file, at)


def _forget(file: StatementFile, at: datetime) -> None:
    identity = str(file.public_id)
    put(event=f"removed:{identity}", recipient=identity, channel=CHANNEL, at=at, payload={"file": identity})


def delete(*, file: StatementFile) -> None:
    """Delete the bytes of a file that was removed. Safe to repeat."""
    if file.removed_at is not None:
        neighbors.store().delete(file.store_key)


def opened(file: StatementFile) -> Iterator[bytes]:
    """The bytes of a file. Raises `NotStored`."""
    return neighbors.store().open(file.store_key)
