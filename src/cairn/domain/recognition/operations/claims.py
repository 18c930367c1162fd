"""Claims to academic credit: asked for by the earner, confirmed or refused by the registrar."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.issuing.models import Award
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import CreditClaim
from cairn.domain.recognition.states import CLAIM
from cairn.domain.stacks.models import CreditOffer
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def ask_for_credit(*, award: Award, offer: CreditOffer, note: str, by: Person, at: datetime) -> CreditClaim:
    """Ask the registrar for the credit; asking twice asks once. What was refused or taken back is asked for again."""
    demand(access.may_ask_for_credit(by, award, offer, at=at))
    claim, new = CreditClaim.objects.select_for_update(no_key=True).get_or_create(
        award=award, offer=offer, defaults={"note": note.strip(), "asked_at": at}
    )
    if not new:
        if claim.state in {"asked", "confirmed"}:
            return claim
        claim.state, claim.note, claim.asked_at = CLAIM.after("ask", claim.state), note.strip(), at
        claim.decided_at, claim.decided_by, claim.reason = None, None, ""
        claim.save()
    record(event="credit.asked", by=by, at=at, subject=claim, organization=offer.organization)
    return claim


@transaction.atomic
def take_back_credit(*, claim: CreditClaim, by: Person, at: datetime) -> CreditClaim:
    """Take back a request that nobody has decided yet."""
    row = _locked(claim)
    if row.award.earner_id != by.pk:
        raise Refused(no("not_yours", "This is somebody else's request."))
    row.state = CLAIM.after("withdraw", row.state)
    row.save(update_fields=["state"])
    record(event="credit.withdrawn", by=by, at=at, subject=row, organization=row.offer.organization)
    return row


@transaction.atomic
def confirm_credit(*, claim: CreditClaim, by: Person, at: datetime) -> CreditClaim:
    """Confirm the credit for the organization that offers it."""
    row = _locked(claim)
    demand(access.may_decide_credit(by, row, at=at))
    row.state, row.decided_by, row.decided_at = CLAIM.after("confirm", row.state), by, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    record(event="credit.confirmed", by=by, at=at, subject=row, organization=row.offer.organization)
    return row


@transaction.atomic
def refuse_credit(*, claim: CreditClaim, reason: str, by: Person, at: datetime) -> CreditClaim:
    """Refuse the credit, with a reason that the earner reads."""
    row = _locked(claim)
    demand(access.may_decide_credit(by, row, at=at))
    if not reason.strip():
        raise Refused(no("no_reason", "Say why, and what she could do. She reads these words."))
    row.state, row.decided_by, row.decided_at = CLAIM.after("refuse", row.state), by, at
    row.reason = reason.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    record(event="credit.refused", by=by, at=at, subject=row, organization=row.offer.organization)
    return row


def _locked(claim: CreditClaim) -> CreditClaim:
    rows = CreditClaim.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("award", "offer__organization").get(pk=claim.pk)
