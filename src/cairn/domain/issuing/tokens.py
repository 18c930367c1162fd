"""Reading the tokens by which programs award, and what programs asked for before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from cairn.domain.issuing.models import AccessToken, Award, TokenRequest
from cairn.domain.people.models import Organization, Person

What = tuple[int, int, date]
"""Who earned what, and when: the primary keys of the person and of the micro-credential, and the day."""


def tokens_of(organization: Organization) -> QuerySet[AccessToken]:
    """The organization's tokens, those in use first, then the latest first."""
    rows = AccessToken.objects.filter(organization=organization).select_related("made_by", "run")
    return rows.order_by(F("revoked_at").desc(nulls_first=True), "-made_at", "-pk")


def tokens_shown(digests: Collection[str]) -> dict[str, AccessToken]:
    """The tokens that hold, by their digests, with whom they are of."""
    rows = AccessToken.objects.filter(digest__in=digests, revoked_at=None)
    found = rows.select_related("organization__issuer_profile", "run")
    return {token.digest: token for token in found.defer("organization__issuer_profile__image")}


def answered(token: AccessToken, keys: Collection[str]) -> dict[str, tuple[str, UUID]]:
    """The requests named by these keys that were answered: the digest of each, and the award that came of it."""
    rows = TokenRequest.objects.filter(token=token, key__in=keys)
    return {
        key: (digest, award)
        for key, digest, award in rows.values_list("key", "digest", "row__award__public_id")
    }


def awarded_before(organization: Organization, people: Iterable[Person]) -> dict[What, UUID]:
    """What the organization awarded these people, whatever became of it."""
    rows = Award.objects.filter(organization=organization, earner__in=list(people), edition__isnull=False)
    found = rows.values_list("earner", "edition__micro_credential", "earned_on", "public_id")
    return {(earner, row, day): public_id for earner, row, day, public_id in found}
