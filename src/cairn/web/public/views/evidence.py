"""Evidence that an earner shows with a badge, each piece to whom she chose and as far as its consent goes today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.domain.evidence.models import RoundPiece, StoredFile
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.queries import badges, pieces_seen
from cairn.web.public.sight import Sight, sight_of
from cairn.web.public.views.badge_files import not_here
from cairn.web.shared.guards import public
from cairn.web.shared.kinds import icon_of
from cairn.web.shared.medium import Medium, medium_of
from cairn.web.shared.sending import send_file

USES = {"copy": StoredFile.Use.RENDITION, "still": StoredFile.Use.POSTER}


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece of evidence as a visitor sees it."""

    piece: RoundPiece
    audience: str
    icon: str
    medium: Medium | None
    when: str

    @property
    def title(self) -> str:
        return self.piece.title or str(self.piece.slot)


def seen_of(award: Award, sight: Sight) -> list[Seen]:
    """What whoever looks sees of the evidence behind an award."""
    shown = pieces_seen(award, sight.person, link=sight.link, at=sight.at)
    return [
        Seen(
            one.piece,
            one.audience,
            icon_of(one.piece.shown_as),
            _medium(award, one.piece, sight) if one.piece.file else None,
            _when(one.piece),
        )
        for one in shown
    ]


def _medium(award: Award, piece: RoundPiece, sight: Sight) -> Medium | None:
    """The copy that others are shown, at an address that asks who looks."""
    if piece.file is None:
        return None
    found = medium_of(piece.file)
    copy, still = (
        reverse("public:evidence", args=[award.public_id, piece.public_id, use]) + sight.query for use in USES
    )
    return replace(found, address=found.address and copy, poster=found.poster and still)


def _when(piece: RoundPiece) -> str:
    times = [f"{time:%-I:%M %p}" for time in (piece.begins, piece.ends) if time]
    return " – ".join(times)


@public
@require_safe
def send(request: HttpRequest, public_id: UUID, piece_id: UUID, use: str) -> HttpResponseBase:
    """The copy of a file that is shown, or its still."""
    sight = sight_of(request)
    award = badges().filter(public_id=public_id).first()
    if award is None or use not in USES:
        return not_here(request)
    for one in pieces_seen(award, sight.person, link=sight.link, at=sight.at):
        if one.piece.public_id == piece_id and one.piece.file:
            copies = {copy.use: copy for copy in one.piece.file.renditions.all()}
            if copy := copies.get(USES[use]):
                return send_file(request, copy)
    return not_here(request)
