"""What an organization owes under its policies, to whom and for what, as of a day. Nothing here is noted yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.db.models import Sum

from cairn.domain.approvals.queries import roles_in
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import Budget, Instruction
from cairn.domain.recognition.operations import Due
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
from cairn.workflows.records import BADGE, Known, all_known
from cairn.workflows.rulebook import Rulebook

SCHOOL_YEAR = "school year"
UNSTATED = Ceiling(None, "", ("date", "person"))
A_STEP = 200
"""So many people are read together; after them the progress is told."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One payment as a version of a policy makes it due, to whom, and what it is for in words."""

    policy: Policy
    payment: Payment
    person: Person
    words: str


def paying_keys(organization: Organization, rules: Rulebook) -> list[str]:
    """The policies under which an organization pays: those that it put in use and that name a payment."""
    return [
        key
        for key in sorted(rules.by_key)
        if rules.organization_of(key) == organization and any(one.pays for one in rules.versions(key))
    ]


def owed_to(
    people: Iterable[Person],
    organization: Organization,
    rules: Rulebook,
    *,
    on: date,
    told: Callable[[int], None] = lambda looked: None,
) -> dict[str, list[Owed]]:
    """By policy what is owed to people whose records the organization may see, whatever the budget is.

    `told` is called now and then with the number of people who have been looked at.
    """
    listed = list(people)
    keys, served = paying_keys(organization, rules), roles_in(organization)
    found: dict[str, list[Owed]] = {key: [] for key in keys}
    for start in range(0, len(listed), A_STEP):
        some = listed[start : start + A_STEP]
        issued = _issued(some)
        known = all_known(some, on=on, seen_by=organization, approved_by=organization)
        for person in some:
            one = _vouched(known[person.pk], issued)
            for key in keys:
                found[key] += _owed(key, rules, one, served.get(person.pk, {}), on)
        told(start + len(some))
    return found


def _issued(people: Iterable[Person]) -> set[str]:
    """The references of badges that were issued here to these people."""
    rows = Award.objects.filter(earner__in=list(people), state="issued")
    return {str(public_id) for public_id in rows.values_list("public_id", flat=True)}


def _vouched(one: Known, issued: set[str]) -> Known:
    """What is known without badges that she entered herself and that nobody approved: nobody is paid on her word."""
    facts = tuple(
        fact for fact in one.facts if fact.kind != BADGE or fact.approvals or fact.reference in issued
    )
    return replace(one, facts=facts)


def _owed(key: str, rules: Rulebook, one: Known, served: Mapping[str, Period], on: date) -> Iterator[Owed]:
    record = _as_told(one.under(key), one, rules.versions(key), served)
    policy = choose(rules.versions(key), record, on=on).policy
    if policy is None:
        return
    try:
        due = payments(policy, record, on=on)
    except (NotInForce, Contradiction):  # one person's record keeps nobody else from being paid
        return
    for payment in due:
        yield Owed(policy, payment, one.person, _words(payment, one))


def _as_told(record: Record, one: Known, versions: Iterable[Policy], served: Mapping[str, Period]) -> Record:
    """The record with roles that are paid for on the organization's word alone, and with approved plans alone."""
    paid_for = {pay.during_role for policy in versions for pay in policy.pays if pay.during_role}
    periods = {name: period for name, period in record.periods.items() if name not in paid_for}
    periods |= {name: period for name, period in served.items() if name in paid_for}
    return replace(record, periods=periods, roles=record.roles - paid_for, named=dict(one.approved))


def _words(payment: Payment, one: Known) -> str:
    """What it is for: the badge by its title, else the decision and its period."""
    keys = {fact.key: fact.reference for fact in reversed(one.facts) if fact.kind != "approval"}
    reference = keys.get(payment.period, payment.period)
    if title := one.titles.get(reference):
        return title
    trigger = payment.trigger.replace("_", " ").capitalize()
    return trigger if payment.period == "once" else f"{trigger}, {payment.period}"


def dues_of(
    key: str, owed: Iterable[Owed], organization: Organization, rules: Rulebook, *, on: date
) -> list[Due]:
    """The same in the declared order; what goes beyond the budget of the year is held, and says whom to ask."""
    by_key = {one.payment.key: one for one in owed}
    year = period_of(SCHOOL_YEAR, on)
    declared = rules.versions(key)[-1].budget or UNSTATED
    whole = ceiling_of(organization, key, year, declared)
    left = None if whole is None else whole - spent_in(organization, key, year)
    ordered = within_budget(replace(declared, ceiling=left), [one.payment for one in by_key.values()])
    return [
        _due(by_key[payment.key], _told(by_key[payment.key], payment, declared, whole), year)
        for payment in ordered
    ]


def _told(one: Owed, payment: Payment, declared: Ceiling, whole: Fraction | None) -> Payment:
    """The payment with the whole budget named where that holds it, and not what was left of it."""
    if whole is None or payment.held == one.payment.held:
        return payment
    ask = declared.if_exceeded or "ask whoever keeps it"
    return replace(payment, held=f"The budget of ${int(whole):,} is used up: {ask}.")


def ceiling_of(organization: Organization, key: str, year: str, declared: Ceiling) -> Fraction | None:
    """What a policy may pay in a school year, in dollars: as the organization set it, else as the policy states it."""
    row = Budget.objects.filter(organization=organization, policy_key=key, year=year).first()
    return Fraction(row.ceiling_cents, 100) if row else declared.ceiling


def spent_in(organization: Organization, key: str, year: str) -> Fraction:
    """What was handed to payroll under a policy in a school year, in dollars."""
    rows = Instruction.objects.filter(organization=organization, policy_key=key, year=year, state="exported")
    return Fraction(rows.aggregate(sum=Sum("cents"))["sum"] or 0, 100)


def _due(one: Owed, payment: Payment, year: str) -> Due:
    """`payment` is the same one after the budget was looked at: perhaps it is held."""
    pay = next(pay for pay in one.policy.pays if pay.trigger == payment.trigger)
    return Due(
        person=one.person,
        policy_key=one.policy.key,
        trigger=payment.trigger,
        period=payment.period,
        kind=Instruction.Kind.RECURRING if pay.every else Instruction.Kind.ONCE,
        cents=None if payment.amount is None else int(payment.amount * 100),
        words=one.words,
        year=year,
        due_on=payment.on,
        adds_to=payment.adds_to,
        source=payment.source,
        held=payment.held,
    )
