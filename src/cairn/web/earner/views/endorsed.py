"""What others say for a badge of hers: she hides it or shows it again, and asks whom she likes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.issuing.models import Award
from cairn.domain.issuing.operations import hide_endorsement, show_endorsement
from cairn.domain.issuing.queries import endorsements
from cairn.engines.verdict import Refused
from cairn.web.earner.forms import VouchForm
from cairn.web.earner.views.finding import award_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import endorsing


def said_for(award: Award, at: datetime) -> dict[str, object]:
    """For the award's page: what others say, and whom she has asked."""
    found = list(endorsements().filter(award=award, state__in=("asked", "given", "hidden")))
    return {
        "endorsements": [each for each in found if each.state != "asked"],
        "vouch": VouchForm(at=at),
        "asked": [each.organization.name for each in found if each.state == "asked"],
    }


@signed_in
@require_POST
def answer(request: HttpRequest, public_id: UUID, endorsement_id: UUID) -> HttpResponse:
    """Hide what somebody says for the badge, or show it again."""
    award, person = award_in(request, public_id), person_of(request)
    found = get_object_or_404(endorsements().filter(award=award), public_id=endorsement_id)
    if request.POST.get("show") == "yes":
        show_endorsement(endorsement=found, by=person, at=timezone.now())
        messages.success(request, gettext("It stands on the public page again."))
    else:
        hide_endorsement(endorsement=found, by=person, at=timezone.now())
        messages.success(request, gettext("Hidden. You can show it again."))
    return redirect("earner:award", public_id)


@signed_in
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask an organization to vouch for the badge."""
    award, at = award_in(request, public_id), timezone.now()
    form = VouchForm(request.POST, at=at)
    if not form.is_valid():
        messages.error(request, gettext("Choose an organization from the list, then ask again."))
        return redirect("earner:award", public_id)
    organization = form.cleaned_data["organization"]
    try:
        endorsing.ask(
            organization=organization,
            what=award,
            note=form.cleaned_data["note"],
            by=person_of(request),
            at=at,
        )
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        sentence = gettext("%(name)s has a letter. If it agrees, its words stand on your badge's page.")
        messages.success(request, sentence % {"name": organization.name})
    return redirect("earner:award", public_id)
