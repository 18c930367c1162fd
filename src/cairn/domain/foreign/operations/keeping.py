"""Badges from elsewhere: kept as they came, removed and put back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cairn.domain.foreign import access
from cairn.domain.foreign.models import Change, ForeignBadge, Original
from cairn.domain.foreign.states import KEPT
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came, and by which way of `Original.CameBy`."""

    name: str
    data: bytes
    came_by: str
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a badge says of itself; as in `ForeignBadge`."""

    form: str
    identity: str
    digest: str
    credential: str
    document: Mapping[str, Any]
    name: str
    issuer_id: str
    issuer_name: str
    achievement_id: str
    awarded_at: datetime | None
    expires_at: datetime | None
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Judged:
    """What verifying a badge came to; as in `ForeignBadge`. `given_to` is the address of hers that it was given to.

    `pages` are what it was judged by. `asked` says that other sites were asked and answered, `silent` that one did not.
    """

    standing: str
    confirmed: bool
    ground: str
    genuine: bool
    report: Mapping[str, Any]
    given_to: str
    pages: Mapping[str, str]
    asked: bool
    silent: bool


@transaction.atomic
def keep_file(*, file: File, by: Person, at: datetime) -> Original:
    """Keep a file as it came; one that is kept already stays as it is."""
    kept, _ = Original.objects.get_or_create(
        person=by,
        digest=hashlib.sha256(file.data).hexdigest(),
        defaults={
            "name": file.name,
            "data": file.data,
            "came_by": file.came_by,
            "came_from": file.came_from,
            "brought_at": at,
        },
    )
    return kept


@transaction.atomic
def keep_badge(
    *, original: Original, read: Read, judged: Judged, check_on: date, by: Person, at: datetime
) -> ForeignBadge:
    """Keep a badge. The same twice is the same one, put back where it was removed; a newer file takes its place."""
    said = asdict(read) | as_judged(judged, at) | {"original": original, "check_on": check_on}
    badge, new = ForeignBadge.objects.select_for_update(no_key=True).get_or_create(
        person=by, identity=read.identity, defaults=said | {"brought_at": at}
    )
    if new:
        record(event="foreign.brought", by=by, at=at, subject=badge, way=original.came_by, form=read.form)
        return badge
    restore(badge=badge, by=by, at=at)
    if badge.digest != read.digest:
        ForeignBadge.objects.filter(pk=badge.pk).update(**said)
        words = "You brought in a newer file of this badge. It stands in place of the one before."
        Change.objects.create(badge=badge, kind=Change.Kind.NEWER, words=words, noticed_at=at, seen_at=at)
        record(event="foreign.replaced", by=by, at=at, subject=badge, form=read.form)
    badge.refresh_from_db()
    return badge


def as_judged(judged: Judged, at: datetime) -> dict[str, Any]:
    """The fields of a badge that a verification at an instant sets."""
    found = asdict(judged)
    asked, silent = found.pop("asked"), found.pop("silent")
    return (
        found
        | {"hers": bool(judged.given_to), "verified_at": at, "failures": int(silent)}
        | ({"asked_at": at} if asked else {})
    )


@transaction.atomic
def withdraw(*, badge: ForeignBadge, by: Person, at: datetime) -> None:
    """Take it out of her portfolio and of all that is counted; it can be put back. Twice changes nothing."""
    demand(access.owns(by, badge))
    after = KEPT.after("withdraw", "kept")
    if ForeignBadge.objects.filter(pk=badge.pk, state="kept").update(state=after, withdrawn_at=at):
        record(event="foreign.withdrawn", by=by, at=at, subject=badge)


@transaction.atomic
def restore(*, badge: ForeignBadge, by: Person, at: datetime) -> None:
    """Put it back. It is verified again on that day, for much may have happened since."""
    demand(access.owns(by, badge))
    after = KEPT.after("restore", "withdrawn")
    removed = ForeignBadge.objects.filter(pk=badge.pk, state="withdrawn")
    if removed.update(state=after, withdrawn_at=None, check_on=at.date()):
        record(event="foreign.restored", by=by, at=at, subject=badge)
