"""Reading awards, keys and status lists."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.issuing.models import Award, SigningKey, StatusList
from cairn.domain.people.models import Organization, Person


def awards() -> QuerySet[Award]:
    return Award.objects.select_related(
        "edition", "organization", "earner", "credential", "status_list", "attempt__micro_credential"
    )


def awards_of(person: Person) -> QuerySet[Award]:
    """The person's awards, the latest first."""
    return awards().filter(earner=person).exclude(state="made").order_by("-earned_on", "-pk")


def awards_by(organization: Organization) -> QuerySet[Award]:
    """What the organization awarded, the latest first."""
    return awards().filter(organization=organization).order_by("-made_at", "-pk")


def signing_key(organization: Organization, *, at: datetime) -> SigningKey | None:
    """The key that the issuer signs with now."""
    return SigningKey.objects.filter(organization=organization, retired_at=None, since__lte=at).first()


def keys_of(organization: Organization) -> QuerySet[SigningKey]:
    """All keys, retired ones too, oldest first."""
    return SigningKey.objects.filter(organization=organization).order_by("since", "pk")


def revoked_indexes(status_list: StatusList) -> list[int]:
    """The indexes of a list whose bit is set."""
    return list(
        Award.objects.filter(status_list=status_list, state="revoked")
        .order_by("status_index")
        .values_list("status_index", flat=True)
    )


def awards_found(organization: Organization, *, words: str = "", state: str = "") -> QuerySet[Award]:
    """What the organization awarded, by state and by words of the title or the earner's name or address."""
    found = awards_by(organization)
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(
            Q(edition__title__icontains=word)
            | Q(earner__display_name__icontains=word)
            | Q(earner__legal_name__icontains=word)
            | Q(earner__email__icontains=word)
        )
    return found
