"""Sharing by an address of its own, which ends, can be withdrawn, and counts how often it was opened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.portfolios import access
from cairn.domain.portfolios.models import Audience, Badge, Collection, Opening, ShareLink, Showing
from cairn.domain.portfolios.operations.showing import show
from cairn.domain.portfolios.tokens import digest_of, token_of
from cairn.engines.verdict import Refused, demand, no


@transaction.atomic
def make_link(
    *, what: Badge | Collection, label: str, expires_at: datetime | None, by: Person, at: datetime
) -> ShareLink:
    """Make an address for one who is to see a badge or a collection; what she kept to herself is shown by link."""
    if expires_at is not None and expires_at <= at:
        raise Refused(no("past", "Choose a day after today for the link to end."))
    opened: dict[str, Any] = (
        {"collection": _collection(what, by)}
        if isinstance(what, Collection)
        else {"showing": _badge(what, by, at)}
    )
    identity = uuid4()
    made = ShareLink.objects.create(
        public_id=identity,
        person=by,
        digest=digest_of(token_of(identity)),
        label=label.strip(),
        made_at=at,
        expires_at=expires_at,
        **opened,
    )
    record(event="share_link.made", by=by, at=at, subject=made)
    return made


def _collection(collection: Collection, by: Person) -> Collection:
    demand(access.owns(by, collection))
    if collection.audience == Audience.PRIVATE:
        collection.audience = Audience.LINK
        collection.save(update_fields=["audience"])
    return collection


def _badge(badge: Badge, by: Person, at: datetime) -> Showing:
    demand(access.may_show(by, badge))
    found = access.showing_of(badge)
    if found is not None and found.audience != Audience.PRIVATE:
        return found
    return show(badge=badge, audience=Audience.LINK, named=bool(found and found.named), by=by, at=at)


@transaction.atomic
def withdraw(*, link: ShareLink, by: Person, at: datetime) -> None:
    """Let a link lead nowhere from now on; doing so twice changes nothing."""
    demand(access.may_withdraw(by, link))
    if ShareLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=at):
        record(event="share_link.withdrawn", by=by, at=at, subject=link)


def count_opening(*, link: ShareLink, at: datetime) -> None:
    """Count that somebody opened the link on this day; nothing of who it was is kept."""
    on = at.astimezone(UTC).date()
    if not Opening.objects.filter(link=link, on=on).update(count=F("count") + 1):
        _, new = Opening.objects.get_or_create(link=link, on=on)
        if not new:
            Opening.objects.filter(link=link, on=on).update(count=F("count") + 1)
