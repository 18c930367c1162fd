"""A page of a PDF as a picture, so that it is read beside the rubric and commented on by page."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.adapters import media
from cairn.domain.evidence.access import may_open
from cairn.domain.evidence.models import RoundPiece, StoredFile
from cairn.engines.verdict import demand
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import neighbors

WIDTH = 1_280


@signed_in
@require_safe
def page(request: HttpRequest, public_id: UUID, piece_id: UUID, number: int) -> HttpResponse:
    """The page as PNG, drawn when asked for and kept nowhere; `X-Pages` says how many there are."""
    reading = reading_of(request, public_id)
    piece = get_object_or_404(RoundPiece, public_id=piece_id, round=reading.round_id, file__kind="pdf")
    copy = get_object_or_404(StoredFile, original=piece.file, use=StoredFile.Use.RENDITION)
    demand(may_open(person_of(request), copy, at=timezone.now()))
    pages = _pages(copy.store_key)
    if not 1 <= number <= pages:
        raise Http404("There is no such page.")
    drawn = b"" if request.method == "HEAD" else _drawn(copy.store_key, number)
    response = HttpResponse(drawn, content_type="image/png")
    response["X-Pages"] = str(pages)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@lru_cache(maxsize=256)
def _pages(store_key: str) -> int:
    with neighbors.store().as_path(store_key) as path:
        return media.inspect(path, "evidence.pdf").pages or 0


def _drawn(store_key: str, number: int) -> bytes:
    with neighbors.store().as_path(store_key) as source, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.png"
        try:
            media.rendition_page(source, target, page=number, width=WIDTH)
        except media.MediaProblem as problem:
            raise Http404(str(problem)) from problem
        return target.read_bytes()
