"""What each row is worth: the price of its template on its day, within its window, by column."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.population.prices import Prices
from cairn.engines.policy.population.table import EARLY, LATE, Ints, Population
from cairn.engines.policy.requirements import During, Fixed, Rolling, Window
from cairn.engines.policy.rules import Counts, Policy
from cairn.engines.policy.spans import back

Bools = NDArray[np.bool_]

Memo = dict[Hashable, Any]
"""What another version of the policy would have to find again: which rows lie in a window, in which year, and so on."""


@dataclass(frozen=True)
class Worths:
    """The worth of each row times the scale of prices, zero where it does not count; whether its day is open."""

    points: Ints
    inside: Bools


def fits_columns(policy: Policy) -> bool:
    """Whether every window can be told from columns: the current license, days before the decision, fixed days."""
    spans = [policy.window, *(clause.window for clause in policy.counts)]
    return all(span is None or tellable(span) for span in spans) and not policy.ledger


def tellable(span: Window) -> bool:
    """Whether both ends of a window can be told from columns."""
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


def worths(policy: Policy, population: Population, priced: Prices, on: date, known: Memo) -> Worths:
    """Every row at the price of its template. The policy's windows have to be ones that columns can tell."""
    inside = _open(policy, population, priced.clauses, on, known)
    points = _points(population, priced, known)
    points *= inside
    points = _rounded(population, priced, points)
    return Worths(_best_of_the_year(population, priced.clauses, points, inside), inside)


def _points(population: Population, priced: Prices, known: Memo) -> Ints:
    """By row: the rate of its template on its day, times its amount unless the rate is flat."""
    rates = priced.rates
    eras = sorted({start for row in rates for start in row.starts} - {EARLY})
    table = np.zeros((len(rates), len(eras) + 1), np.int64)
    for place, row in enumerate(rates):
        by = priced.scale if row.flat else priced.scale // population.scale
        for start, value in zip(row.starts, row.values, strict=True):
            table[place, 0 if start == EARLY else eras.index(start) + 1 :] = int(value * by)
    points = np.take(table.ravel(), _eras_of(population, tuple(eras), known))
    points *= _times_of(population, tuple(row.flat for row in rates), known)
    return points


def _eras_of(population: Population, eras: tuple[int, ...], known: Memo) -> Ints:
    """The place of each row in a table of templates by eras, which begin on these days."""
    if not eras:
        return population.template
    if (place := ("eras", eras)) not in known:
        places = population.template * (len(eras) + 1)
        for first in eras:
            places += population.earned >= first
        known[place] = places
    return np.asarray(known[place])


def _times_of(population: Population, flat: tuple[bool, ...], known: Memo) -> Ints:
    """How many times the rate of each row is taken: its amount, or once where the rate is flat."""
    if not any(flat):
        return population.amount
    if (place := ("times", flat)) not in known:
        known[place] = population.amount.copy()
        known[place][population.rows_in_turn(flat)] = 1
    return np.asarray(known[place])


def _open(
    policy: Policy, population: Population, clauses: tuple[Counts | None, ...], on: date, known: Memo
) -> Bools:
    """Whether the day of each row lies in its window and not after the day asked about."""
    spans = [clause.window or policy.window if clause else None for clause in clauses]
    different = list(dict.fromkeys(span for span, clause in zip(spans, clauses, strict=True) if clause))
    if len(different) == 1:
        return within(different[0], population, on, known)
    inside = np.zeros(len(population.template), np.bool_)
    for span in different:
        here = np.array(
            [bool(clause) and other == span for other, clause in zip(spans, clauses, strict=True)]
        )
        inside |= within(span, population, on, known) & here[population.template]
    return inside


def within(span: Window | None, population: Population, on: date, known: Memo) -> Bools:
    """Whether each row's day lies in a window and not after the day asked about."""
    if (place := ("within", span, on)) not in known:
        low, high = ends(span, population, on) if span else (EARLY, LATE)
        last = np.minimum(high, on.toordinal())
        inside = population.earned <= (np.repeat(last, population.many) if last.ndim else last)
        inside &= population.earned >= (low if isinstance(low, int) else np.repeat(low, population.many))
        known[place] = inside
    return np.asarray(known[place])


def _rounded(population: Population, priced: Prices, points: Ints) -> Ints:
    for place, clause in enumerate(priced.clauses):
        if clause and clause.round_to is not None:
            step = int(clause.round_to * priced.scale)
            rows = population.template == place
            here = points[rows]
            points[rows] = (-(-here // step) if clause.round_up else here // step) * step
    return points


def _best_of_the_year(
    population: Population, clauses: tuple[Counts | None, ...], points: Ints, inside: Bools
) -> Ints:
    """Rows beyond a line's number a year are worth nothing; the best ones stay, the earlier among equals."""
    limits = {
        clause.path: clause.at_most_per_year for clause in clauses if clause and clause.at_most_per_year
    }
    for path, limit in limits.items():
        rows = population.rows_in_turn([bool(clause and clause.path == path) for clause in clauses])
        rows, begin = _crowded(population, rows[inside[rows]], limit)
        left = points[rows]
        points[rows] = 0
        # The worth first and then the earlier place, in one number, so that its greatest is the row that stays.
        place = np.arange(len(rows))[::-1]
        for _ in range(limit if len(rows) else 0):
            best = np.maximum.reduceat(left * len(rows) + place, begin)
            stays = len(rows) - 1 - best % len(rows)
            points[rows[stays]] += left[stays]
            left[stays] = 0
    return points


def _crowded(population: Population, rows: Ints, limit: int) -> tuple[Ints, Ints]:
    """Those of the rows of which a person has more than `limit` in a calendar year, year by year and in order.

    The second says where each person's year begins among them.
    """
    by_day, first = population.year
    year = np.take(by_day, population.earned[rows] - first)
    year += population.person[rows] * (int(by_day.max(initial=0)) + 1)
    many = np.bincount(year) if len(rows) else year
    crowded = np.take(many, year) > limit
    # Person, year and row in one number: sorting puts the rows in order within each year.
    size = max(len(population.template), 1)
    year, rows = np.divmod(np.sort(year[crowded] * size + rows[crowded]), size)
    return rows, np.flatnonzero(np.diff(year, prepend=-1))
