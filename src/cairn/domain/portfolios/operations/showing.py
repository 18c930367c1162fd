"""Choosing what a badge shows to whom, what she says about it, and where it is pinned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.evidence.models import RoundPiece
from cairn.domain.issuing.models import Award
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.portfolios import access
from cairn.domain.portfolios.models import Audience, Badge, Showing, ShownPiece, of
from cairn.engines.verdict import demand


def _kept(badge: Badge, by: Person, at: datetime, **told: Any) -> Showing:
    """What the award shows, with these values from now on."""
    demand(access.may_show(by, badge))
    made, _ = Showing.objects.update_or_create(**of(badge), defaults={**told, "person": by, "changed_at": at})
    badge.showing = made
    return made


@transaction.atomic
def show(*, badge: Badge, audience: str, named: bool, by: Person, at: datetime) -> Showing:
    """Choose who sees the badge, and whether her name stands on it."""
    made = _kept(badge, by, at, audience=Audience(audience), named=named)
    record(event="badge.shown", by=by, at=at, subject=badge, audience=str(made.audience), named=named)
    return made


@transaction.atomic
def say(*, badge: Badge, narrative: str, by: Person, at: datetime) -> Showing:
    """Say something about the badge in her own words."""
    return _kept(badge, by, at, narrative=narrative.strip())


@transaction.atomic
def show_piece(*, badge: Award, piece: RoundPiece, audience: str, by: Person, at: datetime) -> None:
    """Choose who sees a piece of evidence beside the badge, as far as its consent goes."""
    demand(access.may_show_piece(by, badge, piece, audience))
    made = _kept(badge, by, at)
    if audience == Audience.PRIVATE:
        ShownPiece.objects.filter(showing=made, piece=piece).delete()
    else:
        told = {"audience": Audience(audience), "changed_at": at}
        ShownPiece.objects.update_or_create(showing=made, piece=piece, defaults=told)
    record(event="evidence.shown", by=by, at=at, subject=badge, piece=str(piece.public_id), audience=audience)


@transaction.atomic
def pin(*, badge: Badge, by: Person, at: datetime) -> Showing:
    """Let the badge stand first in her portfolio, after those pinned before. Doing so twice changes nothing."""
    pinned = _pinned(by)
    if any(one.badge == badge for one in pinned):
        return _kept(badge, by, at)
    return _kept(badge, by, at, place=len(pinned) + 1)


@transaction.atomic
def unpin(*, badge: Badge, by: Person, at: datetime) -> None:
    """Let the badge stand among the others again."""
    _kept(badge, by, at, place=None)
    _number([one for one in _pinned(by) if one.badge != badge])


@transaction.atomic
def move_pin(*, badge: Badge, up: bool, by: Person, at: datetime) -> None:
    """Swap a pinned badge with the one before it or after it; at the end of the row nothing happens."""
    demand(access.may_show(by, badge))
    pinned = _pinned(by)
    here = next((place for place, one in enumerate(pinned) if one.badge == badge), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is not None and there is not None and 0 <= there < len(pinned):
        pinned[here], pinned[there] = pinned[there], pinned[here]
    _number(pinned)


def _pinned(person: Person) -> list[Showing]:
    rows = Showing.objects.select_for_update(no_key=True, of=("self",)).filter(
        person=person, place__isnull=False
    )
    return list(rows.select_related("award", "foreign").order_by("place", "pk"))


def _number(pinned: list[Showing]) -> None:
    for place, one in enumerate(pinned, start=1):
        if one.place != place:
            Showing.objects.filter(pk=one.pk).update(place=place)
