"""What each row is worth: gates and prices once for each template, days and amounts by column."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.facts import BESIDE_POINTS, Fact, Record
from cairn.engines.policy.gates import pass_gates
from cairn.engines.policy.population.table import EARLY, LATE, Ints, Population
from cairn.engines.policy.pricing import AWARDS
from cairn.engines.policy.requirements import During, Fixed, Rolling, Window
from cairn.engines.policy.rules import Counts, DatedValue, Flat, Policy, PricedOn, Table
from cairn.engines.policy.spans import back

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Worths:
    """The worth of each row times `scale`, zero where it does not count, and the clause of each template."""

    points: Ints
    scale: int
    clauses: tuple[Counts | None, ...]


def fits_columns(policy: Policy) -> bool:
    """Whether every window can be told from columns: the current license, days before the decision, fixed days."""
    spans = [policy.window, *(clause.window for clause in policy.counts)]
    return all(span is None or _tellable(span) for span in spans) and not policy.ledger


def _tellable(span: Window) -> bool:
    match span:
        case During(period):
            return period == "current license"
        case Rolling(before=before):
            return before == "decision"
        case Fixed():
            return True


def ends(span: Window, population: Population, on: date) -> tuple[Ints | int, Ints | int]:
    """The first and last day of a window, by person or for all."""
    match span:
        case During():
            return population.license_from, population.license_until
        case Rolling(many, unit, _):
            return back(on, many, unit).toordinal(), on.toordinal()
        case Fixed(start, end):
            return (start.toordinal() if start else EARLY), (end.toordinal() if end else LATE)


def worths(policy: Policy, population: Population, on: date) -> Worths:
    """Every row through gates and prices. The policy's windows have to be ones that columns can tell."""
    clauses = tuple(_clause(policy, fact, on) for fact in population.templates)
    rates = [
        _rates(policy, clause, fact, on) for clause, fact in zip(clauses, population.templates, strict=True)
    ]
    values = [value for row in rates for value in row.values]
    steps = [clause.round_to for clause in policy.counts if clause.round_to]
    scale = population.scale * lcm(1, *(value.denominator for value in [*values, *steps]))
    points = _points(population, rates, scale)
    points = np.where(_open(policy, population, clauses, on), points, 0)
    points = _rounded(population, clauses, points, scale)
    return Worths(_best_of_the_year(population, clauses, points), scale, clauses)


@dataclass(frozen=True)
class Rates:
    """What a template brings for each of its amount, or once (`flat`), from each of the days `starts` on."""

    starts: tuple[int, ...]
    values: tuple[Fraction, ...]
    flat: bool = False


NOTHING = Rates((), ())


def _clause(policy: Policy, fact: Fact, on: date) -> Counts | None:
    """The clause under which a template passes every gate but that of the window."""
    if fact.kind in BESIDE_POINTS:
        return None
    bare = replace(
        policy, window=None, counts=tuple(replace(clause, window=None) for clause in policy.counts)
    )
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


def _points(population: Population, rates: list[Rates], scale: int) -> Ints:
    """By row: the rate of its template on its day, times its amount unless the rate is flat."""
    eras = sorted({start for row in rates for start in row.starts} - {EARLY})
    table = np.zeros((len(rates), len(eras) + 1), np.int64)
    fixed = np.zeros(len(rates), np.bool_)
    for place, row in enumerate(rates):
        by = scale if row.flat else scale // population.scale
        fixed[place] = row.flat
        for start, value in zip(row.starts, row.values, strict=True):
            table[place, 0 if start == EARLY else eras.index(start) + 1 :] = int(value * by)
    if eras:
        era = np.searchsorted(np.array(eras), population.earned, side="right")
        rate = table.ravel()[population.template * table.shape[1] + era]
    else:
        rate = table[:, 0][population.template] if len(rates) else np.zeros(0, np.int64)
    if not fixed.any():
        return np.asarray(rate * population.amount)
    return np.asarray(np.where(fixed[population.template], rate, rate * population.amount), np.int64)


def _open(policy: Policy, population: Population, clauses: tuple[Counts | None, ...], on: date) -> Bools:
    """Whether the day of each row lies in its window and not after the day asked about."""
    inside = population.earned <= on.toordinal()
    spans = [clause.window or policy.window if clause else None for clause in clauses]
    for span in dict.fromkeys(span for span in spans if span is not None):
        low, high = ends(span, population, on)
        low_by_row = low if isinstance(low, int) else low[population.person]
        high_by_row = high if isinstance(high, int) else high[population.person]
        within = (population.earned >= low_by_row) & (population.earned <= high_by_row)
        if all(other == span for other, clause in zip(spans, clauses, strict=True) if clause):
            inside &= within
        else:
            here = np.array([other == span for other in spans], np.bool_)
            inside &= within | ~here[population.template]
    return np.asarray(inside)


def _rounded(population: Population, clauses: tuple[Counts | None, ...], points: Ints, scale: int) -> Ints:
    for place, clause in enumerate(clauses):
        if clause and clause.round_to is not None:
            step = int(clause.round_to * scale)
            rows = population.template == place
            here = points[rows]
            points[rows] = (-(-here // step) if clause.round_up else here // step) * step
    return points


def _best_of_the_year(population: Population, clauses: tuple[Counts | None, ...], points: Ints) -> Ints:
    """Rows beyond a line's number a year are worth nothing; the best ones stay, the earlier among equals."""
    limits = {
        clause.path: clause.at_most_per_year for clause in clauses if clause and clause.at_most_per_year
    }
    for path, limit in limits.items():
        here = np.array([bool(clause and clause.path == path) for clause in clauses], np.bool_)
        rows = np.flatnonzero(here[population.template] & (points > 0))
        if not len(rows):
            continue
        days = (population.earned[rows] - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
        year = days.astype("datetime64[Y]").astype(np.int64)
        order = np.lexsort((rows, -points[rows], year, population.person[rows]))
        rows, year = rows[order], year[order]
        person = population.person[rows]
        new = np.ones(len(rows), np.bool_)
        new[1:] = (person[1:] != person[:-1]) | (year[1:] != year[:-1])
        begin = np.maximum.accumulate(np.where(new, np.arange(len(rows)), 0))
        points[rows[np.arange(len(rows)) - begin >= limit]] = 0
    return points
