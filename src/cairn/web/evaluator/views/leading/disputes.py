"""What readers differ on, and results that wait for a lead: side by side, and blind to persons."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.models import Reading, Why
from cairn.domain.evaluation.queries.appealed import appeals_to, recusals_in
from cairn.domain.evidence.models import Round
from cairn.engines.verdict import Refused
from cairn.web.evaluator.leading import framed, led
from cairn.web.shared.guards import signed_in
from cairn.workflows import evaluating, leading

SHOWN = 40


@signed_in
@require_http_methods(["GET", "HEAD"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, person = led(request, slug)
    rows, now = list(queries.disputed(organization)[:SHOWN]), timezone.now()
    context = framed(
        organization,
        "disputes",
        yours=[each for each in rows if each.by_lead and each.state != "concluded"],
        sealed=[each for each in rows if not each.by_lead and each.state != "concluded"],
        settled=[each for each in rows if each.state == "concluded"],
        held=list(queries.held_results(organization)[:SHOWN]),
        appeals=list(appeals_to(organization, lead=person, at=now)[:SHOWN]),
        recusals=list(recusals_in(organization, lead=person, at=now)[:SHOWN]),
    )
    return render(request, "evaluator/leading/disputes.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sides(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """One round side by side; a post lets its result out."""
    organization, person = led(request, slug)
    rows = Round.objects.select_related(
        "attempt__edition__micro_credential", "attempt__organization", "outcome"
    )
    round_ = get_object_or_404(rows, public_id=public_id, attempt__organization=organization)
    now = timezone.now()
    operations.unseal(round_=round_, by=person, at=now)
    if request.method == "POST":
        evaluating.release_result(round_=round_, by=person, at=now)
        messages.success(request, gettext("The earner hears of the result now."))
        return redirect("evaluator:disputes", slug)
    mine = Reading.objects.filter(
        round=round_, evaluator=person, reason=Why.ADJUDICATION, state="claimed"
    ).first()
    context = framed(
        organization,
        "disputes",
        round=round_,
        outcome=getattr(round_, "outcome", None),
        compared=(found := queries.side_by_side(round_)),
        letters=[chr(ord("A") + place) for place in range(len(found.readings))],
        mine=mine,
        may_release=not hasattr(round_, "outcome")
        and queries.held_results(organization).filter(pk=round_.pk).exists(),
    )
    return render(request, "evaluator/leading/sides.html", context)


@signed_in
@require_POST
def settle(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Take what waits for a lead, and see both sides of it."""
    organization, person = led(request, slug)
    reading = get_object_or_404(
        Reading.objects.select_related("round__attempt__edition__micro_credential", "organization"),
        public_id=public_id,
        organization=organization,
        by_lead=True,
    )
    try:
        leading.settle(reading=reading, by=person, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return redirect("evaluator:disputes", slug)
    return redirect("evaluator:sides", slug, reading.round.public_id)
