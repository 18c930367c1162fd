"""A coach for a draft: invite her, end it, answer her."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.coaching.queries import coaches_of
from cairn.engines.verdict import Refused
from cairn.web.earner.forms import InviteForm
from cairn.web.earner.views.finding import attempt_in, part_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import coaching


@signed_in
@require_POST
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Invite one of the deliverer's coaches to look at the draft."""
    attempt, person, at = attempt_in(request, public_id), person_of(request), timezone.now()
    form = InviteForm(request.POST, attempt=attempt, person=person, at=at)
    if not form.is_valid():
        messages.error(request, gettext("Choose a coach from the list, then invite again."))
        return redirect("earner:attempt", public_id)
    coach, message = form.cleaned_data["coach"], form.cleaned_data["message"]
    try:
        coaching.invite(attempt=attempt, coach=coach, message=message, by=person, at=at)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        sentence = gettext("%(name)s can see your draft now and was told so.") % {"name": coach.name}
        messages.success(request, sentence)
    return redirect("earner:attempt", public_id)


@signed_in
@require_POST
def end(request: HttpRequest, public_id: UUID, invitation_id: UUID) -> HttpResponse:
    """End an invitation; the coach sees nothing more from now on."""
    attempt = attempt_in(request, public_id)
    invitation = get_object_or_404(coaches_of(attempt), public_id=invitation_id)
    coaching.end(invitation=invitation, by=person_of(request), at=timezone.now())
    sentence = gettext("%(name)s no longer sees your draft.") % {"name": invitation.coach.name}
    messages.success(request, sentence)
    return redirect("earner:attempt", public_id)


@signed_in
@require_POST
def answer(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    """Answer the coach on one part."""
    part, text = part_in(request, public_id, slot), request.POST.get("text", "")
    try:
        coaching.remark(
            attempt=part.attempt, slot=part.slot, text=text, by=person_of(request), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect(f"{reverse('earner:part', args=[public_id, slot])}#coach")
