"""Entering: the papers of a record, kept in the store, opened by whom its owner lets, and deleted when she says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from django.db import transaction

from cairn.adapters.media import inspect
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.domain.records import operations
from cairn.domain.records.models import OtherRecord, RecordDocument
from cairn.engines.verdict import Refused, no
from cairn.workflows import neighbors
from cairn.workflows.uploading import plain

LARGEST = 20 * 1024 * 1024
MOST = 10
TAKEN = frozenset({"pdf", "image", "document"})
CHANNEL = "delete paper"


def add_paper(
    *, entered: OtherRecord, kind: str, name: str, chunks: Iterable[bytes], by: Person, at: datetime
) -> RecordDocument:
    """Look at a paper, keep it in the store and note it. What it is, its bytes say; not its name."""
    if entered.documents.filter(removed_at=None).count() >= MOST:
        raise Refused(no("full", f"A record takes {MOST} papers at most. Remove one first."))
    stored = keep_paper(name, chunks)
    return operations.add_document(entered=entered, kind=kind, **asdict(stored), by=by, at=at)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is whole in the store; as in `RecordDocument`."""

    store_key: str
    name: str
    media_type: str
    size: int
    sha256: str


def keep_paper(name: str, chunks: Iterable[bytes]) -> Paper:
    """Look at a paper and keep it in the store. Raises `Refused` for what is empty, too large or no paper."""
    name, key = plain(name), f"papers/{uuid4().hex}"
    with NamedTemporaryFile() as kept:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise Refused(
                    no("too_large", f"“{name}” is larger than {LARGEST // 1024**2} MB. Send a smaller copy.")
                )
            kept.write(chunk)
        kept.flush()
        if not size:
            raise Refused(no("empty", f"“{name}” is empty. Choose the file again."))
        seen = inspect(Path(kept.name), name)
        if seen.kind not in TAKEN:
            raise Refused(
                no("kind", f"“{name}” is no PDF, picture or document. Save it as a PDF and send that.")
            )
        kept.seek(0)
        stored = neighbors.store().put(key, kept)
    return Paper(key, name, seen.media_type, stored.size, stored.sha256)


@transaction.atomic
def remove_paper(*, paper: RecordDocument, by: Person, at: datetime) -> None:
    """Let go of a paper; its bytes are deleted from the outbox."""
    operations.remove_document(document=paper, by=by, at=at)
    identity = str(paper.public_id)
    put(event=f"removed:{identity}", recipient=identity, channel=CHANNEL, at=at, payload={"paper": identity})


def delete_paper(*, paper: RecordDocument) -> None:
    """Delete the bytes of a paper that was removed. Safe to repeat."""
    if paper.removed_at is not None:
        neighbors.store().delete(paper.store_key)


def opened(paper: RecordDocument) -> Iterator[bytes]:
    """The bytes of a paper. Raises `NotStored`."""
    return neighbors.store().open(paper.store_key)
