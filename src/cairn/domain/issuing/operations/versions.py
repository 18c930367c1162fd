"""Correcting what a badge says: another version of the same award, signed anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.issuing import access
from cairn.domain.issuing.models import Award, Credential, FormerCredential, SigningKey
from cairn.domain.issuing.operations.keys import demand_sound
from cairn.domain.issuing.operations.lists import count_places, free_index, list_with_room
from cairn.domain.issuing.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

Sign = Callable[[Award, str], tuple[str, SigningKey]]
"""Signs what an award says now, told the text of its former version: the signed text, and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a badge is to say from now on. An empty name or address is that of the earner's account."""

    name: str
    email: str
    earned_on: date


@transaction.atomic
def reissue(
    *, award: Award, version: int, correction: Correction, reason: str, sign: Sign, by: Person, at: datetime
) -> Award:
    """Sign another version of an award, and revoke the place of the former one; both keep the badge's id.

    `version` is the one that was corrected, so that nobody does so twice.
    """
    row = Award.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    award = row.get(pk=award.pk)
    demand(access.may_issue(by, award.organization, at=at))
    if not reason.strip():
        raise Refused(no("no_reason", "Say what you corrected. Her letter says it in these words."))
    standing = Credential.objects.filter(award=award).first()
    if standing is None or standing.version != version:
        raise Refused(no("moved_on", "This badge was corrected while you wrote. Look at what it says now."))
    award.state = LIFE.after("reissue", award.state)
    _put_away(standing, award, reason.strip(), at)
    _correct(award, correction, at)
    text, key = sign(award, standing.text)
    before = standing.sha256
    standing.version, standing.text, standing.signing_key, standing.signed_at = version + 1, text, key, at
    standing.sha256 = hashlib.sha256(text.encode()).hexdigest()
    standing.save()
    record(
        event="award.reissued",
        by=by,
        at=at,
        subject=award,
        organization=award.organization,
        version=standing.version,
        sha256=standing.sha256,
        before=before,
    )
    count_places([award.status_list_id])
    demand_sound(key)
    return award


def _put_away(standing: Credential, award: Award, reason: str, at: datetime) -> None:
    FormerCredential.objects.create(
        award=award,
        version=standing.version,
        text=standing.text,
        sha256=standing.sha256,
        signing_key_id=standing.signing_key_id,
        signed_at=standing.signed_at,
        status_list_id=award.status_list_id,
        status_index=award.status_index,
        reason=reason,
        replaced_at=at,
    )


def _correct(award: Award, correction: Correction, at: datetime) -> None:
    award.named, award.addressed = correction.name.strip(), correction.email.strip().lower()
    if correction.earned_on != award.earned_on:
        _date(award, correction.earned_on)
    award.status_list = list_with_room(organization=award.organization, at=at)
    award.status_index = free_index(award.status_list)
    award.changed_at = at
    award.save()


def _date(award: Award, day: date) -> None:
    earned_at = datetime.combine(day, time(), ZoneInfo(award.organization.time_zone))
    if earned_at > award.made_at or (award.expires_at and earned_at >= award.expires_at):
        raise Refused(no("date", "Give a day before the badge was issued, and before it expires."))
    same = Award.objects.filter(earner=award.earner_id, edition=award.edition_id, earned_on=day)
    if award.edition_id and same.exclude(pk=award.pk).exists():
        raise Refused(no("date", "She has a badge for this from that very day already."))
    award.earned_at, award.earned_on = earned_at, day
