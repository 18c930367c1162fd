"""Offering what nobody may read to one person, and taking the offer back."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import Reading
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


@deed()
def offer(*, reading: Reading, to: Person, by: Person, at: datetime) -> Reading:
    """Keep an open reading for one person who may take it; nobody else finds it in her queue.

    Only what nobody could read is handed out: else a lead could choose who judges whom."""
    demand(access.may_lead_judging(by, reading.organization, at=at))
    demand(access.may_claim(to, reading, at=at))
    waiting = Reading.objects.filter(pk=reading.pk, state="open", meant_for=None, stuck_since__isnull=False)
    if not waiting.update(meant_for=to, stuck_since=None):
        raise Refused(no("taken", "This one is on the list no more: somebody has it, or may read it."))
    reading.meant_for = to
    record(event="reading.offered", by=by, at=at, subject=reading, organization=reading.organization)
    return reading


@deed()
def take_back_offer(*, reading: Reading, by: Person, at: datetime) -> None:
    """Let everybody who may read it find it again."""
    demand(access.may_lead_judging(by, reading.organization, at=at))
    waiting = Reading.objects.filter(pk=reading.pk, state="open", meant_for__isnull=False)
    if waiting.exclude(reason="seed").update(meant_for=None):
        record(
            event="reading.offer_taken_back", by=by, at=at, subject=reading, organization=reading.organization
        )
