"""Making collections of badges and putting them in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.portfolios import access
from cairn.domain.portfolios.models import Audience, Badge, Collection, Placement, of
from cairn.engines.verdict import Refused, demand, no


def _titled(title: str) -> str:
    if not (kept := title.strip()):
        raise Refused(no("no_title", "Give the collection a name."))
    return kept


@transaction.atomic
def make(*, title: str, by: Person, at: datetime) -> Collection:
    """Begin a collection, which she alone sees."""
    return Collection.objects.create(person=by, title=_titled(title), made_at=at, changed_at=at)


@transaction.atomic
def change(
    *,
    collection: Collection,
    title: str,
    words: str,
    cover: str,
    audience: str,
    named: bool,
    by: Person,
    at: datetime,
) -> Collection:
    """Say what the collection is called, what she says about it, how it looks and who sees it."""
    demand(access.owns(by, collection))
    before = collection.audience
    collection.title, collection.words, collection.named = _titled(title), words.strip(), named
    collection.cover, collection.audience = Collection.Cover(cover), Audience(audience)
    collection.changed_at = at
    collection.save()
    if before != collection.audience:
        record(event="collection.shown", by=by, at=at, subject=collection, audience=str(collection.audience))
    return collection


@transaction.atomic
def remove(*, collection: Collection, by: Person, at: datetime) -> None:
    """Give up a collection and its links; its badges stay."""
    demand(access.owns(by, collection))
    record(event="collection.removed", by=by, at=at, subject=collection)
    collection.delete()


@transaction.atomic
def put_in(*, collection: Collection, badge: Badge, by: Person, at: datetime) -> Placement:
    """Add a badge at the end. Doing so twice changes nothing."""
    demand(access.owns(by, collection))
    demand(access.may_show(by, badge))
    last = Placement.objects.filter(collection=collection).count()
    made, new = Placement.objects.get_or_create(
        collection=collection, **of(badge), defaults={"position": last + 1}
    )
    if new:
        _touched(collection, at)
    return made


@transaction.atomic
def take_out(*, collection: Collection, placement: Placement, by: Person, at: datetime) -> None:
    """Take a badge out of the collection; it stays in her portfolio."""
    demand(access.owns(by, collection))
    Placement.objects.filter(pk=placement.pk, collection=collection).delete()
    _number(list(Placement.objects.filter(collection=collection).order_by("position", "pk")))
    _touched(collection, at)


@transaction.atomic
def arrange(*, collection: Collection, order: Sequence[int], by: Person, at: datetime) -> None:
    """Put the badges in this order of placements (by primary key); those not named follow as they stood."""
    demand(access.owns(by, collection))
    rows = Placement.objects.select_for_update(no_key=True).filter(collection=collection)
    wanted = {pk: place for place, pk in enumerate(order)}
    standing = rows.order_by("position", "pk")
    _number(sorted(standing, key=lambda one: wanted.get(one.pk, len(wanted))))
    _touched(collection, at)


def _number(rows: Sequence[Placement]) -> None:
    for position, one in enumerate(rows, start=1):
        if one.position != position:
            Placement.objects.filter(pk=one.pk).update(position=position)


def _touched(collection: Collection, at: datetime) -> None:
    Collection.objects.filter(pk=collection.pk).update(changed_at=at)
