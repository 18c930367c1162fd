"""Instructing: what an organization owes under its policies, worked out as often as one likes and paid once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from django.db.models import QuerySet, Sum

from cairn.domain.approvals.access import day_in
from cairn.domain.approvals.queries import roles_in
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import operations
from cairn.domain.recognition.access import may_pay
from cairn.domain.recognition.models import Batch, Budget, Instruction
from cairn.domain.recognition.operations import Due
from cairn.domain.recognition.queries import key_of
from cairn.domain.records.queries import population_of
from cairn.engines.policy import (
    Contradiction,
    NotInForce,
    Payment,
    Period,
    Policy,
    Record,
    choose,
    payments,
    within_budget,
)
from cairn.engines.policy.payments import period_of
from cairn.engines.policy.rules import Budget as Ceiling
from cairn.engines.verdict import demand
from cairn.workflows.deciding import book
from cairn.workflows.payrolls import as_csv
from cairn.workflows.records import BADGE, Known, known_of
from cairn.workflows.rulebook import Rulebook

SCHOOL_YEAR = "school year"
OVER = "It is due no more: the role has ended, or what it was for is not valid any more."
UNSTATED = Ceiling(None, "", ("date", "person"))


@dataclass(frozen=True, slots=True)
class Worked:
    """How many payments are due now, how many are held, and how many were stopped."""

    due: int
    held: int
    stopped: int


def paying_keys(organization: Organization, rules: Rulebook) -> list[str]:
    """The policies under which an organization pays: those that it put in use and that name a payment."""
    return [
        key
        for key in sorted(rules.by_key)
        if rules.organization_of(key) == organization and any(one.pays for one in rules.versions(key))
    ]


def work_out(*, organization: Organization, by: Person, at: datetime) -> Worked:
    """Note what is due to everybody whose record the organization may see, under each of its policies.

    Repeating it, or doing it twice at once, pays nobody twice: each payment has one key. What is due no more and was
    not handed to payroll yet is stopped.
    """
    demand(may_pay(by, organization, at=at))
    on = day_in(organization, at)
    rules = book(on)
    keys = paying_keys(organization, rules)
    _stop(Instruction.objects.filter(organization=organization).exclude(policy_key__in=keys), by, at)
    people = {row.person_id: row.person for row in population_of(organization, on=on)} if keys else {}
    known, served = _known(people, organization, on), roles_in(organization)
    for key in keys:
        dues = list(_dues(key, rules, known, served, on))
        _note(organization, key, _within(organization, key, rules, dues, on), known, by, at)
    open_ones = Instruction.objects.filter(organization=organization)
    counts = {state: open_ones.filter(state=state).count() for state in ("due", "held", "stopped")}
    return Worked(**counts)


def _known(people: Mapping[int, Person], organization: Organization, on: date) -> dict[int, Known]:
    """What is paid for: what the organization sees, and of approvals its own alone."""
    issued = _issued(people)
    return {
        pk: _vouched(known_of(person, on=on, seen_by=organization, approved_by=organization), issued)
        for pk, person in people.items()
    }


def _issued(people: Iterable[int]) -> set[str]:
    """The references of badges that were issued here to these people."""
    rows = Award.objects.filter(earner__in=list(people), state="issued")
    return {str(public_id) for public_id in rows.values_list("public_id", flat=True)}


def _vouched(one: Known, issued: set[str]) -> Known:
    """What is known without badges that she entered herself and that nobody approved: nobody is paid on her word."""
    facts = tuple(
        fact for fact in one.facts if fact.kind != BADGE or fact.approvals or fact.reference in issued
    )
    return replace(one, facts=facts)


def _dues(
    key: str,
    rules: Rulebook,
    known: Mapping[int, Known],
    served: Mapping[int, Mapping[str, Period]],
    on: date,
) -> Iterator[tuple[Policy, Payment]]:
    for pk, one in known.items():
        record = _as_told(one.under(key), one, rules.versions(key), served.get(pk, {}))
        policy = choose(rules.versions(key), record, on=on).policy
        if policy is None:
            continue
        try:
            due = payments(policy, record, on=on)
        except (NotInForce, Contradiction):  # one person's record keeps nobody else from being paid
            continue
        yield from ((policy, payment) for payment in due)


def _as_told(record: Record, one: Known, versions: Iterable[Policy], served: Mapping[str, Period]) -> Record:
    """The record with roles that are paid for on the organization's word alone, and with approved plans alone."""
    paid_for = {pay.during_role for policy in versions for pay in policy.pays if pay.during_role}
    periods = {name: period for name, period in record.periods.items() if name not in paid_for}
    periods |= {name: period for name, period in served.items() if name in paid_for}
    return replace(record, periods=periods, roles=record.roles - paid_for, named=dict(one.approved))


def _within(
    organization: Organization,
    key: str,
    rules: Rulebook,
    dues: list[tuple[Policy, Payment]],
    on: date,
) -> list[tuple[Policy, Payment]]:
    """The same in the declared order; what goes beyond the budget of the year is held, and says whom to ask."""
    year = period_of(SCHOOL_YEAR, on)
    policies = {payment.key: policy for policy, payment in dues}
    declared = rules.versions(key)[-1].budget or UNSTATED
    ceiling = ceiling_of(organization, key, year, declared)
    if ceiling is not None:
        ceiling -= spent_in(organization, key, year)
    ordered = within_budget(replace(declared, ceiling=ceiling), [payment for _, payment in dues])
    return [(policies[payment.key], payment) for payment in ordered]


def ceiling_of(organization: Organization, key: str, year: str, declared: Ceiling) -> Fraction | None:
    """What a policy may pay in a school year, in dollars: as the organization set it, else as the policy states it."""
    row = Budget.objects.filter(organization=organization, policy_key=key, year=year).first()
    return Fraction(row.ceiling_cents, 100) if row else declared.ceiling


def spent_in(organization: Organization, key: str, year: str) -> Fraction:
    """What was handed to payroll under a policy in a school year, in dollars."""
    rows = Instruction.objects.filter(organization=organization, policy_key=key, year=year, state="exported")
    return Fraction(rows.aggregate(sum=Sum("cents"))["sum"] or 0, 100)


def _note(
    organization: Organization,
    key: str,
    dues: list[tuple[Policy, Payment]],
    known: Mapping[int, Known],
    by: Person,
    at: datetime,
) -> None:
    people = {str(one.person.public_id): one for one in known.values()}
    found = set()
    for policy, payment in dues:
        one = people[payment.person]
        noted = operations.note(
            organization=organization, due=_due(policy, payment, one, day_in(organization, at)), by=by, at=at
        )
        found.add(noted.pk)
    rows = Instruction.objects.filter(organization=organization, policy_key=key)
    _stop(rows.exclude(pk__in=found), by, at)


def _stop(rows: QuerySet[Instruction], by: Person, at: datetime) -> None:
    for row in rows.filter(state__in=("due", "held")).order_by("pk"):
        operations.stop(instruction=row, because=OVER, by=by, at=at)


def _due(policy: Policy, payment: Payment, one: Known, on: date) -> Due:
    pay = next(pay for pay in policy.pays if pay.trigger == payment.trigger)
    cents = None if payment.amount is None else int(payment.amount * 100)
    return Due(
        person=one.person,
        policy_key=policy.key,
        trigger=payment.trigger,
        period=payment.period,
        kind=Instruction.Kind.RECURRING if pay.every else Instruction.Kind.ONCE,
        cents=cents,
        words=_words(payment, one),
        year=period_of(SCHOOL_YEAR, on),
        due_on=payment.on,
        adds_to=payment.adds_to,
        source=payment.source,
        held=payment.held,
    )


def _words(payment: Payment, one: Known) -> str:
    """What it is for: the badge by its title, else the decision and its period."""
    keys = {fact.key: fact.reference for fact in reversed(one.facts) if fact.kind != "approval"}
    reference = keys.get(payment.period, payment.period)
    if title := one.titles.get(reference):
        return title
    trigger = payment.trigger.replace("_", " ").capitalize()
    return trigger if payment.period == "once" else f"{trigger}, {payment.period}"


def export(*, organization: Organization, by: Person, at: datetime) -> Batch | None:
    """Hand everything that is due to payroll as one batch; None where nothing is due.

    What ended since it was worked out, such as a role, is stopped first.
    """
    demand(may_pay(by, organization, at=at))
    _stop_what_ended(organization, by, at)
    return operations.export(organization=organization, write_out=as_csv, by=by, at=at)


def _stop_what_ended(organization: Organization, by: Person, at: datetime) -> None:
    on = day_in(organization, at)
    rules, rows = book(on), Instruction.objects.filter(organization=organization, state="due")
    keys = paying_keys(organization, rules)
    people = {row.person_id: row.person for row in rows.select_related("person")}
    known, served = _known(people, organization, on), roles_in(organization)
    owed = {payment.key for key in keys for _, payment in _dues(key, rules, known, served, on)}
    ended = [row.pk for row in rows.select_related("person") if _key_of(row) not in owed]
    _stop(rows.filter(pk__in=ended), by, at)


def _key_of(row: Instruction) -> str:
    return key_of(row.policy_key, row.person, row.trigger, row.period)
