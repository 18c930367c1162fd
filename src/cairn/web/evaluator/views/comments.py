"""Comments on the evidence: at a moment of a video, on a page, or on a whole piece."""

from __future__ import annotations

import math
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cairn.domain.evaluation import operations
from cairn.domain.evaluation.models import Moment, Reading
from cairn.domain.evidence.models import RoundPiece
from cairn.engines.verdict import Refused
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render


@signed_in
@require_POST
def add(request: HttpRequest, public_id: UUID, piece_id: UUID) -> HttpResponse:
    """Keep a comment; `at` is in seconds and `page` counts from 1, both empty for the whole piece."""
    reading = reading_of(request, public_id)
    piece = get_object_or_404(RoundPiece, public_id=piece_id, round=reading.round_id)
    try:
        operations.comment(
            reading=reading,
            piece=piece,
            kind=request.POST.get("kind", ""),
            text=request.POST.get("text", ""),
            at_seconds=_seconds(request.POST.get("at", "")),
            page=_page(request.POST.get("page", ""), piece),
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        if request.headers.get("HX-Request"):
            raise
        messages.error(request, refusal.verdict.sentence)
    return _answer(request, reading, piece)


@signed_in
@require_POST
def take_back(request: HttpRequest, public_id: UUID, moment_id: UUID) -> HttpResponse:
    """Take back one of her own comments before the result is sent."""
    reading = reading_of(request, public_id)
    moment = get_object_or_404(Moment.objects.select_related("piece"), public_id=moment_id, reading=reading)
    piece = moment.piece
    operations.uncomment(moment=moment, by=person_of(request), at=timezone.now())
    return _answer(request, reading, piece)


def _seconds(text: str) -> float | None:
    """Seconds from the form; nonsense counts as no moment."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _page(text: str, piece: RoundPiece) -> int | None:
    """A page of a PDF from the form; nonsense counts as none."""
    paged = piece.file is not None and piece.file.kind == "pdf"
    return (
        int(text) if paged and text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) else None
    )


def _answer(request: HttpRequest, reading: Reading, piece: RoundPiece) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("evaluator:sheet", reading.public_id)
    moments = Moment.objects.filter(reading=reading, piece=piece).order_by("at_seconds", "page", "pk")
    context = {"reading": reading, "piece": piece, "moments": list(moments), "score": True}
    return render(request, "evaluator/comments.html", context)
