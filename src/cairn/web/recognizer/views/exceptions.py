"""Signed exceptions: made beside a decision that is looked at, shown as they were signed, and taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.approvals.access import may_take_back
from cairn.domain.approvals.models import Waiver
from cairn.domain.approvals.queries import waivers_in
from cairn.engines.verdict import Refused, demand
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.recognizer.views.people import whom
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import excepting

LONGEST = 2000


@signed_in
@require_POST
def waive(request: HttpRequest) -> HttpResponse:
    """Sign an exception from one gate for one record, and look at the decision again."""
    organization, said = chosen(request, organizations(request)), request.POST
    key = said.get("what", "").partition("#")[0]
    try:
        excepting.waive(
            person=whom(said.get("person", ""), organization),
            organization=organization,
            policy_key=key,
            reference=said.get("record", "")[:200],
            gate=said.get("gate", ""),
            reason=said.get("reason", "")[:LONGEST],
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("The exception is signed."))
    again = {name: said.get(name, "") for name in ("organization", "person", "what", "on")}
    return redirect(f"{reverse('recognizer:decide')}?{urlencode(again)}")


def _waiver(request: HttpRequest, public_id: UUID) -> Waiver:
    return get_object_or_404(waivers_in(organizations(request)), public_id=public_id)


@signed_in
@require_safe
def waiver(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A signed exception as it was signed."""
    response = HttpResponse(_waiver(request, public_id).text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="exception-{public_id}.json"'
    return response


@signed_in
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an exception back from now on."""
    found = _waiver(request, public_id)
    demand(may_take_back(person_of(request), found, at=timezone.now()))
    try:
        excepting.take_back(
            waiver=found,
            reason=request.POST.get("reason", "")[:LONGEST],
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("Taken back. Final decisions that rest on it stand."))
    return redirect(f"{reverse('recognizer:decisions')}?organization={found.organization.slug}")
