"""Reading frameworks: the tree level by level, one item, and finding items by code or words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from cairn.domain.frameworks.models import AlignedTo, Association, Framework, Item, Place
from cairn.domain.people.models import Organization

CHILD = "isChildOf"
DEEPEST = 20
TELLING = 3
"""So many letters and digits a code needs to be told apart without its framework."""


def frameworks(organization: Organization | None = None) -> QuerySet[Framework]:
    """All frameworks, or those that an organization brought, each with `item_count`."""
    found = Framework.objects.select_related("organization").order_by("title", "pk")
    if organization is not None:
        found = found.filter(organization=organization)
    return found.annotate(item_count=Count("items", filter=Q(items__retired_at=None)))


def level(framework: Framework, parent: Item | None = None) -> QuerySet[Place]:
    """The places below `parent` (at the top, without one) in order, each with `below_count` of its item."""
    return (
        Place.objects.filter(framework=framework, parent=parent)
        .select_related("item")
        .annotate(below_count=Count("item__below"))
        .order_by("position")
    )


def item(identifier: UUID) -> Item | None:
    """The item of this identifier, whichever framework it belongs to, retired ones included."""
    return Item.objects.select_related("framework__organization").filter(identifier=identifier).first()


def by_code(code: str, framework: str) -> Item | None:
    """The one item in use with this code in the framework of this title; in any, where none is titled so.

    None where no item or more than one bears the code, and for a code such as “6” without its framework: too many
    frameworks count so.
    """
    bearing = (
        Item.objects.filter(retired_at=None, code__iexact=code.strip())
        if code.strip()
        else Item.objects.none()
    )
    if Framework.objects.filter(title__iexact=framework.strip()).exists():
        bearing = bearing.filter(framework__title__iexact=framework.strip())
    elif sum(map(str.isalnum, code)) < TELLING:
        return None
    found = list(bearing[:2])
    return found[0] if len(found) == 1 else None


def parents(item: Item) -> list[Item]:
    """What the item stands below, in the order of the file; empty at the top."""
    return list(Item.objects.filter(below__item=item).order_by("below__pk"))


def trail(item: Item) -> list[Item]:
    """The way from the top down to the item, by its first parents, without the item."""
    found: list[Item] = []
    above = parents(item)
    while above and len(found) < DEEPEST:
        found.insert(0, above[0])
        above = parents(above[0])
    return found


def related(item: Item) -> QuerySet[Association]:
    """What the framework says of the item beside the tree, with both ends."""
    return (
        Association.objects.filter(Q(origin=item) | Q(destination=item))
        .exclude(kind=CHILD)
        .select_related("origin", "destination")
        .order_by("kind", "sequence", "pk")
    )


def retired(framework: Framework) -> QuerySet[Item]:
    """Items that the newest file no longer holds."""
    return framework.items.exclude(retired_at=None).order_by("code", "pk")


def search(text: str, *, framework: Framework | None = None, limit: int = 20) -> list[Item]:
    """Items in use that hold every word of `text`, those whose code it is first; nothing for no words."""
    words = text.lower().split()[:12]
    if not words:
        return []
    found = Item.objects.filter(retired_at=None).select_related("framework")
    if framework is not None:
        found = found.filter(framework=framework)
    for word in words:
        found = found.filter(words__contains=word)
    code = " ".join(text.split())
    rank = Case(
        When(code__iexact=code, then=Value(0)),
        When(code__istartswith=code, then=Value(1)),
        When(abbreviated__icontains=code, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(found.annotate(rank=rank).order_by("rank", "framework__title", "pk")[:limit])


def aligned(identifier: UUID) -> QuerySet[AlignedTo]:
    """The published micro-credentials that serve an item."""
    return AlignedTo.objects.filter(identifier=identifier).order_by("title", "pk")


def served_by(micro_credential: UUID) -> set[UUID]:
    """The items that a published micro-credential serves."""
    return set(
        AlignedTo.objects.filter(micro_credential=micro_credential).values_list("identifier", flat=True)
    )


def alignment_counts(identifiers: Sequence[UUID]) -> dict[UUID, int]:
    """How many micro-credentials serve each of the items; items that none serves are left out."""
    counted = AlignedTo.objects.filter(identifier__in=identifiers).values_list("identifier")
    return dict(counted.annotate(Count("pk")).order_by())
