"""Reading approvals, who gives them, and exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet, Value

from cairn.domain.approvals.access import day_in
from cairn.domain.approvals.models import Approval, Approver, Delegation, Thing, Waiver, field_of
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


NOTHING_APPROVED = Approved({}, {}, {}, (), {})


@dataclass(slots=True)
class _Gathered:
    """What is found of one person, row by row."""

    awards: Given = field(default_factory=lambda: defaultdict(list))
    records: Given = field(default_factory=lambda: defaultdict(list))
    attempts: Given = field(default_factory=lambda: defaultdict(list))
    facts: list[facts.Fact] = field(default_factory=list)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, row: Approval) -> None:
        given = facts.Approval(row.asked_role, _decided(row))
        pairs = (
            (row.award_id, self.awards),
            (row.other_record_id, self.records),
            (row.attempt_id, self.attempts),
        )
        for key, of in pairs:
            if key is not None:
                of[key].append(given)
        if row.award_id is None and row.other_record_id is None:
            self.facts.append(_fact(row))
        if row.document and row.names:
            # Plans for one micro-credential each stand beside each other; a new agreement replaces the one before.
            before = self.named.get(row.document, ()) if row.for_key else ()
            self.named[row.document] = (*before, *(name for name in row.names if name not in before))

    def whole(self) -> Approved:
        return Approved(
            _frozen(self.awards), _frozen(self.records), _frozen(self.attempts), tuple(self.facts), self.named
        )


def approvals_of(person: Person, *, by: Organization | None = None) -> Approved:
    """Every approval the person has, or those that one organization gave, with one question."""
    return approvals_of_each([person.pk], by=by).get(person.pk, NOTHING_APPROVED)


def approvals_of_each(people: Iterable[int], *, by: Organization | None = None) -> dict[int, Approved]:
    """The same by the key of each of these people who has any, with one question.

    A record that was changed after it was approved is another one, and has to be approved again.
    """
    gathered: dict[int, _Gathered] = defaultdict(_Gathered)
    rows = Approval.objects.filter(person__in=list(people), state="approved").exclude(
        other_record__changed_at__gt=F("decided_at")
    )
    if by is not None:
        rows = rows.filter(organization=by)
    for row in rows.order_by("decided_on", "pk"):
        gathered[row.person_id].take(row)
    return {person: one.whole() for person, one in gathered.items()}


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


Roles = Mapping[str, Mapping[str, facts.Period]]
"""By the key of a policy the roles that its keeper says somebody holds or held, each with its latest days."""


def roles_of_each(people: Iterable[int]) -> dict[int, Roles]:
    """By the key of each person the roles that count for her: a policy's, on the word of who keeps that policy."""
    found: dict[int, dict[str, dict[str, facts.Period]]] = defaultdict(lambda: defaultdict(dict))
    rows = Approver.objects.filter(person__in=list(people), organization__policies__isnull=False)
    named = rows.values_list("person", "organization__policies__key", "role", "from_on", "until_on")
    for person, key, role, first, last in named.order_by("from_on", "pk"):
        found[person][key][role] = facts.Period(first, last)
    return {person: {key: dict(roles) for key, roles in keys.items()} for person, keys in found.items()}


def roles_in(organization: Organization) -> dict[int, dict[str, facts.Period]]:
    """By the key of each person the roles that the organization says she holds or held."""
    found: dict[int, dict[str, facts.Period]] = defaultdict(dict)
    for row in Approver.objects.filter(organization=organization).order_by("from_on", "pk"):
        found[row.person_id][row.role] = facts.Period(row.from_on, row.until_on)
    return found


def waivers_of(person: Person) -> list[facts.Waiver]:
    """The exceptions in force for a person, each under the policy it was made for."""
    return waivers_of_each([person.pk]).get(person.pk, [])


def waivers_of_each(people: Iterable[int]) -> dict[int, list[facts.Waiver]]:
    """The same by the key of each of these people who has any."""
    found: dict[int, list[facts.Waiver]] = defaultdict(list)
    rows = Waiver.objects.filter(person__in=list(people), withdrawn_at=None)
    for row in rows.select_related("made_by", "organization").order_by("made_at", "pk"):
        who = f"{row.made_by.name}, {row.organization.name}"
        waiver = facts.Waiver(row.reference, row.gate, who, row.made_on, row.reason, row.policy_key)
        found[row.person_id].append(waiver)
    return found


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
        "license",
    )


def requests_of(person: Person) -> QuerySet[Approval]:
    """What the person asked for: the latest request first, each chain in its order."""
    return whole().filter(person=person).order_by("-asked_at", "chain", "position")


def requests_for(thing: Thing) -> QuerySet[Approval]:
    """Requests about one thing, in the order in which they were made."""
    return whole().filter(**{field_of(thing): thing}).order_by("asked_at", "position")


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


def roles_and_seats(person: Person, *, at: datetime) -> set[str]:
    """Every role that she holds now, and `approver` where an organization or somebody lets her approve about now."""
    yesterday = at.date() - timedelta(days=1)  # wherever the organization is, its day has not ended
    seats = Approver.objects.filter(Q(until_on=None) | Q(until_on__gte=yesterday), person=person)
    handed = Delegation.objects.filter(taker=person, until_on__gte=yesterday)
    approver = Value("approver", output_field=CharField())
    held = Membership.objects.filter(current(at), person=person).order_by().values_list("role")
    others = [rows.order_by().values_list(approver) for rows in (seats, handed)]
    return {role for (role,) in held.union(*others)}


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
