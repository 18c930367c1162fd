"""What one record is worth under one clause, exactly, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cairn.engines.policy.facts import Fact
from cairn.engines.policy.outcome import number, spoken
from cairn.engines.policy.rules import Counts, Flat, Policy, PricedOn, Table


@dataclass(frozen=True, slots=True)
class Price:
    """Points, none when the record is worth nothing; why; the keys of the sources; what was assumed."""

    points: Fraction
    because: str
    sources: tuple[str, ...]
    doubt: str = ""


def price(policy: Policy, clause: Counts, fact: Fact, on: date) -> Price:
    """Price a fact that the clause is about, as of the decision day `on`."""
    if isinstance(clause.worth, Table):
        return _looked_up(clause, clause.worth, fact)
    if clause.worth.amount is not None:
        return _times(clause, fact, clause.worth.amount, clause.sources, "", "")
    return _dated(policy, clause, clause.worth, fact, on)


def _dated(policy: Policy, clause: Counts, worth: Flat, fact: Fact, on: date) -> Price:
    """By a value that changes: the one in force on the day the record was earned, or on the day of decision."""
    day = fact.earned_on if policy.priced_on is PricedOn.EARNED else on
    in_force = [value for value in policy.values[worth.name] if value.start.on <= day]
    if not in_force:
        first = policy.values[worth.name][0].start.on
        return Price(
            Fraction(0),
            f"no worth is known before {spoken(first)}, and {spoken(day)} is the day that decides.",
            clause.sources,
        )
    value = in_force[-1]
    which = "the day it was earned" if policy.priced_on is PricedOn.EARNED else "the day of the decision"
    when = f" on {which}, {spoken(day)}"
    return _times(clause, fact, value.amount, (value.source,), when, value.start.doubt)


def _times(
    clause: Counts, fact: Fact, worth: Fraction, sources: tuple[str, ...], when: str, doubt: str
) -> Price:
    points = worth * fact.amount / clause.each
    unit = clause.unit if clause.each == 1 else f"{number(clause.each)} {clause.unit}"
    many = "" if fact.amount == 1 else f"; this record has {number(Fraction(fact.amount))}"
    because = f"{clause.record}, worth {number(worth)} for each {unit}{when}{many}."
    return Price(points, because, sources, doubt)


def _looked_up(clause: Counts, table: Table, fact: Fact) -> Price:
    have = fact.details.get(table.detail, "")
    if not have:
        return Price(Fraction(0), f"the record does not state its {table.detail}; add it.", clause.sources)
    if have not in table.amounts:
        known = ", ".join(table.amounts)
        return Price(Fraction(0), f"{table.detail} {have} has no worth; these have: {known}.", clause.sources)
    worth = table.amounts[have]
    return Price(worth, f"{clause.record} with {table.detail} {have}, worth {number(worth)}.", clause.sources)
