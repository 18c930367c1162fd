"""What credentials of one kind share, remembered in a process from one request to the next.

Nothing is remembered under a name that could come to mean something else: whatever a document is made from is part of
the name it is remembered by, so that a change shows with the very next award.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings

from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.queries import whole_edition
from cairn.domain.issuing import operations
from cairn.domain.issuing.models import Award, SigningKey, StatusList
from cairn.domain.people.models import Organization, Person
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.press import Press
from cairn.workflows import addresses, awarding, crediting
from cairn.workflows.past_offers import Offers

KINDS: Final = 256
PLACES_AT_ONCE: Final = 4096
"""So many at a time, since all that are taken have to be read first."""
press: Final = Press(KINDS)


def offers_of(organization: Organization) -> Offers:
    """What the organization has published."""
    editions = Edition.objects.filter(micro_credential__organization=organization)
    latest = editions.order_by("-pk").values_list("public_id", flat=True).first()
    return _offers(organization, organization.name, organization.time_zone, latest)


@lru_cache(maxsize=KINDS)
def _offers(organization: Organization, name: str, zone: str, latest: UUID | None) -> Offers:
    return Offers(organization)


def credential_of(
    *,
    edition: Edition,
    organization: Organization,
    key: SigningKey,
    email: str,
    identity: UUID,
    earned_at: datetime,
    expires_at: datetime | None,
    place: tuple[StatusList, int],
    at: datetime,
) -> parts.Credential:
    """What one award's credential says; all of a kind share the very objects of issuer and achievement."""
    like = _like(edition, organization, key, at)
    status_list, index = place
    return replace(
        like,
        id=addresses.absolute(addresses.credential(identity)),
        subject_id=crediting.new_subject(),
        recipient=parts.RecipientIdentity(email=email, salt=secrets.token_urlsafe(16)),
        valid_from=earned_at,
        valid_until=expires_at,
        awarded=at,
        image=like.image and replace(like.image, id=addresses.absolute(addresses.badge_image(identity))),
        status=parts.StatusEntry(
            list_address=crediting.status_address(status_list, organization, key), index=index
        ),
    )


def _like(edition: Edition, organization: Organization, key: SigningKey, at: datetime) -> parts.Credential:
    profile = getattr(organization, "issuer_profile", None)
    return _example(
        edition.public_id,
        key.public_id,
        organization,
        (organization.slug, organization.name, organization.about, settings.PUBLIC_URL),
        profile.changed_at if profile else None,
        at.astimezone(ZoneInfo(organization.time_zone)).date(),
    )


@lru_cache(maxsize=KINDS)
def _example(
    edition: UUID,
    key: UUID,
    organization: Organization,
    said: tuple[str, ...],
    described_at: datetime | None,
    day: date,
) -> parts.Credential:
    """What the path of a single award would let one say that is recorded on this day."""
    at = datetime.combine(day, time(12), ZoneInfo(organization.time_zone))
    award = Award(
        import_row_id=1,
        edition=whole_edition().get(public_id=edition),
        organization=organization,
        earner=Person(email="somebody@example.org"),
        earned_at=at,
        made_at=at,
        status_list=StatusList(public_id=uuid4()),
        status_index=0,
    )
    signed_by = SigningKey.objects.get(public_id=key)
    return crediting.credential_for(award, signed_by, salt=secrets.token_urlsafe(16))


class Memory:
    """Rows that are known to be there: drawings, and free places in status lists.

    Places are taken only with an award: what somebody else took meanwhile the database refuses, and then all is
    forgotten.
    """

    def __init__(self) -> None:
        self._places: dict[Organization, Iterator[tuple[StatusList, int]]] = {}
        self._drawings: dict[tuple[Organization, Edition], int] = {}

    def place(self, organization: Organization, *, at: datetime) -> tuple[StatusList, int]:
        """A place that nothing has."""
        if found := next(self._places.get(organization, iter(())), None):
            return found
        places = operations.Places(organization=organization, most=PLACES_AT_ONCE)
        self._places[organization] = iter(places.draw(count=PLACES_AT_ONCE, at=at))
        return next(self._places[organization])

    def drawing(self, edition: Edition, organization: Organization, *, at: datetime) -> int:
        """The key of the drawing of an edition's badge."""
        if (organization, edition) not in self._drawings:
            svg = awarding.art_of(edition, organization)
            self._drawings[organization, edition] = operations.drawing_of(svg=svg, at=at).pk
        return self._drawings[organization, edition]

    def forget(self) -> None:
        """Ask the database anew."""
        self._places.clear()
        self._drawings.clear()
