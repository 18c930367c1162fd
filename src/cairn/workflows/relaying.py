"""Relaying: a program asks, with its organization's token, for awards of past achievements, one with each request.

What many requests ask for at the same time is kept in one transaction, and each of them is answered when that is
durable. The rules are those of lists that people bring: nothing is awarded twice, whichever way it comes in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, close_old_connections, connections, transaction

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.operations import count_award
from cairn.domain.finding import operations as finding
from cairn.domain.issuing import operations, queries, tokens
from cairn.domain.issuing.models import AccessToken, Award, Import, ImportRow, SigningKey
from cairn.domain.issuing.operations import Asked, Past
from cairn.domain.outbox.operations import Parcel, put_each
from cairn.domain.people.models import Organization, Person
from cairn.domain.people.operations import register_each
from cairn.domain.people.queries import people_with_emails
from cairn.engines.verdict import Refused
from cairn.workflows import awarding, crediting, letters, recording, relay_kinds
from cairn.workflows.past_files import Line, Table
from cairn.workflows.past_rows import Examiner, Reading, look_at_person
from cairn.workflows.relay_requests import MEMBERS, Answer
from cairn.workflows.relay_requests import Request as Request
from cairn.workflows.together import Together

CHANNEL: Final = "relayed"
MOST: Final = 256
TRIES: Final = 5


def ask(request: Request) -> Answer:
    """Award what is asked for, unless it was awarded before or has faults."""
    _counter.do(request)
    if request.answer is None:
        raise LookupError("A request was left without an answer.")
    return request.answer


def _serve(requests: Sequence[Request]) -> None:
    shown = tokens.tokens_shown({each.token for each in requests})
    by_token = defaultdict[AccessToken, list[Request]](list)
    for each in requests:
        if token := shown.get(each.token):
            by_token[token].append(each)
        else:
            each.answer = Answer("no_token")
    for token, some in by_token.items():
        _Turn(token, max(each.at for each in some)).serve(some)


_counter: Final = Together(_serve, most=MOST, begin=close_old_connections, leave=connections.close_all)
_memory: Final = relay_kinds.Memory()
forget: Final = _memory.forget
"""Remember no row; to be called where a database was put back to an earlier state."""


@dataclass(slots=True, eq=False)
class _Ready:
    """A request without faults, with its row, whose it is if that is known, and the award signed to an address."""

    request: Request
    row: ImportRow
    edition: Edition
    earned_on: date
    person: Person | None
    email: str
    asked: Asked

    @property
    def what(self) -> tuple[str, int, date]:
        return (self.row.email, self.edition.micro_credential_id, self.earned_on)


@dataclass(slots=True)
class _Turn:
    """The requests of one program that came together."""

    token: AccessToken
    at: datetime
    organization: Organization = field(init=False)
    key: SigningKey = field(init=False)
    writer: relay_kinds.Writer = field(init=False)
    zone: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        self.organization = self.token.organization
        self.zone = ZoneInfo(self.organization.time_zone)

    def serve(self, requests: Sequence[Request]) -> None:
        left = list(self._within_limit(requests))
        tries, uncounted = 0, len(left)
        while left:
            key = queries.signing_key(self.organization)
            self.key = key or awarding.ensure_key(organization=self.organization, by=None, at=self.at)
            self.writer = relay_kinds.Writer(
                _memory, organization=self.organization, key=self.key, at=self.at
            )
            ready = self._ready(left)
            try:
                left = self._kept(ready, uncounted)
                tries, uncounted = 0, 0
            except _Revoked:
                for each in left:
                    each.answer = Answer("no_token")
                return
            except (IntegrityError, Refused):
                # Somebody took one of the places, was asked for the same, or gave up the key, in between: look again.
                _memory.forget()
                tries += 1
                if tries == TRIES:
                    raise

    def _within_limit(self, requests: Sequence[Request]) -> Iterable[Request]:
        minute = self.at.replace(second=0, microsecond=0)
        used = self.token.in_minute if self.token.minute == minute else 0
        room = max(0, settings.API_A_MINUTE - used)
        for each in requests[room:]:
            each.answer = Answer("too_many")
        return requests[:room]

    def _ready(self, requests: Sequence[Request]) -> list[_Ready]:
        """Those without faults, their documents signed; what is asked for twice here waits for its turn."""
        table = Table(tuple(MEMBERS.values()), {name: place for place, name in enumerate(MEMBERS)}, ())
        examiner = Examiner(
            table,
            relay_kinds.offers_of(self.organization),
            self.organization,
            Reading(first_for_earlier=True),
            self.at,
        )
        rows = [
            examiner.row(Line(1, tuple(each.cells.get(name, "") for name in MEMBERS))) for each in requests
        ]
        people = people_with_emails({row.email for row in rows})
        ready = []
        for each, row in zip(requests, rows, strict=True):
            person = people.get(row.email)
            look_at_person(row, person, table)
            if row.faults or row.edition is None or row.earned_on is None:
                each.answer = Answer(
                    "faulty", faults=tuple((at, value, said) for at, value, said in row.faults)
                )
            else:
                ready.append(self._written(each, row, row.edition, row.earned_on, person))
        return ready

    def _written(
        self, request: Request, row: ImportRow, edition: Edition, earned_on: date, person: Person | None
    ) -> _Ready:
        past = Past(
            public_id=uuid4(),
            row=0,
            edition=edition.pk,
            earner=0,
            drawing=0,
            earned_at=datetime.combine(earned_on, time(), self.zone),
            earned_on=earned_on,
            expires_at=datetime.combine(row.expires_on, time(), self.zone) if row.expires_on else None,
            status_list=0,
            status_index=0,
        )
        asked = Asked(
            row.email,
            row.name,
            edition.pk,
            earned_on,
            row.expires_on,
            row.note,
            past,
            request.key,
            request.digest,
        )
        email = crediting.address_of(person) if person else row.email
        self.writer.write(past, edition=edition, email=email)
        return _Ready(request, row, edition, earned_on, person, email, asked)

    def _kept(self, ready: Sequence[_Ready], uncounted: int) -> list[Request]:
        """Keep what is new, in one transaction; the requests that have to be looked at once more.

        Answers are given when the transaction has ended: until then nothing is promised.
        """
        answers: dict[Request, Answer] = {}
        with transaction.atomic():
            self.token = operations.lock_token(self.token)
            if self.token.revoked_at:
                raise _Revoked
            # Counted before the ledger: whoever publishes holds these rows while waiting for it.
            self._count(ready)
            fresh, again = self._fresh(ready, answers)
            if fresh:
                self._keep(fresh, answers)
            operations.count_requests(token=self.token, count=uncounted, at=self.at)
        for request, answer in answers.items():
            request.answer = answer
        return again

    def _fresh(
        self, ready: Sequence[_Ready], answers: dict[Request, Answer]
    ) -> tuple[list[_Ready], list[Request]]:
        """Those that are new, now that nobody else can award the same, and those to be looked at again."""
        self._meet(ready)
        keys = {each.request.key for each in ready if each.request.key}
        known = tokens.answered(self.token, keys) if keys else {}
        before = tokens.awarded_before(self.organization, {each.person for each in ready if each.person})
        fresh: dict[tuple[str, int, date], _Ready] = {}
        named, again = set[str](), []
        for each in ready:
            request, person = each.request, each.person
            award = before.get((person.pk, *each.what[1:])) if person else None
            if told := known.get(request.key):
                same = told[0] == request.digest
                answers[request] = Answer("known" if same else "other", told[1] if same else None)
            elif award:
                answers[request] = Answer("known", award)
            elif each.what in fresh or request.key in named or not self._is_to(each):
                again.append(request)
            else:
                fresh[each.what] = each
                named |= {request.key} - {""}
        new = set(fresh.values())
        self._count([each for each in ready if each not in new], step=-1)
        return list(fresh.values()), again

    def _meet(self, ready: Sequence[_Ready]) -> None:
        """Know those who were registered since the requests were read, by another process as likely as not."""
        missing = {each.row.email for each in ready if each.person is None}
        people = people_with_emails(missing) if missing else {}
        for each in ready:
            each.person = each.person or people.get(each.row.email)

    def _is_to(self, ready: _Ready) -> bool:
        """Whether the document says the address of whose it is, who can be awarded."""
        person = ready.person
        return person is None or (person.is_active and crediting.address_of(person) == ready.email)

    def _count(self, ready: Sequence[_Ready], step: int = 1) -> None:
        rows = {each.edition.micro_credential_id: each.edition.micro_credential for each in ready}
        more = Counter(each.edition.micro_credential_id for each in ready)
        for pk in sorted(rows):
            count_award(micro_credential=rows[pk], more=step * more[pk], by=None, at=self.at)

    def _keep(self, fresh: Sequence[_Ready], answers: dict[Request, Answer]) -> None:
        self._complete(fresh)
        self.writer.settle([(each.asked.award, each.edition, each.email) for each in fresh])
        after, reached = operations.keep_asked(
            token=self.token, asked=[each.asked for each in fresh], signing_key=self.key, at=self.at
        )
        put_each(parcels=self._parcels(fresh, after, reached), at=self.at)
        answers |= {each.request: Answer("awarded", each.asked.award.public_id) for each in fresh}

    def _complete(self, fresh: Sequence[_Ready]) -> None:
        """Name earners and drawings, which are made as needed."""
        missing = {each.row.email: each.row.name for each in fresh if each.person is None}
        made = register_each(names=missing, by=None, at=self.at) if missing else {}
        for each in fresh:
            each.person = each.person or made[each.row.email]
            each.asked.award.earner = each.person.pk
            each.asked.award.drawing = _memory.drawing(each.edition, self.organization, at=self.at)

    def _parcels(self, fresh: Sequence[_Ready], after: int, reached: int) -> list[Parcel]:
        run = self.token.run
        identity = str(run.public_id)
        payload = {"import": identity, "after": after, "reached": reached}
        asked = [Parcel(f"relayed:{identity}:{after}", identity, CHANNEL, payload)]
        if run.letters:
            asked += [
                letters.parcel("past_relayed", about=each.asked.award, to=each.person)
                for each in fresh
                if each.person and each.person.email
            ]
        return asked


class _Revoked(Exception):
    """The token was revoked since it was shown."""


def follow(*, run: Import, after: int, reached: int, at: datetime) -> None:
    """Ask for what follows from awards that were kept together, and let the index know how often each was earned."""
    recording.follow(run=run, after=after, reached=reached, at=at)
    awards = Award.objects.filter(import_row__run=run, import_row__number__range=(after + 1, reached))
    for row in MicroCredential.objects.filter(pk__in=awards.values("edition__micro_credential")).order_by(
        "pk"
    ):
        finding.index(micro_credential=row, at=at)
