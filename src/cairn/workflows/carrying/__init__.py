"""Carrying away: a person's whole portfolio in one file that anybody can open and check without a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from cairn.domain.archives.models import Archive
from cairn.domain.archives.operations import carrying as operations
from cairn.domain.archives.queries import archives_over
from cairn.domain.archives.states import UNDER_WAY
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.foreign.queries import brought_by
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards_of
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.portfolios.models import Showing
from cairn.engines.archive import ArchiveRefused, File, Portfolio, write
from cairn.engines.openbadges.errors import BadgeError
from cairn.workflows import neighbors
from cairn.workflows.carrying import badges
from cairn.workflows.carrying.badges import Packed
from cairn.workflows.carrying.bundling import Bundle, Page
from cairn.workflows.carrying.entries import entries_of
from cairn.workflows.carrying.evidence import Piece, pieces_of, statements_of
from cairn.workflows.carrying.record import signed_record

CHANNEL: Final = "carry"
DELETE: Final = "delete-archive"
A_STEP: Final = 16 * 1024 * 1024
"""After so many bytes of evidence the progress is noted."""
RECORD: Final = "data/record.json"


@dataclass(frozen=True, slots=True)
class Planned:
    """One badge that goes along, with its evidence."""

    title: str
    issuer: str
    pieces: tuple[Piece, ...]

    @property
    def taken(self) -> int:
        return sum(not piece.said.absent for piece in self.pieces)

    @property
    def staying(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.said.absent)

    @property
    def size(self) -> int:
        """Bytes of its evidence."""
        return sum(piece.size for piece in self.pieces)


def plan(person: Person) -> list[Planned]:
    """What an archive of hers would hold now. Constant in queries."""
    held, others = _held(person)
    judged, said = pieces_of(held), statements_of(others)
    found = [Planned(one.title, one.organization.name, tuple(judged.get(one.pk, ()))) for one in held]
    return found + [Planned(one.name, one.issuer, tuple(said.get(one.pk, ()))) for one in others]


def _held(person: Person) -> tuple[list[Award], list[ForeignBadge]]:
    return list(awards_of(person).prefetch_related("parts")), list(brought_by(person))


def ask(*, with_evidence: bool, by: Person, at: datetime) -> Archive:
    """Ask for an archive of everything; the worker makes it. Raises `Refused` while another is being made."""
    planned = sum(one.size for one in plan(by)) if with_evidence else 0
    with transaction.atomic():
        archive = operations.ask(with_evidence=with_evidence, planned=planned, by=by, at=at)
        identity = str(archive.public_id)
        put(
            event=f"archive:{identity}",
            recipient=str(by.public_id),
            channel=CHANNEL,
            at=at,
            payload={"archive": identity},
        )
    return archive


def make(*, archive: Archive, at: datetime) -> None:
    """Write the archive into the store. Safe to repeat: one that was cut off is written anew."""
    if archive.state not in UNDER_WAY:
        return
    store, before = neighbors.store(), archive.store_key
    begun = operations.begin_archive(archive=archive, by=None, at=at)
    if before:
        store.delete(before)
    try:
        packing = _Packing(begun, at)
        stored = store.put(begun.store_key, packing.bytes())
    except (ArchiveRefused, BadgeError, ValueError) as problem:
        operations.fail_archive(archive=begun, problem=str(problem), by=None, at=at)
        return
    kept = operations.finish_archive(
        archive=begun,
        store_key=begun.store_key,
        size=stored.size,
        sha256=stored.sha256,
        badges=len(packing.packed),
        by=None,
        at=at,
    )
    if not kept:
        store.delete(begun.store_key)


def remove(*, archive: Archive, by: Person | None, at: datetime) -> None:
    """Let go of an archive, and of its bytes."""
    with transaction.atomic():
        if operations.remove_archive(archive=archive, by=by, at=at):
            identity = str(archive.public_id)
            put(
                event=f"archive-removed:{identity}",
                recipient=identity,
                channel=DELETE,
                at=at,
                payload={"key": archive.store_key},
            )


def let_go(*, at: datetime) -> None:
    """Remove archives whose time has run out."""
    for archive in archives_over(at)[:100]:
        remove(archive=archive, by=None, at=at)


def delete(*, key: str) -> None:
    """Delete the bytes of an archive; doing so twice is no error."""
    if key:
        neighbors.store().delete(key)


def name_of(archive: Archive) -> str:
    """What the file is saved as, without its ending, and the folder that it holds."""
    return f"portfolio-{(archive.made_at or archive.asked_at).astimezone(UTC).date().isoformat()}"


class _Packing:
    """Everything of one archive but its bytes, which are read from the store as they are written."""

    def __init__(self, archive: Archive, at: datetime) -> None:
        self._archive, self._at, self._written = archive, at, 0
        self._held, self._others = _held(archive.person)
        self._bundle = Bundle(at)
        told = _narratives(archive.person)
        judged, said = pieces_of(self._held), statements_of(self._others)
        self.packed: list[Packed] = []
        for award in self._held:
            pieces = self._wanted(judged.get(award.pk, []))
            self._add(badges.awarded(award, self._next, pieces, told.get((award.pk, None), ""), at), {})
        for badge in self._others:
            pieces = self._wanted(said.get(badge.pk, []))
            self._add(
                badges.brought(badge, self._next, pieces, told.get((None, badge.pk), "")), _pages(badge)
            )
        self._record = signed_record(
            archive.person,
            self._held,
            urn=archive.public_id.urn,
            more=bool(self._others),
            at=at,
        )
        if self._record is not None:
            self._bundle.add(self._record, {})

    @property
    def _next(self) -> int:
        return len(self.packed) + 1

    def _add(self, packed: Packed, pages: dict[str, Page]) -> None:
        self.packed.append(packed)
        self._bundle.add(packed.document, pages)

    def _wanted(self, pieces: Iterable[Piece]) -> list[Piece]:
        return [piece if self._archive.with_evidence else piece.left_out() for piece in pieces]

    def bytes(self) -> Iterator[bytes]:
        """The archive, piece by piece."""
        return write(self._portfolio(), self._files(), name=name_of(self._archive))

    def _portfolio(self) -> Portfolio:
        keeper = Organization.objects.order_by("pk").first()
        return Portfolio(
            holder=self._archive.person.name,
            made_at=self._at.astimezone(UTC).isoformat(timespec="seconds"),
            made_by=keeper.name if keeper else "",
            site=settings.PUBLIC_URL,
            record=RECORD if self._record is not None else "",
            badges=tuple(one.badge for one in self.packed),
            entries=tuple(entries_of(self._archive.person)),
            issuers=tuple(known for known, _ in self._bundle.issuers.values()),
            status_lists=tuple(known for known, _ in self._bundle.lists.values()),
        )

    def _files(self) -> Iterator[File]:
        if self._record is not None:
            text = json.dumps(self._record, ensure_ascii=False, indent=1)
            yield File.of(RECORD.removeprefix("data/"), text.encode())
        for known, data in (*self._bundle.issuers.values(), *self._bundle.lists.values()):
            yield File.of(known.path.removeprefix("data/"), data)
        yield from self._badge_files()
        for one in self.packed:
            for piece in one.pieces:
                if piece.said.path:
                    yield self._evidence(piece)

    def _badge_files(self) -> Iterator[File]:
        editions = {}
        for award, one in zip(self._held, self.packed, strict=False):
            yield from badges.files_of(award, one.badge)
            editions[one.badge.edition] = award.what.text
        for badge, one in zip(self._others, self.packed[len(self._held) :], strict=True):
            yield from badges.files_of_brought(badge, one.badge)
        for path, text in editions.items():
            yield File.of(path.removeprefix("data/"), text.encode())

    def _evidence(self, piece: Piece) -> File:
        pieces = neighbors.store().open(piece.store_key)
        path = piece.said.path.removeprefix("data/")
        return File(path, _counted(pieces, self._note), piece.said.size, compressed=True)

    def _note(self, size: int) -> None:
        before, self._written = self._written, self._written + size
        if before // A_STEP != self._written // A_STEP:
            operations.note_written(archive=self._archive, written=self._written, by=None, at=self._at)


def _counted(pieces: Iterable[bytes], note: Callable[[int], None]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        note(len(piece))


def _narratives(person: Person) -> dict[tuple[int | None, int | None], str]:
    """What she says about her badges, by the primary key of an award or of a badge from elsewhere."""
    rows = Showing.objects.filter(person=person).exclude(narrative="")
    return {
        (award, foreign): words for award, foreign, words in rows.values_list("award", "foreign", "narrative")
    }


def _pages(badge: ForeignBadge) -> dict[str, Page]:
    """What a badge from elsewhere was judged by: looked up then, or come along with it."""
    when = badge.asked_at or badge.brought_at
    return {address: Page(str(text).encode(), when) for address, text in badge.pages.items()}
