"""Academic credit for a completed stack: asked for, and taken back while nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import offers_of
from cairn.domain.people.models import Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import CreditClaim
from cairn.domain.recognition.operations import take_back_credit
from cairn.domain.recognition.queries import claims_with
from cairn.domain.stacks.models import CreditOffer
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused, Verdict
from cairn.web.earner.views.finding import award_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import claiming

MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer of credit beside her badge: until when, whether she may ask, and what came of it."""

    offer: CreditOffer
    last: date | None
    may: Verdict
    claim: CreditClaim | None


def shown_offers(award: Award, person: Person, *, at: datetime) -> list[ShownOffer]:
    """What credit the badge opens."""
    claims = {claim.offer_id: claim for claim in claims_with(award)}
    return [
        ShownOffer(
            offer,
            access.enroll_by(award, offer),
            access.may_ask_for_credit(person, award, offer, at=at),
            claims.get(offer.pk),
        )
        for offer in offers_of(award)
    ]


@signed_in
@require_POST
def ask(request: HttpRequest, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Ask the registrar for the credit."""
    award, person = award_in(request, public_id), person_of(request)
    offer = get_object_or_404(offers_of(award), public_id=offer_id)
    note = request.POST.get("note", "")[:MOST_WORDS]
    try:
        claiming.ask(award=award, offer=offer, note=note, by=person, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        sentence = gettext("%(name)s has your request. You get a letter with the answer.")
        messages.success(request, sentence % {"name": offer.offered_by})
    return redirect("earner:award", public_id)


@signed_in
@require_POST
def take_back(request: HttpRequest, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take back a request that nobody has answered."""
    award = award_in(request, public_id)
    claim = get_object_or_404(claims_with(award), offer__public_id=offer_id)
    try:
        take_back_credit(claim=claim, by=person_of(request), at=timezone.now())
    except WrongMove:
        messages.error(request, gettext("The registrar has answered already."))
    else:
        messages.success(request, gettext("Your request is taken back."))
    return redirect("earner:award", public_id)
