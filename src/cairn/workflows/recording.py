"""Recording past achievements: many awards at once, in batches that each happen wholly or not at all.

A batch is made ready without holding anything: rows, people, places in the status list, signed documents. Then it is
kept in one transaction, unless somebody else dealt with its rows meanwhile; so it is short, and safe to repeat.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.operations import count_award
from cairn.domain.catalog.queries import whole_edition
from cairn.domain.issuing import operations
from cairn.domain.issuing.imported import earned_before, rows_left
from cairn.domain.issuing.models import Award, Drawing, Import, ImportRow, SigningKey
from cairn.domain.issuing.operations import Signed
from cairn.domain.outbox.operations import Parcel, put_each
from cairn.domain.people.models import Person
from cairn.domain.people.operations import register_each
from cairn.domain.people.queries import people_with_emails
from cairn.engines.openbadges import parts
from cairn.workflows import awarding, crediting, letters, pressing

AT_ONCE: Final = 1000
TRIES: Final = 3


@dataclass
class Recorder:
    """Records the rows of one import; remembers what all rows of an edition share."""

    run: Import
    by: Person | None
    at: datetime
    key: SigningKey = field(init=False)
    press: pressing.Press = field(init=False)
    _editions: dict[int, Edition] = field(default_factory=dict)
    _drawings: dict[int, Drawing] = field(default_factory=dict)
    _examples: dict[int, parts.Credential] = field(default_factory=dict)

    def __post_init__(self) -> None:
        organization = self.run.organization
        self.key = awarding.ensure_key(organization=organization, by=self.by, at=self.at)
        self.press = pressing.Press(crediting.signer_for(organization, self.key), created=self.at)
        self._zone = ZoneInfo(organization.time_zone)

    def next_batch(self) -> bool:
        """Award the next rows; False when none are left."""
        for _ in range(TRIES):
            self.run.refresh_from_db(fields=["state", "reached"])
            rows = rows_left(self.run, after=self.run.reached, most=AT_ONCE)
            if not rows or self.run.state != "running":
                return False
            try:
                self._keep(self._signed(rows), reached=rows[-1].number)
            except IntegrityError as error:
                # Somebody took one of the places, or awarded one of the rows, in between: look again.
                problem = error
                continue
            return True
        raise problem

    def _signed(self, rows: Sequence[ImportRow]) -> list[Signed]:
        """The awards of those rows that were not awarded otherwise, each with its signed document."""
        people = self._people(rows)
        before = earned_before(self.run.organization, people.values())
        awards: list[Award] = []
        for row in rows:
            edition, earner = self._edition(row), people[row.email]
            what = (earner.pk, edition.micro_credential_id, row.earned_on)
            if what not in before and row.earned_on:
                before.add((earner.pk, edition.micro_credential_id, row.earned_on))
                awards.append(self._award(row, row.earned_on, edition, earner))
        places = operations.free_places(organization=self.run.organization, count=len(awards), at=self.at)
        for award, (status_list, index) in zip(awards, places, strict=True):
            award.status_list, award.status_index = status_list, index
        texts = self.press.texts([self._credential(award) for award in awards])
        return [Signed(award, text) for award, text in zip(awards, texts, strict=True)]

    def _people(self, rows: Sequence[ImportRow]) -> dict[str, Person]:
        names = {row.email: row.name for row in rows}
        people = people_with_emails(names)
        missing = {email: name for email, name in names.items() if email not in people}
        return people | register_each(names=missing, by=self.by, at=self.at)

    def _edition(self, row: ImportRow) -> Edition:
        if row.edition_id is None:
            raise LookupError(f"{row} names no edition.")
        if row.edition_id not in self._editions:
            self._editions[row.edition_id] = whole_edition().get(pk=row.edition_id)
        return self._editions[row.edition_id]

    def _award(self, row: ImportRow, day: date, edition: Edition, earner: Person) -> Award:
        return Award(
            public_id=uuid4(),
            import_row=row,
            edition=edition,
            organization=self.run.organization,
            earner=earner,
            drawing=self._drawing(edition),
            earned_at=self._begin_of(day),
            earned_on=day,
            expires_at=self._begin_of(row.expires_on) if row.expires_on else None,
            made_at=self.at,
            changed_at=self.at,
            public=False,
        )

    def _begin_of(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)

    def _drawing(self, edition: Edition) -> Drawing:
        if edition.pk not in self._drawings:
            svg = awarding.art_of(edition, self.run.organization)
            self._drawings[edition.pk] = operations.drawing_of(svg=svg, at=self.at)
        return self._drawings[edition.pk]

    def _credential(self, award: Award) -> parts.Credential:
        edition, salt = award.edition_id or 0, secrets.token_urlsafe(16)
        if edition not in self._examples:
            self._examples[edition] = crediting.credential_for(award, self.key, salt=salt)
        return crediting.credential_like(self._examples[edition], award, self.key, salt=salt)

    @transaction.atomic
    def _keep(self, signed: Sequence[Signed], *, reached: int) -> None:
        # Counted first, in one order: whoever publishes holds these rows while waiting for the ledger.
        counts = Counter(each.award.edition_id or 0 for each in signed)
        for edition in sorted(counts, key=lambda pk: self._editions[pk].micro_credential_id):
            row = self._editions[edition].micro_credential
            count_award(micro_credential=row, more=counts[edition], by=self.by, at=self.at)
        kept = operations.keep_awards(
            run=self.run,
            after=self.run.reached,
            reached=reached,
            signed=signed,
            signing_key=self.key,
            by=self.by,
            at=self.at,
        )
        if not kept:
            transaction.set_rollback(True)
            return
        parcels = [parcel for each in signed for parcel in _asked(each.award)]
        if self.run.letters:
            earners = {each.award.earner_id: each.award.earner for each in signed if each.award.earner.email}
            parcels += [letters.parcel("past_recorded", about=self.run, to=each) for each in earners.values()]
        put_each(parcels=parcels, at=self.at)


def _asked(award: Award) -> Sequence[Parcel]:
    """What every award asks for: what it is worth, and which stacks it completes."""
    identity = str(award.public_id)
    return [
        Parcel(f"awarded:{identity}", identity, channel, {"award": identity})
        for channel in ("recognize", "stack")
    ]
