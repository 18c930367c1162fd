"""The registrar's page: requests for academic credit, each to confirm or to refuse with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.people.models import Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.recognition.models import CreditClaim
from cairn.domain.recognition.queries import claims_in
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render
from cairn.workflows import claiming

A_PAGE = 50


def _claims(request: HttpRequest) -> QuerySet[CreditClaim]:
    """Requests to the organizations for which the person recognizes today."""
    here = organizations_of(person_of(request), Role.RECOGNIZER, at=timezone.now())
    return claims_in(here).select_related("award__showing")


@for_roles("recognizer")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    claims = _claims(request)
    decided = claims.exclude(state="asked").order_by("-decided_at", "-pk")
    context = {
        "nav": "recognizing",
        "waiting": list(claims.filter(state="asked").order_by("asked_at", "pk")),
        "page": Paginator(decided, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "recognizer/credit.html", context)


@for_roles("recognizer")
@require_POST
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm the credit."""
    claim = get_object_or_404(_claims(request), public_id=public_id)
    try:
        claiming.confirm(claim=claim, by=person_of(request), at=timezone.now())
    except WrongMove:
        messages.error(request, gettext("This request was answered or taken back in the meantime."))
    else:
        told = {"course": claim.offer.course, "name": claim.award.earner.name}
        messages.success(request, gettext("%(course)s is confirmed for %(name)s.") % told)
    return redirect("recognizer:credit")


@for_roles("recognizer")
@require_POST
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Refuse the credit, with a reason for the earner."""
    claim = get_object_or_404(_claims(request), public_id=public_id)
    reason = request.POST.get("reason", "")[:2000]
    try:
        claiming.refuse(claim=claim, reason=reason, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    except WrongMove:
        messages.error(request, gettext("This request was answered or taken back in the meantime."))
    else:
        told = {"name": claim.award.earner.name}
        messages.success(request, gettext("%(name)s is told why, and can ask again.") % told)
    return redirect("recognizer:credit")
