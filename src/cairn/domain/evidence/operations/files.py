"""What may be done to files: receive them, note what they are, mark them for deletion."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from cairn.domain.deeds import deed
from cairn.domain.evidence import access
from cairn.domain.evidence.models import Part, Piece, StoredFile, Upload
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand

UPLOADS_LIVE = timedelta(days=7)


def new_key(organization_public_id: object) -> str:
    """A fresh opaque store key in the organization's own folder."""
    return f"{organization_public_id}/{uuid4().hex}"


@deed()
def begin_upload(*, part: Part, name: str, length: int, by: Person, at: datetime) -> Upload:
    """Reserve a place in the store for `length` bytes."""
    demand(access.may_change(by, part))
    organization = part.attempt.organization
    file = StoredFile.objects.create(
        organization=organization, owner=by, store_key=new_key(organization.public_id), name=name[:255]
    )
    return Upload.objects.create(
        part=part, file=file, length=length, begun_at=at, expires_at=at + UPLOADS_LIVE
    )


@deed()
def advance(*, upload: Upload, offset: int, by: Person | None, at: datetime) -> None:
    """Note how many bytes the store has acknowledged."""
    Upload.objects.filter(pk=upload.pk, offset__lt=offset).update(offset=offset, expires_at=at + UPLOADS_LIVE)


@deed()
def receive(
    *,
    file: StoredFile,
    sha256: str,
    size: int,
    kind: str,
    media_type: str,
    by: Person | None,
    at: datetime,
    seconds: float | None = None,
    width: int | None = None,
    height: int | None = None,
    problem: str = "",
) -> StoredFile:
    """Note a file that is whole in the store and what its content proved to be."""
    fresh = StoredFile.objects.filter(pk=file.pk, state=StoredFile.State.PENDING).update(
        state=StoredFile.State.ATTACHED,
        sha256=sha256,
        size=size,
        kind=kind,
        media_type=media_type,
        seconds=seconds,
        width=width,
        height=height,
        problem=problem,
        received_at=at,
    )
    Upload.objects.filter(file=file, finished_at=None).update(finished_at=at)
    file.refresh_from_db()
    if fresh:
        record(event="file.received", by=by, at=at, subject=file, sha256=sha256, size=size, kind=kind)
    return file


@deed()
def add_rendition(
    *,
    original: StoredFile,
    use: str,
    store_key: str,
    sha256: str,
    size: int,
    media_type: str,
    by: Person | None,
    at: datetime,
    seconds: float | None = None,
    width: int | None = None,
    height: int | None = None,
) -> StoredFile:
    """Note a rendition of an original; one that stands already is kept."""
    rendition, _ = StoredFile.objects.get_or_create(
        original=original,
        use=use,
        defaults={
            "organization": original.organization,
            "owner": original.owner,
            "store_key": store_key,
            "name": "",
            "state": StoredFile.State.ATTACHED,
            "kind": original.kind,
            "media_type": media_type,
            "size": size,
            "sha256": sha256,
            "seconds": seconds,
            "width": width,
            "height": height,
            "received_at": at,
        },
    )
    return rendition


@deed()
def caption(*, piece: Piece, store_key: str, sha256: str, size: int, by: Person, at: datetime) -> StoredFile:
    """Note captions (WebVTT) of a video, in the place of those that it had, which `uncaption` marks for deletion."""
    demand(access.may_caption(by, piece))
    video = piece.file
    if video is None:
        raise LookupError("This piece is no file.")
    uncaption(piece=piece, by=by, at=at)
    made = add_rendition(
        original=video,
        use=StoredFile.Use.CAPTIONS,
        store_key=store_key,
        sha256=sha256,
        size=size,
        media_type="text/vtt; charset=utf-8",
        by=by,
        at=at,
    )
    record(event="captions.set", by=by, at=at, subject=video, sha256=sha256)
    return made


@deed()
def uncaption(*, piece: Piece, by: Person, at: datetime) -> StoredFile | None:
    """Take a video's captions off and mark them for deletion; None where there are none."""
    demand(access.may_caption(by, piece))
    held = StoredFile.objects.select_for_update(no_key=True)
    old = held.filter(original=piece.file, use=StoredFile.Use.CAPTIONS).first()
    if old is None:
        return None
    old.original = None
    old.save(update_fields=["original"])
    tombstone(file=old, by=by, at=at)
    return old


@deed()
def note_problem(*, file: StoredFile, problem: str, by: Person | None, at: datetime) -> None:
    """Say why a file cannot be used."""
    StoredFile.objects.filter(pk=file.pk).update(problem=problem)


@deed()
def tombstone(*, file: StoredFile, by: Person | None, at: datetime) -> None:
    """Mark a file and its renditions for deletion; the bytes are deleted from the outbox."""
    family = StoredFile.objects.filter(pk=file.pk) | StoredFile.objects.filter(original=file)
    if family.exclude(state=StoredFile.State.TOMBSTONED).update(state=StoredFile.State.TOMBSTONED):
        record(event="file.tombstoned", by=by, at=at, subject=file)
