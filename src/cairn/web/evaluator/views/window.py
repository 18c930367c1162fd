"""One window edits a sheet: its heartbeat, taking over, and letting go."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.operations import leases
from cairn.engines.verdict import Refused
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.evaluator.windows import sheet_address, token_in, until_words
from cairn.web.shared.guards import person_of, signed_in


@signed_in
@require_POST
def beat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a window says of itself: `keep` while she works, `take` to edit here, `leave` when it is closed."""
    reading, token = reading_of(request, public_id), token_in(request)
    if token is None:
        return JsonResponse({"error": {"code": "window", "text": "Load the page again."}}, status=400)
    act = request.POST.get("act", "keep")
    if act == "leave":
        leases.let_go(reading=reading, window=token, by=person_of(request), at=timezone.now())
        return HttpResponse(status=204)
    try:
        return _answer(request, reading, token, taking=act == "take")
    except Refused as refusal:
        code, text = refusal.verdict.codes[0], refusal.verdict.sentence
        return JsonResponse({"error": {"code": code, "text": text}}, status=409)


def _answer(request: HttpRequest, reading: Reading, token: UUID, *, taking: bool) -> HttpResponse:
    deed = leases.take if taking else leases.hold
    lease = deed(reading=reading, window=token, by=person_of(request), at=timezone.now())
    return JsonResponse({"until": lease.until, "words": until_words(lease), "revision": lease.revision})


@signed_in
@require_POST
def edit_here(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Edit in this window from now on; the other one keeps in view what it had not saved."""
    reading, token = reading_of(request, public_id), token_in(request)
    try:
        if token:
            leases.take(reading=reading, window=token, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect(sheet_address(reading, token))
