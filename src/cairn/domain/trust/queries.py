"""Reading the register of known issuers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from cairn.domain.trust.models import ListOfIssuers, Pin
from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.openbadges.trust import KnownIssuer

IN_FORCE = Q(removed_at=None) & (Q(of_list=None) | Q(of_list__removed_at=None))


def pins() -> QuerySet[Pin]:
    """Every pin in force with its keys, by the issuer's name."""
    rows = Pin.objects.filter(IN_FORCE).select_related("of_list", "pinned_by", "organization")
    return rows.prefetch_related("keys").order_by("name", "pk")


def entries_of(issuer: str) -> list[KnownIssuer]:
    """What the register holds of an issuer, from every source."""
    return [pin.entry for pin in pins().filter(identifier=issuer).order_by("pk")]


def found(words: str) -> QuerySet[Pin]:
    """The pins in which every word stands: in the name, the identifier or the source."""
    rows = pins()
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(identifier__icontains=word) | Q(source__icontains=word)
        )
    return rows


def lists() -> QuerySet[ListOfIssuers]:
    """The lists in force, with `issuers`, the number each names."""
    rows = ListOfIssuers.objects.filter(removed_at=None).select_related("kept_by", "organization")
    return rows.annotate(issuers=Count("pins")).order_by("name", "pk")


def contradicted(shown: Iterable[Pin]) -> set[int]:
    """Which of these pins (by primary key) another in force contradicts: another key under the same name."""
    listed = list(shown)
    told: dict[str, set[PublicKey]] = defaultdict(set)
    for pin in pins().filter(identifier__in={pin.identifier for pin in listed}):
        for key in pin.keys.all():
            told[key.method].add(key.public)
    return {pin.pk for pin in listed if any(len(told[key.method]) > 1 for key in pin.keys.all())}
