"""Final decisions: made once with their receipt, and set aside with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import access
from cairn.domain.recognition.models import FinalDecision, Spending
from cairn.engines.policy import Decision, Policy, Receipt
from cairn.engines.verdict import Refused, demand, no


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as it was made: the policy with its files, her record as it was written, the answer, the receipt."""

    policy: Policy
    texts: Sequence[str]
    facts: str
    answer: Decision
    receipt: Receipt
    sentence: str


@transaction.atomic
def decide(
    *, person: Person, organization: Organization, made: Made, note: str, by: Person, at: datetime
) -> FinalDecision:
    """Keep a final decision and what it spends; the very same one is kept once."""
    demand(access.may_finalize(by, person, organization, at=at))
    receipt = made.receipt
    decision, new = FinalDecision.objects.get_or_create(
        person=person,
        organization=organization,
        policy_hash=receipt.policy,
        decision=receipt.decision,
        on=receipt.on,
        facts_hash=receipt.record,
        engine_hash=receipt.engine,
        set_aside_at=None,
        defaults={
            "policy_key": made.policy.key,
            "version": made.policy.version.number,
            "title": made.policy.title,
            "state": made.answer.state.value,
            "sentence": made.sentence,
            "policy_texts": list(made.texts),
            "facts": made.facts,
            "outcome": receipt.text.decode(),
            "note": note.strip(),
            "made_by": by,
            "made_at": at,
        },
    )
    if not new:
        return decision
    Spending.objects.bulk_create(
        Spending(
            decision=decision,
            ledger=made.policy.ledger,
            reference=reference,
            numerator=amount.numerator,
            denominator=amount.denominator,
        )
        for reference, amount in made.answer.spending
        if amount > 0
    )
    record(
        event="decision.made",
        by=by,
        at=at,
        subject=decision,
        organization=organization,
        policy=made.policy.key,
        version=made.policy.version.number,
        state=decision.state,
        facts=receipt.record,
        engine=receipt.engine,
    )
    return decision


@transaction.atomic
def set_aside(*, decision: FinalDecision, reason: str, by: Person, at: datetime) -> FinalDecision:
    """Set a final decision aside, as after an appeal: it spends nothing from now on, and stays for the record."""
    rows = FinalDecision.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("organization", "person").get(pk=decision.pk)
    demand(access.may_set_aside(by, row, at=at))
    if not reason.strip():
        raise Refused(no("no_reason", "Say why it is set aside. She reads these words."))
    row.set_aside_at, row.set_aside_by, row.set_aside_because = at, by, reason.strip()
    row.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_because"])
    record(event="decision.set_aside", by=by, at=at, subject=row, organization=row.organization)
    return row
