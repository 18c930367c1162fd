"""Unsealing: a lead looks at what a round's readers gave, and reads nothing of its attempt blind from then on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import Unsealing
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand


@deed()
def unseal(*, round_: Round, by: Person, at: datetime) -> Unsealing:
    """Note that a lead sees what the round's readers gave; once, however often she looks."""
    demand(access.may_unseal(by, round_, at=at))
    made, new = Unsealing.objects.get_or_create(round=round_, lead=by, defaults={"at": at})
    if new:
        record(event="round.unsealed", by=by, at=at, subject=round_, organization=round_.attempt.organization)
    return made


@deed()
def unseal_each(*, rounds: Collection[Round], by: Person, at: datetime) -> None:
    """Note that a lead sees what readers of these rounds gave; asks once where she has seen all of them before."""
    seen = set(Unsealing.objects.filter(lead=by, round__in=rounds).values_list("round", flat=True))
    for round_ in rounds:
        if round_.pk not in seen:
            unseal(round_=round_, by=by, at=at)
