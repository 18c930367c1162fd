"""Payment instructions: keyed by policy, person, trigger and period, so that a re-run never pays twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from cairn.engines.policy.asking import known
from cairn.engines.policy.covering import fits
from cairn.engines.policy.decide import decide
from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.outcome import number
from cairn.engines.policy.rules import Budget, Pay, Policy

EACH = "each "
PER_MICRO_CREDENTIAL = "per micro-credential"
JULY = 7


@dataclass(frozen=True, slots=True)
class Payment:
    """One instruction. `amount` is None while a person has to set it; `held` says why it is not paid yet."""

    policy: str
    person: str
    trigger: str
    period: str
    amount: Fraction | None
    on: date
    adds_to: str = ""
    source: str = ""
    held: str = ""

    @property
    def key(self) -> str:
        """What makes it the same payment: policy, person, trigger and period."""
        return "|".join((self.policy, self.person, self.trigger, self.period))


def payments(policy: Policy, record: Record, *, on: date) -> tuple[Payment, ...]:
    """What is due on a day and not paid yet, in the order of the policy and then of the days.

    What was paid under an earlier name of its trigger was paid, and so was a period that any period paid overlaps.
    """
    return tuple(
        payment
        for pay in policy.pays
        for payment in _limited(pay, _due(policy, pay, record, on))
        if not already_paid(pay, payment, record.paid)
    )


def already_paid(pay: Pay, payment: Payment, paid: Iterable[str]) -> bool:
    """Whether one of these keys is for the same, by whatever name and in whatever periods it was paid then."""
    for trigger in (pay.trigger, *pay.was):
        start = "|".join((payment.policy, payment.person, trigger, ""))
        before = [key.removeprefix(start) for key in paid if key.startswith(start)]
        if payment.period in before or (pay.every and any(overlap(payment.period, one) for one in before)):
            return True
    return False


def _due(policy: Policy, pay: Pay, record: Record, on: date) -> Iterator[Payment]:
    facts = known(record.facts, on)
    if pay.trigger.startswith(EACH):
        kind = pay.trigger.removeprefix(EACH)
        # Approved by somebody who sets the price: the decision of that name has to be met as well.
        asked = [fact for fact in facts if fact.kind == kind and fits(fact, pay.where)]
        yield from _each(
            policy, pay, record, sorted(asked, key=lambda fact: (fact.earned_on, fact.reference))
        )
        return
    if pay.trigger not in policy.decisions or not decide(policy, record, on=on, decision=pay.trigger).met:
        return
    if pay.every:
        yield from _recurring(policy, pay, record, on)
    elif pay.amount is None:
        for fact in facts:
            if _priced(fact) and decide(policy, _alone(record, fact), on=on, decision=pay.trigger).met:
                yield _payment(policy, pay, record, fact.details.get("for", fact.reference), on, fact)
    else:
        yield _payment(policy, pay, record, "once", on, None)


def _each(policy: Policy, pay: Pay, record: Record, facts: Iterable[Fact]) -> Iterator[Payment]:
    """One for each record; where it is once per micro-credential, one for each that was earned, the first time."""
    seen: set[str] = set()
    rows = list(facts)
    for fact in rows:
        period = fact.key if pay.once == PER_MICRO_CREDENTIAL else fact.reference
        if period not in seen:
            seen.add(period)
            if not _paid_otherwise(policy, pay, record, fact, rows):
                yield _payment(policy, pay, record, period, fact.earned_on, fact)


def _paid_otherwise(policy: Policy, pay: Pay, record: Record, fact: Fact, facts: Iterable[Fact]) -> bool:
    """Whether it was paid while another version counted by record, or by micro-credential: `once` may change."""
    alike = [one.reference for one in facts if one.key == fact.key]
    names = alike if pay.once == PER_MICRO_CREDENTIAL else [fact.key] if alike[0] == fact.reference else []
    triggers = (pay.trigger, *pay.was)
    keys = {"|".join((policy.key, record.person, trigger, name)) for trigger in triggers for name in names}
    return bool(keys & record.paid)


def _priced(fact: Fact) -> bool:
    return fact.kind == "approval" and "amount" in fact.details


def _alone(record: Record, approval: Fact) -> Record:
    """The record as if only this approval had set an amount: nobody is paid for what was approved and not earned."""
    others = {fact.details.get("for", "") for fact in record.facts if _priced(fact) and fact != approval}
    others.discard(approval.details.get("for", ""))
    left = tuple(
        fact for fact in record.facts if fact == approval or not (_priced(fact) or fact.key in others)
    )
    return replace(record, facts=left)


def _recurring(policy: Policy, pay: Pay, record: Record, on: date) -> Iterator[Payment]:
    """One for the period that the day is in, while the role lasts: it stops with the role."""
    if pay.during_role:
        held = record.periods.get(pay.during_role)
        if not (pay.during_role in record.roles if held is None else on in held):
            return
    yield _payment(policy, pay, record, period_of(pay.every, on), on, None)


def overlap(one: str, other: str) -> bool:
    """Whether two periods, each by its name, have a day in common; a name that can mean two periods means both."""
    return any(mine & theirs for mine in _months(one) for theirs in _months(other))


def _months(period: str) -> Iterator[set[int]]:
    """The months of a period, counted from the year 0; more than one set where its name is ambiguous."""
    year, _, rest = period.partition("-")
    if not (len(year) == 4 and year.isdigit() and (not rest or (len(rest) == 2 and rest.isdigit()))):
        return
    first = int(year) * 12
    if not rest:
        yield set(range(first, first + 12))
    elif int(rest) == (int(year) + 1) % 100:
        yield set(range(first + JULY - 1, first + JULY + 11))
    if rest and 1 <= int(rest) <= 12:
        yield {first + int(rest) - 1}


def period_of(every: str, day: date) -> str:
    """The name of the school year (from July 1), calendar year or month that a day is in."""
    if every == "month":
        return f"{day.year}-{day.month:02}"
    if every == "calendar year":
        return str(day.year)
    first = day.year if day.month >= JULY else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _payment(policy: Policy, pay: Pay, record: Record, period: str, on: date, fact: Fact | None) -> Payment:
    amount, held = pay.amount, ""
    if amount is None:
        text = fact.details.get("amount", "") if fact else ""
        amount = Fraction(text.removeprefix("$")) if text.removeprefix("$").isdigit() else None
        held = "" if amount is not None else "Nobody has set the amount yet."
        if amount is not None and not ((pay.low or amount) <= amount <= (pay.high or amount)):
            held = f"${number(amount)} is not between ${number(pay.low or amount)} and ${number(pay.high or amount)}."
    source = policy.sources.get(pay.source, "")
    return Payment(policy.key, record.person, pay.trigger, period, amount, on, pay.adds_to, source, held)


def _limited(pay: Pay, due: Iterable[Payment]) -> Iterator[Payment]:
    """Within the most of a year; what goes beyond is held, for the next one may take it."""
    if pay.most_per_year is None:
        yield from due
        return
    left: dict[str, Fraction] = {}
    for payment in due:
        year = period_of("school year", payment.on)
        room = left.setdefault(year, pay.most_per_year)
        amount = payment.amount or Fraction(0)
        if amount <= room:
            left[year] = room - amount
            yield payment
        else:
            yield replace(
                payment, held=f"${number(pay.most_per_year)} a year is the most, and {year} has it."
            )


def within_budget(budget: Budget, due: Iterable[Payment]) -> tuple[Payment, ...]:
    """All payments in the declared order; from the first that goes beyond the ceiling on, they are held."""
    ordered = sorted(
        due, key=lambda one: (*(str(getattr(one, _FIELD[word])) for word in budget.order), one.key)
    )
    if budget.ceiling is None:
        return tuple(ordered)
    spent, found, over = Fraction(0), [], False
    for payment in ordered:
        amount = Fraction(0) if payment.held else payment.amount or Fraction(0)
        over = over or spent + amount > budget.ceiling
        if over and not payment.held:
            words = budget.if_exceeded or "ask whoever keeps it"
            payment = replace(payment, held=f"The budget of ${number(budget.ceiling)} is used up: {words}.")
            amount = Fraction(0)
        spent += amount
        found.append(payment)
    return tuple(found)


_FIELD = {"date": "on", "person": "person", "trigger": "trigger", "amount": "amount"}
