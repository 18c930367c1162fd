"""The queue, and what an evaluator holds and sent."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cairn.domain.calibration.queries import conflicts_of, shut_editions
from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.eligibility import districts_of, people_of, reads_for, unfit
from cairn.domain.evaluation.models import APART, BackRead, HarmReport, Partner, Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.domain.people.queries import members, organizations_of, related_people

LOOKED_AT = 20
ENOUGH = 10
"""So many readings of an edition there must be before one evaluator's share of them says anything."""


def queue_for(person: Person, *, at: datetime) -> QuerySet[Reading]:
    """Readings the person may take now, the one due first on top; what others let lie too long is free again.

    The order depends on the date and on a random id alone, so that it tells nothing of why a reading is asked for.
    """
    free = Q(state="open") | (Q(state="claimed", leased_until__lte=at) & ~Q(evaluator=person))
    meant = Q(meant_for=None) | Q(meant_for=person)
    led = Q(by_lead=False) | Q(organization__in=organizations_of(person, Role.LEAD, at=at).values("pk"))
    waiting = Reading.objects.filter(free, meant, led, organization__in=reads_for(person, at=at).values("pk"))
    return (
        _strangers(waiting, person, at)
        .exclude(round__attempt__edition__in=_shut(person, waiting, at))
        .select_related("round__attempt__edition", "organization")
        .order_by("due_at", "public_id")
    )


def _strangers(waiting: QuerySet[Reading], person: Person, at: datetime) -> QuerySet[Reading]:
    """Of these, what is of people and attempts that the person has nothing to do with."""
    mine = Reading.objects.filter(evaluator=person)
    met = mine.filter(state__in=["claimed", "concluded", "recused", "returned"]).values("round__attempt")
    looked = BackRead.objects.filter(read_by=person).values("reading__round__attempt")
    conflicts = conflicts_of(person)
    shut = related_people(person) | set(conflicts.people) | {person.pk}
    declared = Membership.objects.filter(
        current(at), Q(organization__in=conflicts.organizations) | Q(title__in=conflicts.schools)
    )
    neighbors = people_of(districts_of(person, at=at), at=at)
    return (
        waiting.exclude(round__attempt__earner__in=shut)
        .exclude(round__attempt__earner__in=declared.values("person"))
        .exclude(away=True, round__attempt__earner__in=neighbors)
        .exclude(round__attempt__in=met)
        .exclude(round__attempt__in=looked)
        .exclude(round__attempt__in=HarmReport.objects.filter(reporter=person).values("round__attempt"))
    )


def _shut(person: Person, waiting: QuerySet[Reading], at: datetime) -> set[int]:
    """Editions that calibration, or a subject or grade, keeps the person from reading."""
    matched = Q(document__judging__match_subject=True) | Q(document__judging__match_grade=True)
    editions = Edition.objects.filter(matched, pk__in=waiting.order_by().values("round__attempt__edition"))
    return shut_editions(person, at=at) | unfit(person, editions)


def offered(person: Person, *, at: datetime, subject: str = "") -> list[Reading]:
    """What Next gives the person, best first: due first, and within a day shared with whom she has read beside least.

    Left out are editions of which she does more than her share while enough others could read them, as long as that
    makes nothing late. With a `subject` only what is of it is offered.
    """
    whole = (
        "round__attempt__earner",
        "round__attempt__edition__micro_credential",
        "round__attempt__organization",
    )
    waiting = queue_for(person, at=at).select_related("organization", *whole)
    if subject:
        editions = Edition.objects.filter(pk__in=waiting.order_by().values("round__attempt__edition"))
        of_it = [each.pk for each in editions if subject in each.document["subjects"]]
        waiting = waiting.filter(round__attempt__edition__in=of_it)
    left = _within_her_share(person, waiting, at)
    beside = _read_beside(person, left)
    return sorted(
        left, key=lambda each: (each.due_at.date(), beside[each.round_id], each.due_at, each.public_id)
    )


def _within_her_share(person: Person, waiting: QuerySet[Reading], at: datetime) -> list[Reading]:
    """The first of what waits, of editions that the person may go on with; others are passed over."""
    passed: set[int] = set()
    while first := list(waiting.exclude(round__attempt__edition__in=passed)[:LOOKED_AT]):
        crowded = _more_than_her_share(person, first, at=at)
        left = [each for each in first if each.due_at <= at or each.round.attempt.edition_id not in crowded]
        if left:
            return left
        passed |= crowded
    return []


def _read_beside(person: Person, readings: list[Reading]) -> Counter[int]:
    """How often the person has read beside those who read each of these rounds, by round."""
    rounds = {each.round_id for each in readings}
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


def _more_than_her_share(person: Person, readings: list[Reading], *, at: datetime) -> set[int]:
    """Editions of which the person does more of the readings than the rules allow, where enough others could."""
    editions = {each.round.attempt.edition_id: each.round.attempt.edition for each in readings}
    limits = {key: rules_of(edition).share_percent for key, edition in editions.items()}
    watched = [key for key, limit in limits.items() if limit < 100]
    done = (
        Reading.objects.filter(round__attempt__edition__in=watched, state__in=["claimed", "concluded"])
        .exclude(reason__in=APART)
        .values_list("round__attempt__edition")
        .annotate(all=Count("pk"), mine=Count("pk", filter=Q(evaluator=person)))
    )
    above = {key for key, every, mine in done if every >= ENOUGH and mine * 100 >= every * limits[key]}
    organizations = {each.round.attempt.edition_id: each.organization for each in readings}
    return {key for key in above if _others(organizations[key], person, at=at) * limits[key] >= 100}


def _others(organization: Organization, person: Person, *, at: datetime) -> int:
    return members(organization, Role.EVALUATOR, Role.LEAD, at=at).exclude(pk=person.pk).count()


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
