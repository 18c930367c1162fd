"""Claiming: an earner asks for the credit that a stack's badge opens, and the registrar answers; both are told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import members
from cairn.domain.recognition import operations
from cairn.domain.recognition.models import CreditClaim
from cairn.domain.stacks.models import CreditOffer
from cairn.workflows import letters


@transaction.atomic
def ask(*, award: Award, offer: CreditOffer, note: str, by: Person, at: datetime) -> CreditClaim:
    """Ask for the credit; whoever recognizes for the university is told."""
    claim = operations.ask_for_credit(award=award, offer=offer, note=note, by=by, at=at)
    if offer.organization:
        for reader in members(offer.organization, Role.RECOGNIZER, at=at):
            letters.put("credit_asked", about=claim, to=reader, at=at, turn=_turn(claim))
    return claim


@transaction.atomic
def confirm(*, claim: CreditClaim, by: Person, at: datetime) -> CreditClaim:
    """Confirm the credit; the earner is told."""
    decided = operations.confirm_credit(claim=claim, by=by, at=at)
    letters.put("credit_confirmed", about=decided, to=decided.award.earner, at=at, turn=_turn(decided))
    return decided


@transaction.atomic
def refuse(*, claim: CreditClaim, reason: str, by: Person, at: datetime) -> CreditClaim:
    """Refuse the credit with a reason; the earner is told."""
    decided = operations.refuse_credit(claim=claim, reason=reason, by=by, at=at)
    letters.put("credit_refused", about=decided, to=decided.award.earner, at=at, turn=_turn(decided))
    return decided


def _turn(claim: CreditClaim) -> str:
    """What was refused may be asked for again, and is answered again."""
    return claim.asked_at.isoformat()
