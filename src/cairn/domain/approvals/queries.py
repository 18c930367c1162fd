"""Reading approvals, who gives them, and exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from cairn.domain.approvals.access import day_in
from cairn.domain.approvals.models import Approval, Approver, Delegation, Thing, Waiver
from cairn.domain.approvals.states import OPEN, RUNNING
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.engines.policy import facts

Given = defaultdict[int, list[facts.Approval]]


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved of a person, as policies read it.

    `of_awards`, `of_records` and `of_attempts` by the key of the row; `facts` are the approvals of what is no record
    itself: plans, agreements, and work that has not begun. `named` are the lists that were approved, by the document.
    """

    of_awards: Mapping[int, tuple[facts.Approval, ...]]
    of_records: Mapping[int, tuple[facts.Approval, ...]]
    of_attempts: Mapping[int, tuple[facts.Approval, ...]]
    facts: tuple[facts.Fact, ...]
    named: Mapping[str, tuple[str, ...]]


def approvals_of(person: Person, *, by: Organization | None = None) -> Approved:
    """Every approval the person has, or those that one organization gave, with one question.

    A record that was changed after it was approved is another one, and has to be approved again.
    """
    awards: Given = defaultdict(list)
    records: Given = defaultdict(list)
    attempts: Given = defaultdict(list)
    found: list[facts.Fact] = []
    named: dict[str, tuple[str, ...]] = {}
    rows = Approval.objects.filter(person=person, state="approved").exclude(
        other_record__changed_at__gt=F("decided_at")
    )
    if by is not None:
        rows = rows.filter(organization=by)
    for row in rows.order_by("decided_on", "pk"):
        given = facts.Approval(row.asked_role, _decided(row))
        for key, of in ((row.award_id, awards), (row.other_record_id, records), (row.attempt_id, attempts)):
            if key is not None:
                of[key].append(given)
        if row.award_id is None and row.other_record_id is None:
            found.append(_fact(row))
        if row.document and row.names:
            # Plans for one micro-credential each stand beside each other; a new agreement replaces the one before.
            before = named.get(row.document, ()) if row.for_key else ()
            named[row.document] = (*before, *(name for name in row.names if name not in before))
    return Approved(_frozen(awards), _frozen(records), _frozen(attempts), tuple(found), named)


def _frozen(of: Mapping[int, list[facts.Approval]]) -> dict[int, tuple[facts.Approval, ...]]:
    return {key: tuple(rows) for key, rows in of.items()}


def _decided(row: Approval) -> date:
    if row.decided_on is None:
        raise LookupError(f"Approval {row.public_id} was not decided.")
    return row.decided_on


def _fact(row: Approval) -> facts.Fact:
    said = {"by": row.asked_role, "document": row.document, "for": row.for_key}
    if row.sets_cents is not None:
        said["amount"] = f"${row.sets_cents // 100}"
    details = {name: words for name, words in said.items() if words}
    return facts.Fact("approval", _decided(row), 1, str(row.public_id), details)


def roles_of(person: Person) -> dict[str, facts.Period]:
    """The roles that organizations say she holds or held, each with its latest days."""
    rows = Approver.objects.filter(person=person).order_by("from_on", "pk")
    return {row.role: facts.Period(row.from_on, row.until_on) for row in rows}


def roles_in(organization: Organization) -> dict[int, dict[str, facts.Period]]:
    """By the key of each person the roles that the organization says she holds or held."""
    found: dict[int, dict[str, facts.Period]] = defaultdict(dict)
    for row in Approver.objects.filter(organization=organization).order_by("from_on", "pk"):
        found[row.person_id][row.role] = facts.Period(row.from_on, row.until_on)
    return found


def waivers_of(person: Person) -> list[facts.Waiver]:
    """The exceptions in force for a person, each under the policy it was made for."""
    rows = Waiver.objects.filter(person=person, withdrawn_at=None).select_related("made_by", "organization")
    return [
        facts.Waiver(
            row.reference,
            row.gate,
            f"{row.made_by.name}, {row.organization.name}",
            row.made_on,
            row.reason,
            row.policy_key,
        )
        for row in rows.order_by("made_at", "pk")
    ]


def whole() -> QuerySet[Approval]:
    """Requests with everybody and everything they name."""
    return Approval.objects.select_related(
        "person",
        "organization",
        "asked_of",
        "decided_by",
        "decided_for",
        "award__edition",
        "award__organization",
        "attempt__edition",
        "other_record",
        "goal",
    )


def requests_of(person: Person) -> QuerySet[Approval]:
    """What the person asked for: the latest request first, each chain in its order."""
    return whole().filter(person=person).order_by("-asked_at", "chain", "position")


def requests_for(thing: Thing) -> QuerySet[Approval]:
    """Requests about one thing, in the order in which they were made."""
    name = {"award": "award", "attempt": "attempt", "otherrecord": "other_record", "goal": "goal"}
    return whole().filter(**{name[thing._meta.model_name or ""]: thing}).order_by("asked_at", "position")


def asked_of(person: Person, *, at: datetime) -> QuerySet[Approval]:
    """Requests that the person may decide on, for herself or as a delegate, and has decided; never her own."""
    office = Membership.objects.filter(current(at), person=person, role=Role.RECOGNIZER)
    mine = Q(asked_of=None, organization__in=office.values("organization")) | Q(decided_by=person)
    for seat in Approver.objects.filter(person=person).select_related("organization"):
        if seat.from_on <= day_in(seat.organization, at) <= (seat.until_on or date.max):
            here = Q(organization=seat.organization_id, asked_role=seat.role)
            mine |= here & (Q(asked_of=None) | Q(asked_of=person))
    for one in Delegation.objects.filter(taker=person).select_related("organization"):
        if one.from_on <= day_in(one.organization, at) <= one.until_on:
            mine |= _handed(one, approvers_of(one.organization, at=at))
    return whole().filter(mine).exclude(person=person).exclude(state="waiting").distinct()


def _handed(one: Delegation, named: QuerySet[Approver]) -> Q:
    roles = named.filter(person=one.giver_id, organization=one.organization_id)
    if one.role:
        roles = roles.filter(role=one.role)
    theirs = Q(organization=one.organization_id, asked_role__in=roles.values("role"))
    return theirs & (Q(asked_of=None) | Q(asked_of=one.giver_id))


def waiting_for(person: Person, *, at: datetime) -> int:
    """How many requests wait for the person's answer."""
    return asked_of(person, at=at).filter(state="asked").count()


def overdue(*, at: datetime) -> list[Approval]:
    """Requests whose last day is over where they were made."""
    rows = whole().filter(state__in=RUNNING, due_on__isnull=False, due_on__lte=at.date())
    return [row for row in rows.order_by("pk") if row.due_on and row.due_on < day_in(row.organization, at)]


def chain_of(approval: Approval) -> QuerySet[Approval]:
    """Every link of the request, the first one first."""
    return whole().filter(chain=approval.chain).order_by("position")


def open_about(thing: Thing) -> QuerySet[Approval]:
    """Requests about a thing that somebody may still approve."""
    return requests_for(thing).filter(state__in=OPEN)


def approvers_of(organization: Organization, *, at: datetime) -> QuerySet[Approver]:
    """Who approves as what for an organization today."""
    today = day_in(organization, at)
    rows = Approver.objects.filter(organization=organization, from_on__lte=today)
    return rows.exclude(until_on__lt=today).select_related("person", "organization")


def delegations_in(organization: Organization, *, at: datetime) -> QuerySet[Delegation]:
    """Delegations that hold or are still to come, the next to end first."""
    rows = Delegation.objects.filter(organization=organization, until_on__gte=day_in(organization, at))
    return rows.select_related("giver", "taker").order_by("until_on", "pk")


def waivers_in(organizations: QuerySet[Organization]) -> QuerySet[Waiver]:
    """Exceptions that the organizations made, the latest first."""
    rows = Waiver.objects.filter(organization__in=organizations)
    return rows.select_related("person", "organization", "made_by", "withdrawn_by", "signing_key")
