"""What credentials of one kind share, remembered in a process from one request to the next.

Nothing is remembered under a name that could come to mean something else: whatever a document is made from is part of
the name it is remembered by, so that a change shows with the very next award.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings

from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.queries import whole_edition
from cairn.domain.issuing import operations, queries
from cairn.domain.issuing.models import Award, SigningKey, StatusList
from cairn.domain.issuing.operations import Past
from cairn.domain.people.models import Organization, Person
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.press import Press
from cairn.workflows import addresses, awarding, crediting
from cairn.workflows.past_offers import Offers

KINDS: Final = 256
PLACES_AT_ONCE: Final = 1024
"""So many at a time, since each drawing asks the database; and no more, since other processes draw too."""
press: Final = Press(KINDS)
Written = tuple[Past, Edition, str]
"""An award with its document, what it is for, and the address that the document says."""


def offers_of(organization: Organization) -> Offers:
    """What the organization has published."""
    editions = Edition.objects.filter(micro_credential__organization=organization)
    latest = editions.order_by("-pk").values_list("public_id", flat=True).first()
    return _offers(organization, organization.name, organization.time_zone, latest)


@lru_cache(maxsize=KINDS)
def _offers(organization: Organization, name: str, zone: str, latest: UUID | None) -> Offers:
    return Offers(organization)


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
        self._places: dict[int, Iterator[tuple[StatusList, int]]] = {}
        self._drawings: dict[tuple[int, int], int] = {}
        self._forms: dict[str, int] = {}

    def place(self, organization: Organization, *, at: datetime) -> tuple[StatusList, int]:
        """A place that nothing has."""
        if found := next(self._places.get(organization.pk, iter(())), None):
            return found
        drawn = operations.free_places(organization=organization, count=PLACES_AT_ONCE, at=at)
        self._places[organization.pk] = iter(drawn)
        return next(self._places[organization.pk])

    def drawing(self, edition: Edition, organization: Organization, *, at: datetime) -> int:
        """The key of the drawing of an edition's badge."""
        what = organization.pk, edition.pk
        if what not in self._drawings:
            svg = awarding.art_of(edition, organization)
            self._drawings[what] = operations.drawing_of(svg=svg, at=at).pk
        return self._drawings[what]

    def form(self, text: str, *, at: datetime) -> int | None:
        """The key of a document's form; none where it is kept whole."""
        if text and text not in self._forms:
            self._forms[text] = operations.form_of(text=text, at=at).pk
        return self._forms.get(text)

    def forget(self) -> None:
        """Ask the database anew."""
        self._places.clear()
        self._drawings.clear()
        self._forms.clear()


class Writer:
    """Gives awards that are recorded together their places and documents, signed with one key at one instant."""

    def __init__(self, memory: Memory, *, organization: Organization, key: SigningKey, at: datetime) -> None:
        self._memory, self._organization, self._key, self._at = memory, organization, key, at
        self._signer = crediting.signer_for(organization, key)
        self._likes: dict[int, parts.Credential] = {}
        self._lists: dict[int, str] = {}

    def write(self, award: Past, *, edition: Edition, email: str) -> None:
        """Give the award a place that nothing is known to have, and its signed document."""
        status_list, award.status_index = self._memory.place(self._organization, at=self._at)
        award.status_list = status_list.pk
        said = self._credential(award, self._like(edition), email, self._address(status_list))
        # A whole second: what a key adds to a document is then computed once a second.
        written = press.write(said, signer=self._signer, created=self._at.replace(microsecond=0))
        award.form, award.own = self._memory.form(written.form, at=self._at), written.own
        award.sha256 = hashlib.sha256(written.text.encode()).hexdigest()

    def settle(self, written: Sequence[Written]) -> None:
        """Write anew what was given a place that another process gave away meanwhile.

        To be called while nobody else records for the same token; then all but few places are free.
        """
        drawn = defaultdict[int, list[int]](list)
        for award, _, _ in written:
            drawn[award.status_list].append(award.status_index)
        gone = {(one, index) for one in drawn for index in queries.taken(one, drawn[one])}
        late = [each for each in written if (each[0].status_list, each[0].status_index) in gone]
        for award, edition, email in late:
            self.write(award, edition=edition, email=email)
        if late:
            self.settle(late)

    def _credential(
        self, award: Past, like: parts.Credential, email: str, list_address: str
    ) -> parts.Credential:
        image = like.image
        return parts.Credential(
            id=addresses.absolute(addresses.credential(award.public_id)),
            issuer=like.issuer,
            achievement=like.achievement,
            recipient=parts.RecipientIdentity(email=email, salt=secrets.token_urlsafe(16)),
            valid_from=award.earned_at,
            awarded=self._at,
            valid_until=award.expires_at,
            image=image and replace(image, id=addresses.absolute(addresses.badge_image(award.public_id))),
            subject_id=crediting.new_subject(),
            evidence=like.evidence,
            status=parts.StatusEntry(list_address=list_address, index=award.status_index),
        )

    def _like(self, edition: Edition) -> parts.Credential:
        """What all of a kind say, as the very same objects of issuer and achievement."""
        if edition.pk not in self._likes:
            organization = self._organization
            profile = getattr(organization, "issuer_profile", None)
            self._likes[edition.pk] = _example(
                edition.public_id,
                self._key.public_id,
                organization,
                (organization.slug, organization.name, organization.about, settings.PUBLIC_URL),
                profile.changed_at if profile else None,
                self._at.astimezone(ZoneInfo(organization.time_zone)).date(),
            )
        return self._likes[edition.pk]

    def _address(self, status_list: StatusList) -> str:
        if status_list.pk not in self._lists:
            self._lists[status_list.pk] = crediting.status_address(status_list, self._organization, self._key)
        return self._lists[status_list.pk]
