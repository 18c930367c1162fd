"""What verifying a badge again found, and what of it is news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cairn.domain.foreign import access
from cairn.domain.foreign.models import Change, ForeignBadge
from cairn.domain.foreign.operations.keeping import Judged
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand


@dataclass(frozen=True, slots=True)
class Noticed:
    """A change, of one of `Change.Kind`, in words for its earner."""

    kind: str
    words: str


@transaction.atomic
def note_check(
    *, badge: ForeignBadge, judged: Judged, news: Sequence[Noticed], check_on: date, at: datetime
) -> list[Change]:
    """Note a verification that could be made; the changes, in the order of the news."""
    badge.standing, badge.confirmed, badge.ground = judged.standing, judged.confirmed, judged.ground
    badge.genuine, badge.report = judged.genuine, dict(judged.report)
    badge.given_to, badge.hers = judged.given_to, bool(judged.given_to)
    badge.verified_at, badge.failures, badge.check_on = at, 0, check_on
    if judged.asked:
        badge.asked_at = at
    badge.save(
        update_fields=[
            "standing",
            "confirmed",
            "ground",
            "genuine",
            "report",
            "given_to",
            "hers",
            "verified_at",
            "failures",
            "check_on",
            "asked_at",
        ]
    )
    return _told(badge, news, at)


@transaction.atomic
def note_silence(
    *, badge: ForeignBadge, news: Sequence[Noticed], check_on: date, at: datetime
) -> list[Change]:
    """Note that its issuer's site could not be asked: what is known of the badge stays as it is."""
    badge.failures, badge.check_on = min(badge.failures + 1, 1_000), check_on
    badge.save(update_fields=["failures", "check_on"])
    return _told(badge, news, at)


def _told(badge: ForeignBadge, news: Sequence[Noticed], at: datetime) -> list[Change]:
    made = Change.objects.bulk_create(
        Change(badge=badge, kind=one.kind, words=one.words, noticed_at=at) for one in news
    )
    for change in made:
        record(event="foreign.changed", by=None, at=at, subject=badge, change=change.kind)
    return made


def see_changes(*, badge: ForeignBadge, by: Person, at: datetime) -> None:
    """Note that she was shown what is new about a badge. Twice changes nothing."""
    demand(access.owns(by, badge))
    Change.objects.filter(badge=badge, seen_at=None, noticed_at__lte=at).update(seen_at=at)
