"""What may be done to awards and credentials."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.calibration.models import Qualification
from cairn.domain.catalog.models import Edition
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing import access
from cairn.domain.issuing.models import Award, Credential, Drawing, Form, SigningKey
from cairn.domain.issuing.operations.keys import demand_sound
from cairn.domain.issuing.operations.lists import count_places, free_index, list_with_room
from cairn.domain.issuing.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.stacks.models import StackEdition
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def make_award(*, attempt: Attempt, art: str, by: Person | None, at: datetime) -> Award:
    """Decide the award of a met attempt, with its place in the status list; once, however often this is called."""
    if standing := Award.objects.filter(attempt=attempt).first():
        return standing
    if attempt.state != "met" or attempt.submitted_at is None:
        raise Refused(no("not_met", "Only work that has met its rubric can be awarded."))
    award = Award(
        attempt=attempt,
        edition=attempt.edition,
        organization=attempt.organization,
        earner=attempt.earner,
        drawing=drawing_of(svg=art, at=at),
    )
    return _made(award, earned_at=attempt.submitted_at, by=by, at=at)


@transaction.atomic
def make_stack_award(
    *,
    edition: StackEdition,
    earner: Person,
    parts: Sequence[Award],
    art: str,
    by: Person | None,
    at: datetime,
) -> Award:
    """Decide the award of a completed stack from the awards that complete it; once for each earner and stack.

    Lock the stack's row first, so that two who complete it at once wait for each other.
    """
    if standing := Award.objects.filter(stack=edition.stack, earner=earner).first():
        return standing
    if any(part.earner_id != earner.pk or part.state != "issued" for part in parts) or not parts:
        raise Refused(no("not_complete", "A stack is awarded for valid badges of one earner."))
    award = Award(
        stack=edition.stack,
        stack_edition=edition,
        organization=edition.stack.organization,
        earner=earner,
        drawing=drawing_of(svg=art, at=at),
    )
    award = _made(award, earned_at=max(part.earned_at for part in parts), by=by, at=at)
    award.parts.set(parts)
    return award


@transaction.atomic
def make_certification(
    *, qualification: Qualification, edition: Edition, art: str, by: Person | None, at: datetime
) -> Award:
    """Decide the award of an evaluator's certification, which runs out when that does; once, however often called."""
    standing = Award.objects.filter(earner=qualification.person, qualification=qualification, earned_at=at)
    if found := standing.first():
        return found
    award = Award(
        qualification=qualification,
        edition=edition,
        organization=qualification.pool.organization,
        earner=qualification.person,
        drawing=drawing_of(svg=art, at=at),
        expires_at=qualification.valid_until,
    )
    return _made(award, earned_at=at, by=by, at=at)


@transaction.atomic
def hold_certification(*, qualification: Qualification, reason: str, by: Person, at: datetime) -> None:
    """Suspend what an evaluator was awarded by a qualification that a lead suspended."""
    for row in _certifications(qualification, "issued", at):
        _move(row, "suspend", at, reason.strip())
        record(event="award.suspended", by=by, at=at, subject=row, organization=row.organization)


@transaction.atomic
def resume_certification(*, qualification: Qualification, by: Person | None, at: datetime) -> bool:
    """End the suspension of a certification that still holds; whether there was one."""
    rows = _certifications(qualification, "suspended", at)
    for row in rows:
        _move(row, "reinstate", at)
        record(event="award.reinstated", by=by, at=at, subject=row, organization=row.organization)
    return bool(rows)


def _certifications(qualification: Qualification, state: str, at: datetime) -> list[Award]:
    rows = Award.objects.filter(earner=qualification.person, qualification=qualification, state=state)
    return list(rows.filter(expires_at__gt=at).select_for_update(no_key=True, of=("self",)))


def drawing_of(*, svg: str, at: datetime) -> Drawing:
    """The drawing, kept once however many awards show it from `at` on."""
    digest = hashlib.sha256(svg.encode()).hexdigest()
    return Drawing.objects.get_or_create(digest=digest, defaults={"svg": svg})[0]


def form_of(*, text: str, at: datetime) -> Form:
    """The form, kept once however many documents are signed with it from `at` on."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Form.objects.get_or_create(digest=digest, defaults={"text": text})[0]


def _made(award: Award, *, earned_at: datetime, by: Person | None, at: datetime) -> Award:
    organization = award.organization
    award.earned_at, award.made_at, award.changed_at = earned_at, at, at
    award.earned_on = earned_at.astimezone(ZoneInfo(organization.time_zone)).date()
    award.status_list = list_with_room(organization=organization, at=at)
    award.status_index = free_index(award.status_list)
    award.save(force_insert=True)
    record(
        event="award.made",
        by=by,
        at=at,
        subject=award,
        organization=organization,
        edition=award.what.digest,
    )
    count_places([award.status_list_id])
    return award


@transaction.atomic
def issue(*, award: Award, text: str, signing_key: SigningKey, by: Person | None, at: datetime) -> Credential:
    """Keep the signed document of an award. There is one, however often this is called."""
    row = Award.objects.select_for_update(no_key=True).get(pk=award.pk)
    if standing := Credential.objects.filter(award=row).first():
        return standing
    credential = Credential.objects.create(
        award=row,
        own=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        signing_key=signing_key,
        signed_at=at,
    )
    _move(row, "issue", at)
    record(
        event="award.issued",
        by=by,
        at=at,
        subject=row,
        organization=row.organization,
        sha256=credential.sha256,
    )
    demand_sound(signing_key)
    return credential


def _move(award: Award, move: str, at: datetime, reason: str = "") -> None:
    award.state = LIFE.after(move, award.state)
    award.changed_at, award.reason = at, reason
    award.save(update_fields=["state", "changed_at", "reason"])


def _corrected(award: Award, move: str, event: str, reason: str, by: Person, at: datetime) -> Award:
    row = Award.objects.select_for_update(no_key=True).get(pk=award.pk)
    demand(access.may_issue(by, row.organization, at=at))
    if move != "reinstate" and not reason.strip():
        raise Refused(no("no_reason", "Say why. The public page shows these words."))
    _move(row, move, at, reason.strip())
    record(event=event, by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def suspend(*, award: Award, reason: str, by: Person, at: datetime) -> Award:
    """Suspend an award; its page says so at once."""
    return _corrected(award, "suspend", "award.suspended", reason, by, at)


@transaction.atomic
def reinstate(*, award: Award, by: Person, at: datetime) -> Award:
    """End a suspension."""
    return _corrected(award, "reinstate", "award.reinstated", "", by, at)


@transaction.atomic
def revoke(*, award: Award, reason: str, by: Person, at: datetime) -> Award:
    """Revoke for good; for fraud or an error of identity only."""
    return _corrected(award, "revoke", "award.revoked", reason, by, at)
