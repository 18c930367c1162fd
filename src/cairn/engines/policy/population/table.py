"""A population as columns: one row for each record, sorted by person; what records have in common stands once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from cairn.engines.policy.facts import LICENSE, Fact, Period, Record
from cairn.engines.policy.records import in_order

Ints = NDArray[np.int64]

FEW_TEMPLATES = 8
"""Up to so many templates their rows are put together; beyond it all rows are gone through."""

EARLY, LATE = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Population:
    """`template`, `earned` (days as `date.toordinal`) and `amount` (times `scale`) by row, sorted by person.

    Person i has the rows `first[i]` to `first[i + 1]`. A template is a fact without its day, amount and reference.
    `license_from` and `license_until` are days by person, as wide as can be where the license is not known.
    `alone` holds the persons whose records no column can say: these are decided one by one, and have no rows. `fuller`
    are the records of others of whom more is known than columns hold, such as what a plan names; that is looked at by
    those policies alone whose decisions do not fit columns.
    """

    people: Sequence[str]
    first: Ints
    template: Ints
    earned: Ints
    amount: Ints
    scale: int
    templates: tuple[Fact, ...]
    license_from: Ints
    license_until: Ints
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)
    alone: Mapping[int, Record] = field(default_factory=dict)
    fuller: Mapping[int, Record] = field(default_factory=dict)
    references: Sequence[str] = ()

    @classmethod
    def of(cls, records: Sequence[Record], groups: Mapping[str, Sequence[str]] | None = None) -> Population:
        """The population of these persons, in their order; `groups` give each person's district, license and so on."""
        templates: dict[Hashable, int] = {}
        facts: list[Fact] = []
        rows: list[tuple[int, int, Fraction | int]] = []
        first, references, alone, fuller = [0], [], {}, {}
        for place, record in enumerate(records):
            if _beyond_columns(record):
                alone[place] = record
            elif _says_more(record):
                fuller[place] = record
            for fact in () if place in alone else in_order(record.facts):
                index = templates.setdefault(_common(fact), len(facts))
                if index == len(facts):
                    facts.append(replace(fact, earned_on=date.min, amount=1, reference="-"))
                rows.append((index, fact.earned_on.toordinal(), fact.amount))
                references.append(fact.reference)
            first.append(len(rows))
        scale = lcm(1, *{amount.denominator for _, _, amount in rows})
        licenses = [record.license for record in records]
        return cls(
            people=tuple(record.person for record in records),
            first=np.array(first, np.int64),
            template=np.array([row[0] for row in rows], np.int64),
            earned=np.array([row[1] for row in rows], np.int64),
            amount=np.array([many.numerator * scale // many.denominator for _, _, many in rows], np.int64),
            scale=scale,
            templates=tuple(facts),
            license_from=np.array(
                [EARLY if one is None else one.start.toordinal() for one in licenses], np.int64
            ),
            license_until=np.array([_until(one) for one in licenses], np.int64),
            groups={name: np.array(values) for name, values in (groups or {}).items()},
            alone=alone,
            fuller=fuller,
            references=tuple(references),
        )

    def __len__(self) -> int:
        return len(self.people)

    @cached_property
    def many(self) -> Ints:
        """How many rows each person has."""
        return np.diff(self.first)

    @cached_property
    def person(self) -> Ints:
        """The person of each row."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.many)

    @cached_property
    def year(self) -> tuple[Ints, int]:
        """The calendar year of each day on which something was earned, from the first of these days."""
        first = int(self.earned.min(initial=LATE))
        days = np.arange(first, int(self.earned.max(initial=EARLY)) + 1) - date(1970, 1, 1).toordinal()
        years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
        return years - years.min(initial=LATE), first

    @cached_property
    def filled(self) -> Ints:
        """The persons who have rows at all."""
        return np.flatnonzero(self.many)

    @cached_property
    def members(self) -> Mapping[str, tuple[NDArray[np.str_], Ints]]:
        """For each way of grouping, the names of its groups and which of them each person is in."""
        return {name: np.unique(column, return_inverse=True) for name, column in self.groups.items()}

    def sums(self, amounts: Ints) -> Ints:
        """The sum by person of an amount by row, exact."""
        found = np.zeros(len(self), np.int64)
        if len(self.filled):
            found[self.filled] = np.add.reduceat(amounts, self.first[self.filled])
        return found

    def sums_of(self, rows: Ints, amounts: Ints) -> Ints:
        """The sum by person of the amounts of some rows, which are in order."""
        found = np.zeros(len(self), np.int64)
        if len(rows):
            person = self.person[rows]
            begin = np.flatnonzero(np.diff(person, prepend=-1))
            found[person[begin]] = np.add.reduceat(amounts, begin)
        return found

    @cached_property
    def by_template(self) -> tuple[Ints, Ints]:
        """The rows template by template, and where each template begins among them."""
        kind = np.uint16 if len(self.templates) < 2**16 else np.int64
        order = np.argsort(self.template.astype(kind), kind="stable")
        many = np.bincount(self.template, minlength=len(self.templates))
        return order, np.concatenate([np.zeros(1, np.int64), np.cumsum(many)])

    def rows_of(self, chosen: Sequence[bool]) -> Ints:
        """The rows of the chosen templates, in order."""
        return np.sort(self.rows_in_turn(chosen)) if sum(chosen) > 1 else self.rows_in_turn(chosen)

    def rows_in_turn(self, chosen: Sequence[bool]) -> Ints:
        """The rows of the chosen templates, template by template where these are few."""
        places = np.flatnonzero(chosen)
        if len(places) > FEW_TEMPLATES:
            return np.flatnonzero(np.take(np.array(chosen, np.bool_), self.template))
        order, begin = self.by_template
        return np.concatenate([order[:0], *(order[begin[place] : begin[place + 1]] for place in places)])

    def record(self, place: int) -> Record:
        """One person's record, to decide alone."""
        if (whole := self.alone.get(place) or self.fuller.get(place)) is not None:
            return whole
        facts = tuple(self._facts(range(int(self.first[place]), int(self.first[place + 1]))))
        start, until = int(self.license_from[place]), int(self.license_until[place])
        known = start > EARLY
        end = None if until == LATE else date.fromordinal(until)
        periods = {LICENSE: Period(date.fromordinal(start), end)} if known else {}
        return Record(facts, person=self.people[place], periods=periods)

    def _facts(self, rows: Iterable[int]) -> Iterable[Fact]:
        for row in rows:
            yield replace(
                self.templates[int(self.template[row])],
                earned_on=date.fromordinal(int(self.earned[row])),
                amount=Fraction(int(self.amount[row]), self.scale),
                reference=self.references[row] if self.references else f"record-{row:09}",
            )


def _until(period: Period | None) -> int:
    return LATE if period is None or period.end is None else period.end.toordinal()


def _common(fact: Fact) -> Hashable:
    """What a template says; equal for facts that differ in day, amount and reference alone."""
    return (
        fact.kind,
        frozenset(fact.details.items()),
        frozenset(fact.units.items()),
        fact.topics,
        fact.lists,
        fact.documents,
        fact.approvals,
        fact.status,
        fact.started_on,
        fact.expires_on,
    )


def _beyond_columns(record: Record) -> bool:
    """Whether a record says what no column holds: exceptions, or the same thing twice."""
    return bool(record.waivers) or len({fact.reference for fact in record.facts}) < len(record.facts)


def _says_more(record: Record) -> bool:
    """Whether it says what policies look at whose decisions do not fit columns: plans, other dates, spending."""
    more = (record.named, record.opted, record.spent, record.dates, record.roles)
    return any(map(bool, more)) or bool(record.periods.keys() - {LICENSE})
