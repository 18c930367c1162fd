"""Archives: asked for, made, kept for a time and removed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction

from cairn.domain.archives import access
from cairn.domain.archives.models import Archive
from cairn.domain.archives.states import ARCHIVE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

KEPT = timedelta(days=14)


@transaction.atomic
def ask(*, with_evidence: bool, planned: int, by: Person, at: datetime) -> Archive:
    """Ask for an archive of everything; `planned` bytes of evidence go along."""
    demand(access.may_ask(by))
    try:
        with transaction.atomic():
            made = Archive.objects.create(
                person=by, with_evidence=with_evidence, planned=planned, asked_at=at
            )
    except IntegrityError as error:  # another window has just asked
        raise Refused(
            no("under_way", "An archive is being made. Wait for it, or delete it first.")
        ) from error
    record(event="archive.asked", by=by, at=at, subject=made, evidence=with_evidence)
    return made


@transaction.atomic
def begin_archive(*, archive: Archive, by: Person | None, at: datetime) -> Archive:
    """It is being made, under a key of its own; one that was cut off begins anew under another."""
    locked = Archive.objects.select_for_update(no_key=True).select_related("person").get(pk=archive.pk)
    locked.state = ARCHIVE.after("begin", locked.state)
    locked.store_key, locked.written = f"{locked.person.public_id}/{uuid4().hex}", 0
    locked.save(update_fields=["state", "store_key", "written"])
    return locked


def note_written(*, archive: Archive, written: int, by: Person | None, at: datetime) -> None:
    """So many bytes of evidence are in it."""
    Archive.objects.filter(pk=archive.pk, state="making").update(written=written)


@transaction.atomic
def finish_archive(
    *, archive: Archive, store_key: str, size: int, sha256: str, badges: int, by: Person | None, at: datetime
) -> bool:
    """It is whole in the store under this key; False when it was removed, or begun anew, in the meantime."""
    locked = Archive.objects.select_for_update(no_key=True).get(pk=archive.pk)
    if locked.state != "making" or locked.store_key != store_key:
        return False
    Archive.objects.filter(pk=archive.pk).update(
        state=ARCHIVE.after("finish", locked.state),
        made_at=at,
        expires_at=at + KEPT,
        size=size,
        sha256=sha256,
        badges=badges,
    )
    record(event="archive.made", by=by, at=at, subject=archive, size=size, sha256=sha256)
    return True


@transaction.atomic
def fail_archive(*, archive: Archive, problem: str, by: Person | None, at: datetime) -> None:
    """It cannot be made, for this reason."""
    locked = Archive.objects.select_for_update(no_key=True).get(pk=archive.pk)
    Archive.objects.filter(pk=archive.pk).update(
        state=ARCHIVE.after("fail", locked.state), problem=problem[:2000]
    )


@transaction.atomic
def remove_archive(*, archive: Archive, by: Person | None, at: datetime) -> bool:
    """Let go of an archive; its bytes are deleted from the outbox. Twice changes nothing."""
    if by is not None:
        demand(access.owns(by, archive))
    locked = Archive.objects.select_for_update(no_key=True).get(pk=archive.pk)
    if locked.state == "removed":
        return False
    Archive.objects.filter(pk=archive.pk).update(state=ARCHIVE.after("remove", locked.state))
    record(event="archive.removed", by=by, at=at, subject=archive)
    return True
