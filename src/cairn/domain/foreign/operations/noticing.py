"""What verifying a badge again found, and what of it is news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cairn.domain.foreign import access
from cairn.domain.foreign.models import Change, ForeignBadge
from cairn.domain.foreign.operations.keeping import Judged, as_judged
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
    """Note a verification that could be made; the changes, in the order of the news.

    None where a newer file took the badge's place in the meantime.
    """
    found = as_judged(judged, at) | {"check_on": check_on}
    if judged.silent:
        found["failures"] = badge.failures + 1
    return _noted(badge, found, news, at)


@transaction.atomic
def note_silence(
    *, badge: ForeignBadge, news: Sequence[Noticed], failures: int, check_on: date, at: datetime
) -> list[Change]:
    """Note that its issuer's site could not be asked: what is known of the badge stays as it is.

    `failures` is how often in a row.
    """
    return _noted(badge, {"failures": min(failures, 1_000), "check_on": check_on}, news, at)


def _noted(
    badge: ForeignBadge, found: Mapping[str, Any], news: Sequence[Noticed], at: datetime
) -> list[Change]:
    if not ForeignBadge.objects.filter(pk=badge.pk, digest=badge.digest).update(**found):
        return []
    for name, value in found.items():
        setattr(badge, name, value)
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
