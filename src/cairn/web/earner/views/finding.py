"""Finding what an address names, among what is the person's own: anything else is not found."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from cairn.domain.evidence.models import Attempt, Part, Piece
from cairn.domain.evidence.queries import attempts_of, digests_sent
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.models import Badge
from cairn.domain.portfolios.queries import badges_of, brought
from cairn.web.earner.shown import ShownAttempt, show
from cairn.web.shared.guards import person_of


def attempt_in(request: HttpRequest, public_id: UUID) -> Attempt:
    """The person's attempt with everything of it."""
    return get_object_or_404(attempts_of(person_of(request)), public_id=public_id)


def shown(attempt: Attempt) -> ShownAttempt:
    return show(attempt, sent=digests_sent([attempt]).get(attempt.pk))


def part_in(request: HttpRequest, public_id: UUID, slot: str) -> Part:
    """One part of the person's attempt, with its pieces; `part.attempt` is whole."""
    for part in attempt_in(request, public_id).parts.all():
        if part.slot.key == slot:
            return part
    raise Http404("There is no such part.")


def piece_in(request: HttpRequest, public_id: UUID, slot: str, piece_id: UUID) -> Piece:
    """A piece of the person's part, also one that was removed."""
    pieces = Piece.objects.select_related("part__slot", "part__attempt", "file")
    mine = pieces.filter(part__attempt__earner=person_of(request), part__attempt__public_id=public_id)
    return get_object_or_404(mine, part__slot__key=slot, public_id=piece_id)


def award_in(request: HttpRequest, public_id: UUID) -> Award:
    return get_object_or_404(badges_of(person_of(request)), public_id=public_id)


def badge_in(request: HttpRequest, public_id: UUID) -> Badge:
    """A badge of the person, awarded here or brought from elsewhere."""
    own = badges_of(person_of(request)).filter(public_id=public_id).first()
    return own or get_object_or_404(brought(person_of(request)), public_id=public_id)
