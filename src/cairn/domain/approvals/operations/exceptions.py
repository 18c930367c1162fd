"""Signed exceptions: they lift one gate for one record, and are told wherever the record counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from cairn.domain.approvals import access
from cairn.domain.approvals.models import Waiver
from cairn.domain.issuing.models import SigningKey
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.policy.facts import GATES
from cairn.engines.verdict import Refused, demand, no

Sign = Callable[[Waiver], tuple[str, SigningKey]]
"""Signs an exception that has its words: the signed text, and the key."""
NEVER = ("status", "duplicate")
"""No exception makes a revoked badge valid or counts one record twice."""


@transaction.atomic
def waive(
    *,
    person: Person,
    organization: Organization,
    policy_key: str,
    reference: str,
    gate: str,
    reason: str,
    sign: Sign,
    by: Person,
    at: datetime,
) -> Waiver:
    """Lift a gate for one record under one policy, signed by the organization; the same again changes nothing."""
    demand(access.may_waive(by, organization, at=at))
    if by == person:
        raise Refused(no("own", "Nobody makes an exception for herself."))
    if gate not in GATES or gate in NEVER:
        raise Refused(
            no("gate", "Choose what the exception is from: window, list, level, document and so on.")
        )
    if not reason.strip():
        raise Refused(no("no_reason", "Say why. These words are signed, and she reads them."))
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    same = {"person": person, "policy_key": policy_key, "reference": reference, "gate": gate}
    if (before := Waiver.objects.filter(**same, withdrawn_at=None).first()) is not None:
        return before
    made = Waiver(
        **same,
        organization=organization,
        reason=reason.strip(),
        made_by=by,
        made_at=at,
        made_on=access.day_in(organization, at),
    )
    made.text, made.signing_key = sign(made)
    made.sha256 = hashlib.sha256(made.text.encode()).hexdigest()
    made.save()
    record(
        event="exception.made",
        by=by,
        at=at,
        subject=made,
        organization=organization,
        policy=policy_key,
        gate=gate,
        sha256=made.sha256,
    )
    return made


@transaction.atomic
def take_back(*, waiver: Waiver, reason: str, by: Person, at: datetime) -> Waiver:
    """Take an exception back from now on; final decisions that rest on it stand."""
    row = Waiver.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    waiver = row.get(pk=waiver.pk)
    demand(access.may_take_back(by, waiver, at=at))
    if not reason.strip():
        raise Refused(no("no_reason", "Say why you take it back. She reads these words."))
    waiver.withdrawn_at, waiver.withdrawn_by, waiver.withdrawn_because = at, by, reason.strip()
    waiver.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(event="exception.taken_back", by=by, at=at, subject=waiver, organization=waiver.organization)
    return waiver
