"""From records to what each could bring: gates, worth, the number a year, and the caps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm

from cairn.engines.policy.allocation.problem import kept_under_caps
from cairn.engines.policy.counting import within
from cairn.engines.policy.facts import BESIDE_POINTS, STACK, Fact, Record
from cairn.engines.policy.gates import Passed, pass_gates
from cairn.engines.policy.outcome import Reason
from cairn.engines.policy.pricing import Price, price
from cairn.engines.policy.rules import Cap, Counts, Policy


class Contradiction(ValueError):
    """Raised when two facts bear the same reference and differ."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One record after its gates. `worth` is what it could bring, `kept` what of it the caps leave."""

    fact: Fact
    passed: Passed
    price: Price | None = None
    worth: Fraction = Fraction(0)
    kept: Fraction = Fraction(0)

    @property
    def clause(self) -> Counts | None:
        return self.passed.clause

    @property
    def counts(self) -> bool:
        return self.worth > 0


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """The facts in the order in which they are shown; alike ones stay, for each gets its line."""
    seen: dict[str, Fact] = {}
    ordered = sorted(facts, key=lambda fact: (fact.earned_on, fact.reference))
    for fact in ordered:
        if seen.setdefault(fact.reference, fact) != fact:
            raise Contradiction(
                f"Correct record {fact.reference}: it is given twice with different contents."
            )
    return ordered


def look_at(
    policy: Policy, record: Record, facts: list[Fact], on: date, looked: dict[int, Looked] | None = None
) -> list[Looked]:
    """Every record that could carry points, in the order of `facts`; those in `looked` are not looked at again."""
    beside = BESIDE_POINTS if any(row.record == STACK for row in policy.counts) else {*BESIDE_POINTS, STACK}
    seen: set[str] = set()
    known = {} if looked is None else looked
    found = []
    for fact in facts:
        if fact.kind in beside:
            continue
        again = fact.reference in seen
        seen.add(fact.reference)
        # The fact itself is kept with it, so that its id stays its own.
        row = known.get(id(fact)) if not again else None
        if row is None:
            passed = pass_gates(policy, fact, record, on, duplicate=again)
            row = _priced(policy, record, Looked(fact, passed), on)
        if not again:
            known[id(fact)] = row
        found.append(row)
    return _capped(policy, _best_of_the_year(found))


def preference(looked: Looked) -> tuple[date, date, str]:
    """What is spent first: what expires soonest, was earned earliest, has the first id."""
    return looked.fact.expires_on or date.max, looked.fact.earned_on, looked.fact.reference


def caps_over(policy: Policy, fact: Fact) -> tuple[int, ...]:
    """The caps that a record is under, by number, the widest first."""
    return nested(policy.caps, [place for place, cap in enumerate(policy.caps) if _under(cap, fact)])


def nested(caps: Sequence[Cap], over: Sequence[int]) -> tuple[int, ...]:
    """Caps that lie within each other, the widest first, whatever they allow."""

    def depth(place: int) -> tuple[int, int]:
        return sum(within(caps[place], caps[other]) for other in over), place

    return tuple(sorted(over, key=depth))


def scale_of(amounts: Iterable[Fraction]) -> int:
    """The least number that makes every amount whole."""
    return lcm(1, *(amount.denominator for amount in amounts))


def _under(cap: Cap, fact: Fact) -> bool:
    return fact.kind in cap.records and all(
        fact.values(name) & set(words) for name, words in cap.where.items()
    )


def _priced(policy: Policy, record: Record, looked: Looked, on: date) -> Looked:
    clause = looked.clause
    if clause is None or looked.passed.reasons:
        return looked
    priced = price(policy, clause, looked.fact, on)
    if priced.lacks:
        return replace(looked, passed=replace(looked.passed, reasons=(priced.lacks,)), price=priced)
    spent = (
        record.spent.get(policy.ledger, {}).get(looked.fact.reference, Fraction(0)) if policy.ledger else 0
    )
    if spent and spent >= priced.points:
        text = f"it was spent already in the ledger “{policy.ledger}”."
        return replace(
            looked, passed=replace(looked.passed, reasons=(Reason("duplicate", text),)), price=priced
        )
    return replace(looked, price=priced, worth=max(priced.points - spent, Fraction(0)))


def _best_of_the_year(rows: list[Looked]) -> list[Looked]:
    """Those beyond a line's number a year do not count; the best ones stay."""
    used: dict[tuple[str, int], int] = {}
    refused: dict[int, Reason] = {}
    for place in sorted(range(len(rows)), key=lambda place: (-rows[place].worth, place)):
        row = rows[place]
        if not row.counts or row.clause is None or row.clause.at_most_per_year is None:
            continue
        limit, year = row.clause.at_most_per_year, row.fact.earned_on.year
        used[row.clause.path, year] = used.get((row.clause.path, year), 0) + 1
        if used[row.clause.path, year] > limit:
            text = f"at most {limit} of this kind counts in a year, and {year} has it."
            refused[place] = Reason("duplicate", text)
    return [
        replace(row, worth=Fraction(0), passed=replace(row.passed, reasons=(refused[place],)))
        if place in refused
        else row
        for place, row in enumerate(rows)
    ]


def _capped(policy: Policy, rows: list[Looked]) -> list[Looked]:
    if not policy.caps:
        return [replace(row, kept=row.worth) for row in rows]
    order = sorted(
        (place for place, row in enumerate(rows) if row.counts), key=lambda place: preference(rows[place])
    )
    scale = scale_of([*(cap.most for cap in policy.caps), *(row.worth for row in rows)])
    amounts = [(int(rows[place].worth * scale), caps_over(policy, rows[place].fact)) for place in order]
    kept = kept_under_caps([int(cap.most * scale) for cap in policy.caps], amounts)
    by_place = dict(zip(order, kept, strict=True))
    return [replace(row, kept=Fraction(by_place.get(place, 0), scale)) for place, row in enumerate(rows)]
