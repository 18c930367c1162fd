"""Keeping reports, and saying what was done about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.catalog.models import Edition
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.validity import access
from cairn.domain.validity.data import canonical, sha256
from cairn.domain.validity.models import Action, Snapshot
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def keep(
    *,
    edition: Edition,
    analysis: dict[str, Any],
    data: str,
    fingerprint: str,
    engine: str,
    by: Person | None,
    at: datetime,
) -> Snapshot:
    """Keep a report. Where nothing has changed since the latest, that one is left as it is and answered."""
    rows = Snapshot.objects.filter(edition=edition).order_by("-number")
    before = rows.select_for_update(no_key=True).defer("data").first()
    if before and before.fingerprint == fingerprint:
        return before
    rows.exclude(data="").update(data="")
    made = Snapshot.objects.create(
        edition=edition,
        number=before.number + 1 if before else 1,
        tier=analysis["tier"],
        verdict=analysis["verdict"],
        first_attempts=analysis["first_attempts"],
        analysis=analysis,
        sha256=sha256(canonical(analysis)),
        data=data,
        data_sha256=sha256(data),
        fingerprint=fingerprint,
        engine=engine,
        made_at=at,
    )
    record(
        event="validity.measured",
        by=by,
        at=at,
        subject=made,
        organization=edition.micro_credential.organization,
        sha256=made.sha256,
        tier=made.tier,
        verdict=made.verdict,
    )
    return made


@transaction.atomic
def note_action(*, snapshot: Snapshot, text: str, by: Person, at: datetime) -> Action:
    """Write, for everybody to read, what was done about a finding of this report."""
    demand(access.may_note_action(by, snapshot.edition, at=at))
    if not text.strip():
        raise Refused(no("no_text", "Write what you did. Everybody can read it."))
    action = Action.objects.create(snapshot=snapshot, text=text.strip(), by=by, at=at)
    record(
        event="validity.acted",
        by=by,
        at=at,
        subject=action,
        organization=snapshot.edition.micro_credential.organization,
    )
    return action
