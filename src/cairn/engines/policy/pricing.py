"""What one record is worth under one clause, exactly, and in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cairn.engines.policy.facts import Fact
from cairn.engines.policy.outcome import Reason, number, spoken
from cairn.engines.policy.rules import Counts, DatedValue, Flat, Policy, PricedOn, Table, Unknown

AWARDS = ("award", "record", "micro-credential")


@dataclass(frozen=True, slots=True)
class Price:
    """Points, none when the record is worth nothing; why; the keys of the sources; what was assumed.

    `lacks` says that the record leaves out what the price depends on; `person` that nobody stated a worth.
    """

    points: Fraction
    because: str
    sources: tuple[str, ...]
    doubt: str = ""
    lacks: Reason | None = None
    person: bool = False


def price(policy: Policy, clause: Counts, fact: Fact, on: date) -> Price:
    """Price a fact that the clause is about, as of the decision day `on`."""
    if isinstance(clause.worth, Unknown):
        told = f"{policy.by_name} recognizes it, and what it is worth is not stated; ask."
        return Price(Fraction(0), told, clause.sources, person=True)
    if isinstance(clause.worth, Table):
        return _looked_up(clause, clause.worth, fact)
    if clause.worth.amount is not None:
        return _times(clause, fact, clause.worth.amount, clause.sources, "", "")
    return _dated(policy, clause, clause.worth, fact, on)


def in_force(dated: tuple[DatedValue, ...], day: date) -> DatedValue | None:
    """The value of a day, if there is one."""
    started = [value for value in dated if value.start.on <= day]
    last = started[-1] if started else None
    return last if last and (last.until is None or day <= last.until) else None


def measure(clause: Counts, fact: Fact) -> Fraction | None:
    """How many of the clause's unit the record has; None where it does not say."""
    for unit in (clause.unit, clause.unit.removesuffix("s")):
        if unit in fact.units:
            return fact.units[unit]
    unsaid = clause.unit not in AWARDS and (fact.units or fact.kind == "micro-credential")
    return None if unsaid else Fraction(fact.amount)


def _dated(policy: Policy, clause: Counts, worth: Flat, fact: Fact, on: date) -> Price:
    """By a value that changes: the one in force on the day the record was earned, or on the day of decision."""
    day = fact.earned_on if policy.priced_on is PricedOn.EARNED else on
    value = in_force(policy.values[worth.name], day)
    if value is None:
        first = policy.values[worth.name][0].start.on
        when = f"before {spoken(first)}" if day < first else "for that day"
        return Price(
            Fraction(0),
            f"no worth is known {when}, and {spoken(day)} is the day that decides.",
            clause.sources,
        )
    which = "the day it was earned" if policy.priced_on is PricedOn.EARNED else "the day of the decision"
    when = f" on {which}, {spoken(day)}"
    return _times(clause, fact, value.amount, (value.source,), when, value.start.doubt)


def _times(
    clause: Counts, fact: Fact, worth: Fraction, sources: tuple[str, ...], when: str, doubt: str
) -> Price:
    has = measure(clause, fact)
    if has is None:
        unit = clause.unit if clause.unit.endswith("s") else f"{clause.unit}s"
        text = f"the record does not state its {unit}; add them."
        return Price(
            Fraction(0), text, sources, lacks=Reason("document", text, f"Add its {unit}.", pending=True)
        )
    points = rounded(clause, worth * has / clause.each)
    unit = clause.unit if clause.each == 1 else f"{number(clause.each)} {clause.unit}"
    many = "" if has == 1 else f"; this record has {number(has)}"
    near = "" if points == worth * has / clause.each else f", rounded to {number(points)}"
    because = f"{clause.record}, worth {number(worth)} for each {unit}{when}{many}{near}."
    return Price(points, because, sources, doubt)


def rounded(clause: Counts, points: Fraction) -> Fraction:
    """The one place where an exact amount is rounded, and only where the clause says so."""
    if clause.round_to is None:
        return points
    steps = points / clause.round_to
    return (math.ceil(steps) if clause.round_up else math.floor(steps)) * clause.round_to


def _looked_up(clause: Counts, table: Table, fact: Fact) -> Price:
    have = fact.details.get(table.detail, "")
    if not have:
        text = f"the record does not state its {table.detail}; add it."
        lacks = Reason("document", text, f"Add its {table.detail}.", pending=True)
        return Price(Fraction(0), text, clause.sources, lacks=lacks)
    if have not in table.amounts:
        known = ", ".join(table.amounts)
        return Price(Fraction(0), f"{table.detail} {have} has no worth; these have: {known}.", clause.sources)
    worth = rounded(clause, table.amounts[have])
    return Price(worth, f"{clause.record} with {table.detail} {have}, worth {number(worth)}.", clause.sources)
