"""Asking the earner one thing, from the sheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.engines.verdict import Refused
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.evaluator.windows import sheet_address, token_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import clarifying


@signed_in
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the one question of this round."""
    reading = reading_of(request, public_id)
    try:
        clarifying.ask(
            reading=reading, text=request.POST.get("text", ""), by=person_of(request), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("Your question is sent. The clock of this work stands still."))
    return redirect(sheet_address(reading, token_in(request)))
