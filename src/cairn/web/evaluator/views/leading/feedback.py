"""A sample of feedback, drawn by lot: a lead looks at it and writes to its evaluator, without knowing who she is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.access import may_look_back
from cairn.domain.evaluation.models import BackRead
from cairn.engines.verdict import Refused
from cairn.web.evaluator.leading import framed, led
from cairn.web.shared.guards import signed_in
from cairn.workflows import leading

WAITING_SHOWN, SEEN_SHOWN = 5, 12


@signed_in
@require_http_methods(["GET", "HEAD"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, person = led(request, slug)
    now = timezone.now()
    rows = queries.back_reads(organization)
    waiting = [
        each for each in rows.filter(read_at=None)[: 2 * WAITING_SHOWN] if may_look_back(person, each, at=now)
    ][:WAITING_SHOWN]
    # Whoever sees a rating and its words judges nothing of that work blind again, whether she answers or not.
    operations.unseal_each(rounds=[each.reading.round for each in waiting], by=person, at=now)
    seen = rows.filter(read_at__isnull=False).order_by("-read_at")
    context = framed(
        organization,
        "feedback",
        waiting=waiting,
        seen=[
            (each, each.read_by_id == person.pk and each.read_at and now - each.read_at < leading.MENDABLE)
            for each in seen[:SEEN_SHOWN]
        ],
        findings=BackRead.Finding.choices,
    )
    return render(request, "evaluator/leading/feedback.html", context)


@signed_in
@require_POST
def look(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Say what one thinks of it, or take that back."""
    organization, person = led(request, slug)
    row = get_object_or_404(BackRead, public_id=public_id, reading__organization=organization)
    now = timezone.now()
    try:
        if request.POST.get("deed") == "take_back":
            operations.take_back_look(back_read=row, by=person, at=now)
            messages.success(request, gettext("Taken back. It waits for a look again."))
        else:
            finding, note = request.POST.get("finding", ""), request.POST.get("note", "")
            leading.look(back_read=row, finding=finding, note=note, by=person, at=now)
            messages.success(request, gettext("Thank you. You can take it back for ten minutes."))
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect("evaluator:feedback", slug)
