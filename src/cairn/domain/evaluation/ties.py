"""What a person has to do with a reading, its earner and its attempt: asked for all at once, since each claim asks it.

No shortage of readers loosens any of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cairn.domain.calibration.models import Conflict, Declaration, Qualification
from cairn.domain.evaluation.eligibility import districts_of, reads_for
from cairn.domain.evaluation.models import BackRead, HarmReport, Reading, Unsealing
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Membership, Person, Role, current
from cairn.domain.people.queries import related

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ties:
    """What stands between a person and a reading, and how much she has at hand.

    `reads` says that her role lets her read it; `relation` is the kind of what relates her to the earner, if anything;
    `declared` and `neighbors` that she declared a conflict and that both are of one district. Of the attempt's work she
    `recused` herself, has `read` or `reported` some, `looked` at somebody's feedback, seen what readers gave
    `unsealed`, or is `holding` some. She is
    `suspended` if a lead of the organization says so of any of its pools. `held` readings are open with her, and
    `taken` were taken within a week.
    """

    reads: bool
    relation: str
    declared: bool
    neighbors: bool
    recused: bool
    read: bool
    looked: bool
    unsealed: bool
    reported: bool
    holding: bool
    suspended: bool
    held: int
    taken: int


def ties_of(person: Person, reading: Reading, *, at: datetime) -> Ties:
    """The person's ties to a reading whose round and attempt are at hand."""
    attempt = reading.round.attempt
    ask = _of_a_leads if reading.by_lead else _of_an_evaluators
    [told] = ask(person.pk, reading.pk, reading.organization_id, attempt.pk, attempt.earner_id, at, at - WEEK)
    return Ties(*told)


@Prepared
def _of_an_evaluators(
    person: int, reading: int, organization: int, attempt: int, earner: int, at: datetime, since: datetime
) -> QuerySet[Any, Any]:
    reads = Exists(reads_for(person, at=at).filter(pk=organization))
    return _asked(reads, person, reading, organization, attempt, earner, at, since)


@Prepared
def _of_a_leads(
    person: int, reading: int, organization: int, attempt: int, earner: int, at: datetime, since: datetime
) -> QuerySet[Any, Any]:
    led = Membership.objects.filter(current(at), person=person, organization=organization, role=Role.LEAD)
    return _asked(Exists(led), person, reading, organization, attempt, earner, at, since)


def _asked(
    reads: Exists,
    person: int,
    reading: int,
    organization: int,
    attempt: int,
    earner: int,
    at: datetime,
    since: datetime,
) -> QuerySet[Any, Any]:
    """Everything of `Ties`, in its order, as columns of the reading."""
    hers = Membership.objects.filter(current(at), person=earner)
    mine = Reading.objects.filter(evaluator=person, round__attempt=attempt)
    suspended = Qualification.objects.filter(pool__organization=organization, state="suspended")
    return Reading.objects.filter(pk=reading).values_list(
        reads,
        Coalesce(Subquery(related(person, earner).order_by("pk").values("kind")[:1]), Value("")),
        Exists(_declared(person, earner, hers)),
        Exists(hers.filter(organization__in=districts_of(person, at=at).values("pk"))),
        Exists(mine.filter(state="recused")),
        Exists(mine.filter(state__in=["concluded", "returned"])),
        Exists(BackRead.objects.filter(reading__round__attempt=attempt, read_by=person)),
        Exists(Unsealing.objects.filter(round__attempt=attempt, lead=person)),
        Exists(HarmReport.objects.filter(round__attempt=attempt, reporter=person)),
        Exists(mine.filter(state="claimed")),
        Exists(suspended.filter(person=person)),
        *_load(person, since),
    )


def _declared(person: int, earner: int, hers: QuerySet[Membership]) -> QuerySet[Conflict]:
    """What of the person's latest declaration names the earner, an organization of hers or her school."""
    named = Q(person=earner) | Q(organization__in=hers.values("organization"))
    return conflicts(person).filter(named | Q(school__in=hers.exclude(title="").values("title")))


def conflicts(person: int) -> QuerySet[Conflict]:
    """What the latest declaration of a person (her key) names; one that ran out still counts."""
    latest = Declaration.objects.filter(person=person).order_by("-made_at").values("pk")[:1]
    return Conflict.objects.filter(declaration__in=latest)


def _load(person: int, since: datetime) -> list[Coalesce]:
    """How much she holds, and how much she took since then; an anchor counts as any other."""
    lately = Q(claimed_at__gt=since)
    mine = (
        Reading.objects.filter(Q(state="claimed") | lately, evaluator=person).order_by().values("evaluator")
    )
    counted = [Q(state="claimed"), lately & ~Q(state__in=["released", "recused"])]
    return [
        Coalesce(Subquery(mine.annotate(number=Count("pk", filter=each)).values("number")), 0)
        for each in counted
    ]
