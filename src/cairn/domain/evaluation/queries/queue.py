"""The queue, and what an evaluator holds and sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cairn.domain.calibration.queries import shut_editions
from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.rubrics import editions_of
from cairn.domain.evaluation.eligibility import districts_of, people_of, reads_for, unfit
from cairn.domain.evaluation.models import APART, BackRead, HarmReport, Partner, Reading, Unsealing, Why
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evaluation.ties import conflicts
from cairn.domain.ledger.prepared import Prepared, PreparedModels, Row
from cairn.domain.people.models import Membership, Organization, Person, Relation, Role, current
from cairn.domain.people.queries import organizations_of

LOOKED_AT = 20
ENOUGH = 10
"""So many readings of an edition there must be before one evaluator's share of them says anything."""


def queue_for(person: Person, *, at: datetime) -> QuerySet[Reading]:
    """Readings the person may take now, the one due first on top; what others let lie too long is free again.

    The order depends on the date and on a random id alone, so that it tells nothing of why a reading is asked for.
    """
    waiting = _waiting(person.pk, at).exclude(round__attempt__edition__in=shut_editions(person, at=at))
    matched = Q(document__judging__match_subject=True) | Q(document__judging__match_grade=True)
    editions = Edition.objects.filter(matched, pk__in=waiting.order_by().values("round__attempt__edition"))
    return waiting.exclude(round__attempt__edition__in=unfit(person, editions)).select_related(
        "round__attempt__edition", "organization"
    )


def _waiting(person: int, at: datetime) -> QuerySet[Reading]:
    """The queue of a person (her key) before anybody asks who is calibrated and at home in what, ordered."""
    free = Q(state="open") | (Q(state="claimed", leased_until__lte=at) & ~Q(evaluator=person))
    meant = Q(meant_for=None) | Q(meant_for=person)
    led = Q(by_lead=False) | Q(organization__in=organizations_of(person, Role.LEAD, at=at).values("pk"))
    waiting = Reading.objects.filter(free, meant, led, organization__in=reads_for(person, at=at).values("pk"))
    return _strangers(waiting, person, at).order_by("due_at", "public_id")


def _strangers(waiting: QuerySet[Reading], person: int, at: datetime) -> QuerySet[Reading]:
    """Of these, what is of people and attempts that the person has nothing to do with."""
    mine = Reading.objects.filter(evaluator=person)
    met = mine.filter(state__in=["claimed", "concluded", "recused", "returned"]).values("round__attempt")
    looked = BackRead.objects.filter(read_by=person).values("reading__round__attempt")
    unsealed = Unsealing.objects.filter(lead=person).values("round__attempt")
    settled = Q(by_lead=True, reason=Why.ADJUDICATION)
    named = conflicts(person)
    declared = Membership.objects.filter(
        current(at),
        Q(organization__in=named.filter(organization__isnull=False).values("organization"))
        | Q(title__in=named.exclude(school="").values("school")),
    )
    neighbors = people_of(districts_of(person, at=at), at=at)
    return (
        waiting.exclude(round__attempt__earner=person)
        .exclude(round__attempt__earner__in=Relation.objects.filter(source=person).values("target"))
        .exclude(round__attempt__earner__in=Relation.objects.filter(target=person).values("source"))
        .exclude(round__attempt__earner__in=named.filter(person__isnull=False).values("person"))
        .exclude(round__attempt__earner__in=declared.values("person"))
        .exclude(away=True, round__attempt__earner__in=neighbors)
        .exclude(round__attempt__in=met)
        .exclude(round__attempt__in=looked)
        .exclude(~settled, round__attempt__in=unsealed)
        .exclude(round__attempt__in=HarmReport.objects.filter(reporter=person).values("round__attempt"))
    )


@dataclass(frozen=True, slots=True)
class Waits:
    """A reading that waits, by its key, with what decides whom it is given to."""

    key: int
    round: int
    edition: int
    organization: int
    due_at: datetime
    public_id: UUID


def offered(
    person: Person,
    *,
    at: datetime,
    subject: str = "",
    but: Collection[int] = (),
    passed: Collection[int] = (),
) -> list[Waits]:
    """What Next gives the person, best first: due first, and within a day shared with whom she has read beside least.

    Left out are editions of which she does more than her share while enough others could read them, as long as that
    makes nothing late. With a `subject` only what is of it is offered, and never the readings (keys) of `but` nor any
    of the editions (keys) in `passed`.
    """
    shut = shut_editions(person, at=at)

    def waiting() -> QuerySet[Reading]:
        rows = _waiting(person.pk, at).exclude(round__attempt__edition__in=shut).exclude(pk__in=but)
        return _of_subject(rows, subject) if subject else rows

    first = None if shut or subject or but or passed else _first(person.pk, at)
    left = _within_her_share(person, waiting, first, set(passed), at)
    beside = _read_beside(person, left)
    return sorted(
        left, key=lambda each: (each.due_at.date(), beside[each.round], each.due_at, each.public_id)
    )


def _of_subject(waiting: QuerySet[Reading], subject: str) -> QuerySet[Reading]:
    editions = Edition.objects.filter(pk__in=waiting.order_by().values("round__attempt__edition"))
    of_it = [each.pk for each in editions if subject in each.document["subjects"]]
    return waiting.filter(round__attempt__edition__in=of_it)


_FIELDS = ("pk", "round", "round__attempt__edition", "organization", "due_at", "public_id")


@Prepared
def _first(person: int, at: datetime) -> QuerySet[Any, Any]:
    """The first of a person's queue where no edition is shut to her, as fields of `Waits`."""
    return _waiting(person, at).values_list(*_FIELDS)[:LOOKED_AT]


def _within_her_share(
    person: Person,
    waiting: Callable[[], QuerySet[Reading]],
    asked: list[Row] | None,
    passed: set[int],
    at: datetime,
) -> list[Waits]:
    """The first of what waits, of editions that the person may go on with; others are passed over.

    `asked` are the first rows of what waits, if they were asked for already.
    """
    while True:
        if asked is None:
            rows = waiting().exclude(round__attempt__edition__in=passed)
            asked = list(rows.values_list(*_FIELDS)[:LOOKED_AT])
        first, asked = [Waits(*row) for row in asked], None
        editions = editions_of({each.edition for each in first})
        strange = unfit(person, editions.values())
        crowded = _more_than_her_share(person, first, editions, at=at)
        left = [
            each
            for each in first
            if each.edition not in strange and (each.due_at <= at or each.edition not in crowded)
        ]
        if left or not first:
            return left
        passed |= crowded | strange


def _read_beside(person: Person, readings: list[Waits]) -> Counter[int]:
    """How often the person has read beside those who read each of these rounds, by round."""
    rounds = {each.round for each in readings}
    pairs = list(
        Reading.objects.filter(round__in=rounds, state__in=["claimed", "concluded"])
        .exclude(reason__in=APART)
        .values_list("round", "evaluator")
    )
    shared = Reading.objects.filter(
        evaluator__in={other for _, other in pairs},
        state="concluded",
        round__readings__evaluator=person,
        round__readings__state="concluded",
    ).values_list("evaluator")
    links = dict(shared.annotate(number=Count("round", distinct=True))) if pairs else {}
    beside: Counter[int] = Counter()
    for round_, other in pairs:
        beside[round_] += links.get(other, 0)
    return beside


def _more_than_her_share(
    person: Person, readings: list[Waits], editions: Mapping[int, Edition], *, at: datetime
) -> set[int]:
    """Editions of which the person does more of the readings than the rules allow, where enough others could."""
    limits = {key: rules_of(edition).share_percent for key, edition in editions.items()}
    watched = [key for key, limit in limits.items() if 0 < limit < 100]
    number: dict[int, int] = dict(_number_read(person.pk)) if watched else {}
    above = {key for key in watched if key in number and _is_more(key, number[key], limits[key])}
    organizations = {each.edition: each.organization for each in readings}
    return {key for key in above if _others(organizations[key], person, at=at) * limits[key] >= 100}


@Prepared
def _number_read(person: int) -> QuerySet[Any, Any]:
    """How many readings of each edition a person does or did."""
    hers = _done().filter(evaluator=person).order_by()
    return hers.values_list("round__attempt__edition").annotate(number=Count("pk"))


def _done() -> QuerySet[Reading]:
    return Reading.objects.filter(state__in=["claimed", "concluded"]).exclude(reason__in=APART)


def _is_more(edition: int, mine: int, limit: int) -> bool:
    """Whether so many are at least `limit` percent of the edition's readings, of which no more are counted."""
    most = mine * 100 // limit
    if most < ENOUGH:
        return False
    counted = _done().filter(round__attempt__edition=edition).order_by()[: most + 1].count()
    return ENOUGH <= counted <= most


def _others(organization: int, person: Person, *, at: datetime) -> int:
    held = Membership.objects.filter(
        current(at), organization=organization, role__in=[Role.EVALUATOR, Role.LEAD]
    )
    return held.exclude(person=person).values("person").distinct().count()


def to_claim(key: int) -> Reading:
    """A reading as it is before it is claimed; its edition comes with the lock of its attempt."""
    [reading] = _to_claim(key)
    return reading


@PreparedModels
def _to_claim(key: int) -> QuerySet[Reading]:
    whole = Reading.objects.filter(pk=key).select_related("organization", "round__attempt")
    return whole.defer("round__manifest", "round__statement", "round__note")


def held_by(person: Person) -> QuerySet[Reading]:
    """Readings the person has claimed and not sent."""
    return (
        Reading.objects.filter(evaluator=person, state="claimed")
        .select_related("round__attempt__edition", "organization")
        .order_by("due_at", "public_id")
    )


def sent_since(person: Person, since: datetime) -> list[datetime]:
    """When the person sent each of her readings since then, the earliest first; for her own eyes."""
    sent = Reading.objects.filter(evaluator=person, state="concluded", concluded_at__gte=since)
    return [at for at in sent.order_by("concluded_at").values_list("concluded_at", flat=True) if at]


def nobody_may_read(organization: Organization, *, at: datetime) -> set[int]:
    """Keys of the organization's open readings that are in nobody's queue: for a lead to find somebody from elsewhere.

    Looks on only as long as some are in none of the queues seen so far.
    """
    left = set(Reading.objects.filter(organization=organization, state="open").values_list("pk", flat=True))
    named = Partner.objects.filter(current(at), organization=organization).values("partner")
    readers = Membership.objects.filter(
        current(at),
        Q(organization=organization) | Q(organization__in=named),
        role__in=[Role.EVALUATOR, Role.LEAD],
    )
    for person in Person.objects.filter(pk__in=readers.values("person")).order_by("pk"):
        if not left:
            break
        left -= set(queue_for(person, at=at).filter(pk__in=left).order_by().values_list("pk", flat=True))
    return left


def stuck(organization: Organization) -> QuerySet[Reading]:
    """The organization's readings that nobody may take, as the last sweep found, the one due first on top."""
    return (
        Reading.objects.filter(organization=organization, state="open", stuck_since__isnull=False)
        .select_related("round__attempt__edition")
        .order_by("due_at", "public_id")
    )
