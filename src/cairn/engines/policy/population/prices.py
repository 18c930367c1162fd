"""What each template is worth: gates and prices once for all rows that have it, by the functions that decide one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm

from cairn.engines.policy.facts import BESIDE_POINTS, Fact, Record
from cairn.engines.policy.gates import pass_gates
from cairn.engines.policy.population.table import EARLY, LATE, Population
from cairn.engines.policy.pricing import AWARDS
from cairn.engines.policy.requirements import covers_in
from cairn.engines.policy.rules import Counts, DatedValue, Flat, Policy, PricedOn, Table, Unknown


@dataclass(frozen=True)
class Rates:
    """What a template brings for each of its amount, or once (`flat`), from each of the days `starts` on."""

    starts: tuple[int, ...]
    values: tuple[Fraction, ...]
    flat: bool = False


NOTHING = Rates((), ())


@dataclass(frozen=True)
class Prices:
    """By template: the clause it counts under, if it does, and its rates. Worths are whole numbers times `scale`."""

    clauses: tuple[Counts | None, ...]
    rates: tuple[Rates, ...]
    scale: int

    @property
    def asked(self) -> tuple[bool, ...]:
        """The templates whose worth nobody stated, so that a person has to say."""
        return tuple(bool(clause and isinstance(clause.worth, Unknown)) for clause in self.clauses)


def prices(policy: Policy, population: Population, on: date) -> Prices:
    """The prices of a population's templates as of the decision day."""
    bare = replace(
        policy, window=None, counts=tuple(replace(clause, window=None) for clause in policy.counts)
    )
    clauses = tuple(_clause(policy, bare, fact, on) for fact in population.templates)
    rates = tuple(
        _rates(policy, clause, fact, on) for clause, fact in zip(clauses, population.templates, strict=True)
    )
    values = [value for row in rates for value in row.values]
    steps = [clause.round_to for clause in policy.counts if clause.round_to]
    bounds = [*(cap.most for cap in policy.caps), *_minimums(policy)]
    scale = population.scale * lcm(1, *(value.denominator for value in [*values, *steps, *bounds]))
    return Prices(clauses, rates, scale)


def _minimums(policy: Policy) -> list[Fraction]:
    covers = [cover for condition in policy.decisions.values() for cover in covers_in(condition)]
    return [bucket.least for cover in covers for bucket in cover.buckets]


def _clause(policy: Policy, bare: Policy, fact: Fact, on: date) -> Counts | None:
    """The clause under which a template passes every gate but that of the window; `bare` is without windows."""
    if fact.kind in BESIDE_POINTS:
        return None
    passed = pass_gates(bare, replace(fact, earned_on=on), Record(), on, duplicate=False)
    if passed.clause is None or passed.reasons:
        return None
    return next(clause for clause in policy.counts if clause.path == passed.clause.path)


def _rates(policy: Policy, clause: Counts | None, fact: Fact, on: date) -> Rates:
    if clause is None:
        return NOTHING
    if isinstance(clause.worth, Table):
        amount = clause.worth.amounts.get(fact.details.get(clause.worth.detail, ""))
        return Rates((EARLY,), (amount,), flat=True) if amount else NOTHING
    if not isinstance(clause.worth, Flat):
        return NOTHING
    times = _times(clause, fact)
    if times is None:
        return NOTHING
    many, flat = times
    if clause.worth.amount is not None:
        return Rates((EARLY,), (clause.worth.amount * many / clause.each,), flat)
    starts, values = _eras(policy.values[clause.worth.name])
    priced = tuple(value * many / clause.each for value in values)
    if policy.priced_on is PricedOn.EARNED:
        return Rates(starts, priced, flat)
    now = [value for start, value in zip(starts, priced, strict=True) if start <= on.toordinal()]
    return Rates((EARLY,), (now[-1],), flat) if now and now[-1] else NOTHING


def _times(clause: Counts, fact: Fact) -> tuple[Fraction, bool] | None:
    """How many of the clause's unit, and whether that is fixed; None where the record does not say."""
    for unit in (clause.unit, clause.unit.removesuffix("s")):
        if unit in fact.units:
            return fact.units[unit], True
    unsaid = clause.unit not in AWARDS and (fact.units or fact.kind == "micro-credential")
    return None if unsaid else (Fraction(1), False)


def _eras(dated: tuple[DatedValue, ...]) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
    """Starting days and values; a value that ended is followed by nothing."""
    starts, values = [], []
    for place, value in enumerate(dated):
        starts.append(value.start.on.toordinal())
        values.append(value.amount)
        following = dated[place + 1].start.on.toordinal() if place + 1 < len(dated) else LATE
        if value.until and value.until.toordinal() + 1 < following:
            starts.append(value.until.toordinal() + 1)
            values.append(Fraction(0))
    return tuple(starts), tuple(values)
