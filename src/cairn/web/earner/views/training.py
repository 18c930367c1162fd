"""Whether evaluators may be trained on her work: asked for apart from all else, beside its result."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.calibration.operations import allow_training
from cairn.web.earner.views.finding import attempt_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows.anchoring import withdraw_training


@signed_in
@require_POST
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Allow it, or with `no` take it back."""
    attempt, person, now = attempt_in(request, public_id), person_of(request), timezone.now()
    if "no" in request.POST:
        withdraw_training(attempt=attempt, by=person, at=now)
        messages.success(request, gettext("Taken back. Nobody is trained on your work any more."))
    else:
        allow_training(attempt=attempt, by=person, at=now)
        messages.success(request, gettext("Thank you. You can take it back here at any time."))
    return redirect("earner:result", public_id)
