"""Bringing badges from elsewhere: read, verified and kept as they came, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from cairn.domain.foreign import operations
from cairn.domain.foreign.models import ForeignBadge, Original
from cairn.domain.foreign.operations import File, Judged, Read
from cairn.domain.people.models import Person
from cairn.engines.openbadges import baking
from cairn.engines.openbadges.documents import clr
from cairn.engines.openbadges.verifying.report import Report
from cairn.engines.verdict import Refused, no
from cairn.workflows import addresses, elsewhere
from cairn.workflows.foreign import picturing
from cairn.workflows.foreign.judging import Asking, addresses_of, judged, look
from cairn.workflows.foreign.reading import Document, read, text_of
from cairn.workflows.foreign.schedule import next_check
from cairn.workflows.uploading import plain

LARGEST: Final = 4_000_000
"""Bytes of a file that is brought in."""
BADGES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})
Form = ForeignBadge.Form
CameBy = Original.CameBy


@dataclass(frozen=True, slots=True)
class Bundle:
    """What came along with badges, by the addresses it was served at: issuers' documents and status lists.

    With it a badge can be shown to be unchanged when its issuer is gone. Whose it is it cannot show.
    """

    pages: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A badge in what came, with the report on it."""

    read: Read
    judged: Judged


def bring(
    *,
    data: bytes,
    name: str,
    bundle: Bundle | None,
    came_by: str,
    came_from: str = "",
    by: Person,
    at: datetime,
    ask: bool = True,
) -> list[ForeignBadge]:
    """Bring in a file or a text: a badge (PNG, SVG, JSON or JWT), or a learner record with several.

    `came_by` is one of `Original.CameBy`. The same twice gives the same one. Without `ask` no other site is asked now,
    and the worker does it later. Raises `Refused` for what is no badge, does not hold or was issued here; then nothing
    has changed.
    """
    _check_size(data)
    asking = Asking(elsewhere.fetcher() if ask else None, bundle.pages if bundle else {})
    report = look(data, asking, at=at)
    found = list(_found(data, report, asking, by, at))
    if not found:
        raise Refused(no("no_badges", "There is no badge in this record that can be brought in."))
    file = File(name=plain(name), data=data, came_by=came_by, came_from=came_from[:2_000])
    with transaction.atomic():
        original = operations.keep_file(file=file, by=by, at=at)
        kept = [_kept(original, one, by, at, asked=ask) for one in found]
    return list(dict.fromkeys(kept))


def bring_text(*, text: str, by: Person, at: datetime) -> list[ForeignBadge]:
    """Bring in what was pasted: the address of a badge, its JSON or its JWT. Raises `Refused`."""
    text = text.strip()
    if not text.lower().startswith(("http://", "https://")):
        return bring(data=text.encode(), name="badge", bundle=None, came_by=CameBy.TEXT, by=by, at=at)
    _check_elsewhere(text)
    data = elsewhere.badge_at(text, elsewhere.fetcher())
    return bring(
        data=data, name=text.rstrip("/"), bundle=None, came_by=CameBy.ADDRESS, came_from=text, by=by, at=at
    )


def _check_size(data: bytes) -> None:
    if not data:
        raise Refused(no("empty", "This file is empty. Choose the badge again."))
    if len(data) > LARGEST:
        raise Refused(
            no(
                "large",
                f"This is larger than {LARGEST // 1_000_000} MB. A badge is smaller; choose its own file.",
            )
        )
    if data.startswith(b"PK\x03\x04"):
        raise Refused(
            no("archive", "This is an archive of files. Take the badges out of it, and choose one of them.")
        )


def _found(data: bytes, report: Report, asking: Asking, by: Person, at: datetime) -> Iterator[_Found]:
    """Every badge in what came, in its order. Raises `Refused` where it does not hold, or nothing is to be kept."""
    _check_holds(report)
    emails = addresses_of(by)
    if report.kind == "record":
        for part in _parts(report, asking, at):
            _check_holds(part)
            document = part.document or {}
            if not _is_ours(document):
                found = read(document, text_of(document), Form.CLR_PART, picturing.picture_in(document))
                yield _Found(found, judged(part, asking, emails))
        return
    document = report.document or {}
    _check_elsewhere(str(document.get("id", "")))
    carried = baking.read(data)
    form = _form_of(carried.kind)
    text = carried.data.decode("utf-8-sig")
    yield _Found(
        read(document, text, form, picturing.picture_of(data, document)), judged(report, asking, emails)
    )


def _parts(report: Report, asking: Asking, at: datetime) -> Iterator[Report]:
    """The badges in a record. Where it is not known who signed the record, each is verified by itself all the same."""
    document = report.document or {}
    if report.parts:
        yield from (part for part in report.parts if part.document and _is_badge(part.document))
        return
    for one in clr.credentials_in(document):
        if _is_badge(one):
            yield look(one, asking, at=at)


def _is_badge(document: Document) -> bool:
    types = document.get("type")
    return bool(BADGES.intersection(types if isinstance(types, list) else [str(types)]))


def _form_of(kind: baking.Kind) -> str:
    if kind.startswith("ob2"):
        return Form.OB2
    return Form.JWT if kind.endswith("jwt") else Form.JSON


def _check_holds(report: Report) -> None:
    if report.document is None:
        raise Refused(no("no_badge", f"{report.integrity.sentence} Nothing was kept."))
    if report.kind == "endorsement":
        raise Refused(
            no("endorsement", "This is what somebody says for a badge, and no badge. Nothing was kept.")
        )
    if report.standing == "invalid":
        raise Refused(no("invalid", f"{report.sentence} Nothing was kept."))


def _is_ours(document: Document) -> bool:
    return str(document.get("id", "")).startswith(addresses.absolute("/badges/"))


def _check_elsewhere(identity: str) -> None:
    if identity.startswith(addresses.absolute("/")):
        raise Refused(
            no(
                "ours",
                "This badge was issued on this site. If it is yours, it stands in your portfolio; if it does not, "
                "add the e-mail address that it was given to under “Account”.",
            )
        )


def _kept(original: Original, found: _Found, by: Person, at: datetime, *, asked: bool) -> ForeignBadge:
    """The badge as it is kept: a file that is worth less than the one she has does not take its place."""
    before = ForeignBadge.objects.filter(person=by, identity=found.read.identity).first()
    if before is not None and before.digest != found.read.digest and _is_worse(found.judged, before):
        return before
    check_on = (
        next_check(
            standing=found.judged.standing,
            expires_at=found.read.expires_at,
            failures=int(found.judged.silent),
            digest=found.read.digest,
            at=at,
        )
        if asked
        else at.date()
    )
    return operations.keep_badge(
        original=original, read=found.read, judged=found.judged, check_on=check_on, by=by, at=at
    )


def _is_worse(judged: Judged, before: ForeignBadge) -> bool:
    signed = judged.ground != ""
    return (before.confirmed and not judged.confirmed) or (before.ground != "" and not signed)
