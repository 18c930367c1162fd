"""Recording past achievements: many awards at once, in batches that each happen wholly or not at all.

A batch is made ready without holding anything: rows, people, places in the status list, signed documents. Then it is
kept in one transaction, unless somebody else dealt with its rows meanwhile; so it is short, and safe to repeat. While
one batch is kept, the next is being signed.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.operations import count_award
from cairn.domain.catalog.queries import whole_edition
from cairn.domain.issuing import operations
from cairn.domain.issuing.imported import Todo, earned_before, rows_left
from cairn.domain.issuing.models import Award, Drawing, Import, SigningKey, StatusList
from cairn.domain.issuing.operations import Past
from cairn.domain.ledger.inserting import with_room
from cairn.domain.outbox.operations import Parcel, put_each
from cairn.domain.people.models import Person
from cairn.domain.people.operations import register_each
from cairn.domain.people.queries import people_with_emails
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.press import Own
from cairn.workflows import addresses, awarding, crediting, letters
from cairn.workflows.pressing import Order, Presser, presser

AT_ONCE: Final = 2000
WORTH_A_PROCESS: Final = 2 * AT_ONCE
TRIES: Final = 5
AT_FIRST: Final = 500
"""So few rows are in the first batch, so that whoever signs need not wait long; each after it has twice as many."""
FOLLOW: Final = "recorded"
"""The channel by which a kept batch asks for what follows from its awards."""


@dataclass
class Batch:
    """Rows on their way to awards: those after `after`, up to `reached`."""

    after: int
    reached: int
    awards: list[Past]
    earners: dict[int, Person]
    orders: list[Order]
    kinds: dict[int, parts.Credential]
    """An example of each kind of credential that no batch before it asked for."""


class Recorder:
    """Records the rows of one import; remembers what all rows of an edition share."""

    def __init__(self, *, run: Import, by: Person | None, at: datetime) -> None:
        self.run, self.by, self.at = run, by, at
        self.organization = run.organization
        self.key = awarding.ensure_key(organization=run.organization, by=by, at=at)
        self._zone = ZoneInfo(run.organization.time_zone)
        self._editions: dict[int, Edition] = {}
        self._drawings: dict[int, Drawing] = {}
        self._forms: dict[str, int] = {}
        self._told: set[int] = set()
        self._lists: dict[int, str] = {}

    def batches(self) -> Generator[int, None, None]:
        """Award all rows that are left; gives how far it got after each batch."""
        tries = 0
        while tries < TRIES:
            self.run.refresh_from_db(fields=["state", "reached"])
            if self.run.state != "running":
                return
            try:
                for reached in self._in_a_row(tries):
                    tries = 0
                    yield reached
                return
            except _Overtaken:
                # Whoever carries it on too got further, which ends with the rows.
                continue
            except IntegrityError as problem:
                # Somebody took one of the places, or awarded one of the rows, in between: look again.
                tries, last = tries + 1, problem
        raise last

    def _in_a_row(self, tries: int) -> Iterator[int]:
        self._told.clear()
        left = self.run.rows.filter(standing="ready", number__gt=self.run.reached).count()
        places = operations.Places(organization=self.organization, beyond=tries)
        with with_room(), closing(self._presser(left)) as press:
            sizes = _sizes()
            current = self._prepared(self.run.reached, next(sizes), places)
            if current:
                press.begin(current.kinds, current.orders)
            while current:
                following = self._prepared(current.reached, next(sizes), places)
                for award, signed in zip(current.awards, press.signed(), strict=True):
                    award.form, award.own, award.sha256 = self._form(signed.form), signed.own, signed.sha256
                # Whoever signs never waits: one batch is being signed while the one before it is kept.
                if following:
                    press.begin(following.kinds, following.orders)
                self._keep(current)
                yield current.reached
                current = following

    def _presser(self, left: int) -> Presser:
        return presser(
            crediting.signer_for(self.organization, self.key),
            created=self.at,
            # A hardware module's session does not outlive a fork.
            beside=left >= WORTH_A_PROCESS and self.key.place != SigningKey.Place.PKCS11,
        )

    def _prepared(self, after: int, most: int, places: operations.Places) -> Batch | None:
        """The next batch, to be signed and kept; None when no rows are left."""
        rows = rows_left(self.run, after=after, most=most)
        if not rows:
            return None
        people = self._people(rows)
        before = earned_before(self.organization, people.values())
        fresh = [row for row in rows if not self._is_known(row, people, before)]
        drawn = places.draw(count=len(fresh), at=self.at)
        batch = Batch(after, rows[-1].number, [], {}, [], {})
        for row, (status_list, index) in zip(fresh, drawn, strict=True):
            earner = people[row.email]
            award = self._past(row, earner, status_list, index)
            batch.awards.append(award)
            batch.earners[earner.pk] = earner
            batch.orders.append(self._order(award, earner, status_list))
            if row.edition not in self._told:
                self._told.add(row.edition)
                batch.kinds[row.edition] = self._example(award, row, earner, status_list)
        return batch

    def _people(self, rows: Sequence[Todo]) -> dict[str, Person]:
        names = {row.email: row.name for row in rows}
        people = people_with_emails(names)
        missing = {email: name for email, name in names.items() if email not in people}
        return people | register_each(names=missing, by=self.by, at=self.at)

    def _is_known(self, row: Todo, people: dict[str, Person], before: set[tuple[int, int, date]]) -> bool:
        """Whether this was awarded before, be it by another row; from now on it was."""
        what = (people[row.email].pk, self._edition(row.edition).micro_credential_id, row.earned_on)
        known = what in before
        before.add(what)
        return known

    def _edition(self, pk: int) -> Edition:
        if pk not in self._editions:
            self._editions[pk] = whole_edition().get(pk=pk)
        return self._editions[pk]

    def _past(self, row: Todo, earner: Person, status_list: StatusList, index: int) -> Past:
        return Past(
            public_id=uuid4(),
            row=row.pk,
            edition=row.edition,
            earner=earner.pk,
            drawing=self._drawing(row.edition).pk,
            earned_at=self._begin_of(row.earned_on),
            earned_on=row.earned_on,
            expires_at=self._begin_of(row.expires_on) if row.expires_on else None,
            status_list=status_list.pk,
            status_index=index,
        )

    def _begin_of(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)

    def _drawing(self, edition: int) -> Drawing:
        if edition not in self._drawings:
            svg = awarding.art_of(self._edition(edition), self.organization)
            self._drawings[edition] = operations.drawing_of(svg=svg, at=self.at)
        return self._drawings[edition]

    def _form(self, text: str) -> int | None:
        """The key of a form; none where a document is kept whole."""
        if text and text not in self._forms:
            self._forms[text] = operations.form_of(text=text, at=self.at).pk
        return self._forms.get(text)

    def _order(self, award: Past, earner: Person, status_list: StatusList) -> Order:
        if status_list.pk not in self._lists:
            self._lists[status_list.pk] = crediting.status_address(status_list, self.organization, self.key)
        own = Own(
            id=addresses.absolute(addresses.credential(award.public_id)),
            image=addresses.absolute(addresses.badge_image(award.public_id)),
            email=crediting.address_of(earner),
            salt=secrets.token_urlsafe(16),
            subject_id=crediting.new_subject(),
            valid_from=award.earned_at,
            valid_until=award.expires_at,
            list_address=self._lists[status_list.pk],
            place=award.status_index,
        )
        return award.edition, own

    def _example(self, award: Past, row: Todo, earner: Person, status_list: StatusList) -> parts.Credential:
        """What the single path would let this award say."""
        whole = Award(
            public_id=award.public_id,
            import_row_id=row.pk,
            edition=self._edition(row.edition),
            organization=self.organization,
            earner=earner,
            earned_at=award.earned_at,
            expires_at=award.expires_at,
            made_at=self.at,
            status_list=status_list,
            status_index=award.status_index,
        )
        return crediting.credential_for(whole, self.key, salt=secrets.token_urlsafe(16))

    @transaction.atomic
    def _keep(self, batch: Batch) -> None:
        # Counted first, in one order: whoever publishes holds these rows while waiting for the ledger.
        more = Counter[MicroCredential]()
        for edition, count in Counter(each.edition for each in batch.awards).items():
            more[self._edition(edition).micro_credential] += count
        for row, count in sorted(more.items(), key=lambda counted: counted[0].pk):
            count_award(micro_credential=row, more=count, by=self.by, at=self.at)
        self._demand_new(batch)
        kept = operations.keep_awards(
            run=self.run,
            after=batch.after,
            reached=batch.reached,
            awards=batch.awards,
            signing_key=self.key,
            by=self.by,
            at=self.at,
        )
        if not kept:
            raise _Overtaken(f"{self.run} was carried on elsewhere.")
        put_each(parcels=self._parcels(batch), at=self.at)

    def _demand_new(self, batch: Batch) -> None:
        """Look once more, now that nobody else can award the same: another list may name another edition of it."""
        before = earned_before(self.organization, batch.earners.values())
        what = {
            (each.earner, self._edition(each.edition).micro_credential_id, each.earned_on)
            for each in batch.awards
        }
        if before & what:
            raise _Overtaken("Another list has awarded some of it in the meantime.")

    def _parcels(self, batch: Batch) -> list[Parcel]:
        """What the batch asks for, and a letter to each earner, once for the whole import."""
        identity = str(self.run.public_id)
        payload = {"import": identity, "after": batch.after, "reached": batch.reached}
        asked = [Parcel(f"recorded:{identity}:{batch.after}", identity, FOLLOW, payload)]
        if self.run.letters:
            readers = [each for each in batch.earners.values() if each.email]
            asked += [letters.parcel("past_recorded", about=self.run, to=each) for each in readers]
        return asked


def _sizes() -> Iterator[int]:
    """How many rows to take for each batch."""
    size = min(AT_FIRST, AT_ONCE)
    while True:
        yield size
        size = min(2 * size, AT_ONCE)


class _Overtaken(Exception):
    """Somebody else dealt with the same rows."""


def follow(*, run: Import, after: int, reached: int, at: datetime) -> None:
    """Ask, for each award of a batch, what every award asks for: what it is worth, and which stacks it completes."""
    rows = Award.objects.filter(import_row__run=run, import_row__number__range=(after + 1, reached))
    put_each(
        parcels=[
            Parcel(f"awarded:{identity}", identity, channel, {"award": identity})
            for identity in map(str, rows.order_by("pk").values_list("public_id", flat=True))
            for channel in ("recognize", "stack")
        ],
        at=at,
    )
