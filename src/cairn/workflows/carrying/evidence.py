"""Which evidence goes along, and what is said of a piece that stays behind.

A piece that may show children goes along only where a consent on record covers showing it with the badge. What goes
along is the copy without hidden data, where there is one.
"""

from __future__ import annotations

import mimetypes
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.models import RoundPiece, StoredFile
from cairn.domain.foreign.models import ForeignBadge, Statement, StatementFile
from cairn.domain.issuing.models import Award
from cairn.engines.archive import Evidence

SHARING = "sharing"
GONE = "It is not kept any more."
LEFT_OUT = "Its holder left evidence out."
REASONS = {
    "withdrawn": "The consent for it was withdrawn.",
    "no_consent": "It may show children, and no consent on record covers showing it with the badge.",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as the archive tells of it; `store_key` where its bytes are, if it is a file."""

    said: Evidence
    store_key: str = ""

    @property
    def size(self) -> int:
        """Bytes that go along."""
        return 0 if self.said.absent else self.said.size

    def left_out(self) -> Piece:
        """The same, when she wants no evidence in the archive."""
        stays = Evidence(title=self.said.title, part=self.said.part, kind=self.said.kind, absent=LEFT_OUT)
        return Piece(stays)


def pieces_of(awards: Iterable[Award]) -> dict[int, list[Piece]]:
    """What was judged for each award (by primary key), in its order. Constant in queries."""
    by_attempt = {award.attempt_id: award.pk for award in awards if award.attempt_id}
    latest: dict[int, int] = {}
    found: dict[int, list[Piece]] = defaultdict(list)
    for row in _frozen(by_attempt):
        attempt, number = row.round.attempt_id, row.round.number
        if latest.setdefault(attempt, number) == number:
            found[by_attempt[attempt]].append(_piece(row))
    return found


def _frozen(attempts: Iterable[int]) -> QuerySet[RoundPiece]:
    rows = RoundPiece.objects.filter(round__attempt__in=list(attempts), round__recalled_at=None)
    return (
        rows.select_related("round", "slot", "file", "piece__part__slot")
        .prefetch_related("file__renditions", "piece__consents")
        .order_by("round__attempt", "-round__number", "slot__position", "position")
    )


def _piece(row: RoundPiece) -> Piece:
    said = Evidence(
        title=(row.title or row.slot.title)[:300],
        part=row.slot.title[:300],
        kind=row.shown_as,
        made_on=row.made_on.isoformat() if row.made_on else "",
    )
    if not (verdict := consent_for(row.piece, SHARING)):
        return Piece(replace(said, absent=REASONS.get(verdict.codes[0], verdict.sentence)))
    if row.file is not None:
        return _file(said, row.file)
    if row.url:
        return Piece(replace(said, address=row.url))
    return Piece(replace(said, words=_words(row))) if _words(row) else Piece(replace(said, absent=GONE))


def _words(row: RoundPiece) -> str:
    """Her words; of an entry in a log, with when and where it was."""
    times = "–".join(f"{time:%H:%M}" for time in (row.begins, row.ends) if time)
    return "\n".join(filter(None, (", ".join(filter(None, (times, row.place))), row.text)))


def _file(said: Evidence, original: StoredFile) -> Piece:
    if original.state != StoredFile.State.ATTACHED:
        return Piece(replace(said, absent=GONE))
    copies = [copy for copy in original.renditions.all() if copy.use == StoredFile.Use.RENDITION]
    taken = copies[0] if copies else original
    told = replace(said, media_type=taken.media_type, size=taken.size, sha256=original.sha256)
    return Piece(told, taken.store_key)


def statements_of(badges: Iterable[ForeignBadge]) -> dict[int, list[Piece]]:
    """What she says herself to badges from elsewhere (by primary key), words first. Constant in queries."""
    found: dict[int, list[Piece]] = defaultdict(list)
    rows = Statement.objects.filter(badge__in=list(badges), removed_at=None)
    for statement in rows:
        found[statement.badge_id].append(Piece(Evidence(title="Her own words", words=statement.words)))
    files = StatementFile.objects.filter(statement__in=rows, removed_at=None).select_related("statement")
    for file in files.order_by("added_at", "pk"):
        said = Evidence(title=file.name[:300], media_type=file.media_type, size=file.size, sha256=file.sha256)
        found[file.statement.badge_id].append(Piece(said, file.store_key))
    return found


def named(piece: Piece, folder: str, number: int) -> Piece:
    """The piece with its place in the archive, if it is a file."""
    if not piece.store_key:
        return piece
    suffix = mimetypes.guess_extension(piece.said.media_type) or ".bin"
    return replace(piece, said=replace(piece.said, path=f"data/evidence/{folder}/{number:02}{suffix}"))
