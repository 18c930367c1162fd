"""Uploading: bytes arrive in pieces, the whole is looked at, and only what it proves to be is attached."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cairn.adapters.media import Inspection, inspect, inspect_code
from cairn.domain.evidence.kinds import TAKES
from cairn.domain.evidence.models import Part, Piece, StoredFile, Upload
from cairn.domain.evidence.operations import attempts, files, pieces
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, no
from cairn.workflows import neighbors

MOST_UNDER_WAY = 20  # unfinished uploads of one person: more than a page ever sends, too few to fill a disk
RENDERED = frozenset({"video", "image", "audio", "pdf", "document"})


def limit() -> int:
    """The largest file, in bytes."""
    return int(settings.UPLOAD_LIMIT_MB) * 1024 * 1024


def begin(*, part: Part, name: str, length: int, by: Person, at: datetime) -> Upload:
    """Begin a resumable upload; refuses at once what is empty, too large or not wanted here."""
    name = plain(name)
    if length <= 0:
        raise Refused(no("empty", f"“{name}” is empty. Choose the file again."))
    if length > limit():
        size = f"{length / 1024**3:.1f} GB" if length >= 1024**3 else f"{length / 1024**2:.0f} MB"
        raise Refused(
            no(
                "too_large",
                f"“{name}” is {size}; {settings.UPLOAD_LIMIT_MB:,} MB is the most. "
                "Trim it or record at a lower quality.",
            )
        )
    if part.shown_as not in TAKES:
        raise Refused(no("way", f"“{part.slot.title}” takes no files."))
    most = part.attempt.edition.slot(part.slot.key)["at_most"]
    if part.pieces.filter(removed_at=None, instead=part.instead).count() >= most:
        raise Refused(no("full", f"“{part.slot.title}” takes {most} at most. Remove one first."))
    if unfinished(by, at=at) >= MOST_UNDER_WAY:
        raise Refused(
            no("many", "Many of your files are under way. Let some of them finish, then try again.")
        )
    return files.begin_upload(part=part, name=name, length=length, by=by, at=at)


def unfinished(person: Person, *, at: datetime) -> int:
    """How many uploads of the person are under way."""
    pending = Upload.objects.filter(file__owner=person, file__state=StoredFile.State.PENDING)
    return pending.filter(finished_at=None, expires_at__gt=at).count()


def plain(name: str) -> str:
    """A file's name on one line and without a path: names end up in headers and in sentences."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return " ".join("".join(each if each.isprintable() else " " for each in last).split())[:255] or "File"


def append(
    *,
    upload: Upload,
    offset: int,
    chunks: Iterable[bytes],
    by: Person,
    at: datetime,
    check: Callable[[], None] | None = None,
) -> int:
    """Add bytes at `offset`; the new offset. With the last byte the file is looked at and attached."""
    reached = neighbors.store().append(upload.file.store_key, offset, chunks, check)
    files.advance(upload=upload, offset=reached, by=by, at=at)
    if reached >= upload.length:
        finish(upload=upload, by=by, at=at)
    return reached


def reached(upload: Upload) -> int:
    """How many bytes of an upload are kept; all of them also after a crash between the last byte and its attaching."""
    store = neighbors.store()
    if upload.finished_at or store.exists(upload.file.store_key):
        return upload.length
    return store.uploaded(upload.file.store_key)


def finish(*, upload: Upload, by: Person, at: datetime) -> Piece | None:
    """Look at a whole file and attach it; what cannot be used is kept with its problem, and says it. Safe to repeat."""
    file = upload.file
    stored = neighbors.store().finish(file.store_key)
    with neighbors.store().as_path(file.store_key) as path:
        seen = _look(upload.part, path, file.name)
    problem = seen.problem or _unwanted(upload.part, seen.kind)
    with transaction.atomic():
        # Before the ledger: whoever saves or submits holds the attempt while waiting for it.
        attempts.lock(upload.part.attempt)
        received = files.receive(
            file=file,
            sha256=stored.sha256,
            size=stored.size,
            kind=seen.kind,
            media_type=seen.media_type,
            seconds=seen.seconds,
            width=seen.width,
            height=seen.height,
            problem=problem,
            by=by,
            at=at,
        )
        if received.problem:
            discard(file=received, by=by, at=at)
            return None
        piece = pieces.attach(part=upload.part, file=received, code=seen.code, by=by, at=at)
        if received.kind in RENDERED:
            identity = str(received.public_id)
            put(
                event=f"received:{identity}",
                recipient=identity,
                channel="render",
                at=at,
                payload={"file": identity},
            )
    return piece


def _look(part: Part, path: Path, name: str) -> Inspection:
    """What the bytes prove to be; where code is asked for, text that is read and never run."""
    return inspect_code(path, name) if part.shown_as == "code" else inspect(path, name)


def _unwanted(part: Part, kind: str) -> str:
    wanted = TAKES.get(part.shown_as, ())
    if kind in wanted:
        return ""
    names = {
        "video": "a video",
        "image": "a picture",
        "audio": "a sound recording",
        "pdf": "a PDF",
        "document": "a document",
        "code": "code",
    }
    takes = " or ".join(names[each] for each in wanted) or "no files"
    return f"This is {names.get(kind, 'another kind of file')}. “{part.slot.title}” takes {takes}."


def discard(*, file: StoredFile, by: Person | None, at: datetime) -> None:
    """Mark a file for deletion and let the outbox delete its bytes."""
    with transaction.atomic():
        files.tombstone(file=file, by=by, at=at)
        identity = str(file.public_id)
        put(
            event=f"tombstoned:{identity}",
            recipient=identity,
            channel="delete",
            at=at,
            payload={"file": identity},
        )
