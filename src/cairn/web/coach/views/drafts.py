"""A coach's pages: the drafts she was invited to, part by part, and a place to say something. Nothing here scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.coaching.models import Remark
from cairn.domain.coaching.queries import invitations_to, remarks_on
from cairn.domain.evaluation.queries import Line, latest_outcome, lines
from cairn.domain.evidence.access import consent_for, may_coach
from cairn.domain.evidence.kinds import choices_of
from cairn.domain.evidence.models import Attempt, Part, Piece
from cairn.domain.evidence.queries import whole_attempt
from cairn.domain.workshops.queries import places_of
from cairn.engines.verdict import Refused, Verdict, demand
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.kinds import name_of
from cairn.web.shared.log import Log, log_of
from cairn.web.shared.medium import Medium, medium_of
from cairn.web.shared.pages import render
from cairn.workflows import coaching


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece of the draft; the file only where consent covers coaching."""

    piece: Piece
    medium: Medium | None
    consent: Verdict


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with what it holds, what it was asked for, and what was said of it."""

    part: Part
    slot: dict[str, Any]
    pieces: tuple[ShownPiece, ...]
    log: Log | None
    otherwise: str
    instructions: str
    remarks: tuple[Remark, ...]
    asked: tuple[Line, ...]
    address: str


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The drafts she is invited to, the one touched last first."""
    person = person_of(request)
    context = {
        "nav": "coaching",
        "invitations": list(invitations_to(person)),
        "holds": places_of(person, at=timezone.now()).exists(),
    }
    return render(request, "coach/home.html", context)


def _draft(request: HttpRequest, public_id: UUID) -> Attempt:
    """The attempt, if its earner invites the person now; raises `Refused` otherwise."""
    attempt = get_object_or_404(whole_attempt(), public_id=public_id)
    demand(may_coach(person_of(request), attempt, at=timezone.now()))
    return attempt


@signed_in
@require_safe
def attempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A draft to read, with a place for a remark on each part."""
    draft = _draft(request, public_id)
    context = {
        "nav": "coaching",
        "attempt": draft,
        "invitation": get_object_or_404(invitations_to(person_of(request)), attempt=draft),
        "parts": _parts(draft),
        "rubric": draft.edition.document["rubric"],
    }
    return render(request, "coach/attempt.html", context)


def _parts(draft: Attempt) -> list[ShownPart]:
    said = list(remarks_on(draft))
    outcome = latest_outcome(draft)
    unmet = [line for line in lines(outcome) if not line.met] if outcome else []
    feeds = {one["key"]: one["slots"] for one in draft.edition.document["rubric"]["criteria"]}
    slots = {slot["key"]: slot for slot in draft.edition.document["slots"]}
    return [
        ShownPart(
            part=part,
            slot=slots[part.slot.key],
            pieces=tuple(_piece(piece) for piece in part.pieces.all() if piece.kind != "entry"),
            log=log_of(part.pieces.all(), slots[part.slot.key]),
            otherwise=name_of(part.instead) if part.instead else "",
            instructions=choices_of(slots[part.slot.key])[part.shown_as],
            remarks=tuple(remark for remark in said if remark.slot_id == part.slot_id),
            asked=tuple(line for line in unmet if part.slot.key in feeds[line.criterion.key]),
            address=reverse("coach:remark", args=[draft.public_id, part.slot.key]),
        )
        for part in draft.parts.all()
    ]


def _piece(piece: Piece) -> ShownPiece:
    verdict = consent_for(piece, "coaching")
    return ShownPiece(piece, medium_of(piece.file) if piece.file and verdict else None, verdict)


@signed_in
@require_POST
def remark(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    """Say something on one part of a draft."""
    draft = _draft(request, public_id)
    part = get_object_or_404(draft.parts.select_related("slot"), slot__key=slot)
    try:
        coaching.remark(
            attempt=draft,
            slot=part.slot,
            text=request.POST.get("text", ""),
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        sentence = gettext("%(name)s was told what you said.") % {"name": draft.earner.name}
        messages.success(request, sentence)
    return redirect(f"{reverse('coach:attempt', args=[public_id])}#part-{slot}")
