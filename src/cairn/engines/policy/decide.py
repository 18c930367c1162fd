"""Decide under a policy: pass every record through the gates, price it, add up, judge the conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cairn.engines.policy.facts import BESIDE_POINTS, Fact, Period
from cairn.engines.policy.outcome import Decision, Line, number, spoken
from cairn.engines.policy.pricing import Price, price
from cairn.engines.policy.rules import Counts, Policy, Window, points_in
from cairn.engines.policy.tree import judge


class NotInForce(ValueError):
    """Raised when the policy does not answer for the day or has no such decision."""


class Contradiction(ValueError):
    """Raised when two facts bear the same reference and differ."""


def decide(
    policy: Policy, facts: Iterable[Fact], *, on: date, decision: str, period: Period | None = None
) -> Decision:
    """Answer `decision` of `policy` as of the day `on`; the order of `facts` is irrelevant.

    `period` is the teacher's current license, where a rule looks within it; when it is not known, records of
    any day up to `on` count and the decision says so. Raises `NotInForce` and `Contradiction`.
    """
    _answers(policy, on, decision)
    known = _without_contradiction(facts)
    lines, doubts = _lines(policy, [fact for fact in known if fact.kind not in BESIDE_POINTS], on, period)
    total = sum((line.points for line in lines), Fraction(0))
    condition = policy.decisions[decision]
    beside = [fact for fact in known if fact.kind in BESIDE_POINTS and fact.earned_on <= on]
    tree = judge(condition, policy, total, _each_once(beside), period)
    thresholds = points_in(condition)
    return Decision(
        policy=policy.key,
        version=policy.version.number,
        title=policy.title,
        decision=decision,
        on=on,
        unit=policy.unit,
        met=tree.met,
        total=total,
        needed=thresholds[0].least if thresholds else None,
        lines=lines,
        tree=tree,
        assumptions=(*_assumed(policy, period), *doubts),
    )


def _answers(policy: Policy, on: date, decision: str) -> None:
    if decision not in policy.decisions:
        known = ", ".join(policy.decisions)
        raise NotInForce(f"Ask {policy.key} for one of: {known}; “{decision}” is not among its decisions.")
    start = policy.version.start.on
    if on < start:
        raise NotInForce(
            f"Ask an earlier version of {policy.key} about {spoken(on)}: this one starts on {spoken(start)}."
        )


def _without_contradiction(facts: Iterable[Fact]) -> list[Fact]:
    """The facts in the order in which they are shown; alike ones stay, for each gets its line."""
    seen: dict[str, Fact] = {}
    ordered = sorted(facts, key=lambda fact: (fact.earned_on, fact.reference))
    for fact in ordered:
        if seen.setdefault(fact.reference, fact) != fact:
            raise Contradiction(
                f"Correct record {fact.reference}: it is given twice with different contents."
            )
    return ordered


def _each_once(facts: list[Fact]) -> list[Fact]:
    return list({fact.reference: fact for fact in facts}.values())


def _lines(
    policy: Policy, facts: list[Fact], on: date, period: Period | None
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """A line for each fact, and what had to be assumed to price those that count."""
    lines: list[Line] = []
    doubts: dict[str, None] = {}
    seen: set[str] = set()
    for fact in facts:
        refusal = _gate(policy, fact, on, period, duplicate=fact.reference in seen)
        seen.add(fact.reference)
        if isinstance(refusal, Line):
            lines.append(refusal)
            continue
        priced = price(policy, refusal, fact, on)
        lines.append(_line(policy, refusal, fact, priced))
        if priced.points and priced.doubt:
            doubts[priced.doubt] = None
    return tuple(_capped(policy, lines)), tuple(doubts)


def _gate(policy: Policy, fact: Fact, on: date, period: Period | None, *, duplicate: bool) -> Line | Counts:
    """The clause under which the fact may count, or the line that refuses it; the first refusal is told."""
    if duplicate:
        return _refused(fact, "the same record is on the list already, and each counts once.")
    if fact.earned_on > on:
        return _refused(fact, f"it is dated {spoken(fact.earned_on)}, after the day asked about.")
    if policy.window is Window.LICENSE and period is not None:
        if fact.earned_on < period.start:
            return _refused(
                fact, f"earned {spoken(fact.earned_on)}; the license period began {spoken(period.start)}."
            )
        if period.end is not None and fact.earned_on > period.end:
            return _refused(
                fact, f"earned {spoken(fact.earned_on)}; the license period ended {spoken(period.end)}."
            )
    for clause in policy.counts:
        if clause.record == fact.kind:
            return clause
    return _refused(fact, f"this policy gives no worth to a record of the kind “{fact.kind}”.")


def _refused(fact: Fact, because: str) -> Line:
    return Line(fact, counted=False, points=Fraction(0), because=f"Not counted: {because}")


def _line(policy: Policy, clause: Counts, fact: Fact, priced: Price) -> Line:
    sources = tuple(policy.sources[key] for key in priced.sources)
    if not priced.points:
        return Line(fact, False, Fraction(0), f"Not counted: {priced.because}", clause.path, sources)
    told = f"Counted as {number(priced.points)} {policy.unit}: {priced.because} Source: {'; '.join(sources)}."
    return Line(fact, True, priced.points, told, clause.path, sources)


def _capped(policy: Policy, lines: list[Line]) -> Iterator[Line]:
    """The lines once more, with those refused that go beyond a clause's number a year; the best ones stay."""
    limits = {clause.path: clause.at_most_per_year for clause in policy.counts}
    used: dict[tuple[str, int], int] = {}
    refused: set[int] = set()
    best_first = sorted(range(len(lines)), key=lambda index: (-lines[index].points, index))
    for index in best_first:
        line = lines[index]
        limit = limits.get(line.clause)
        if line.counted and limit is not None:
            place = (line.clause, line.fact.earned_on.year)
            used[place] = used.get(place, 0) + 1
            if used[place] > limit:
                refused.add(index)
    for index, line in enumerate(lines):
        if index in refused:
            year = line.fact.earned_on.year
            told = f"Not counted: at most {limits[line.clause]} of this kind counts in a year, and {year} has it."
            yield replace(line, counted=False, points=Fraction(0), because=told)
        else:
            yield line


def _assumed(policy: Policy, period: Period | None) -> Iterator[str]:
    if policy.version.start.doubt:
        yield policy.version.start.doubt
    if policy.window is Window.LICENSE and period is None:
        yield "The dates of the current license are not known, so records of any date are counted."
    yield from policy.assumptions
