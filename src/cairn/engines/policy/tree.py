"""Judge a decision's conditions, each with a sentence of its own, in three truth values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cairn.engines.policy.allocation.problem import kept_under_caps
from cairn.engines.policy.asking import approved, every, experienced, has
from cairn.engines.policy.covering import covered, fits
from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.outcome import Outcome, Share, State, listed, number
from cairn.engines.policy.records import Looked, caps_over, preference, scale_of
from cairn.engines.policy.requirements import (
    AllOf,
    AnyOf,
    ApprovedBy,
    AtLeast,
    Condition,
    Cover,
    Different,
    Every,
    Experience,
    Has,
    Points,
)
from cairn.engines.policy.rules import Policy


@dataclass
class Court:
    """What conditions are judged by; `shares` gathers which record serves which category, by cover."""

    policy: Policy
    record: Record
    on: date
    rows: Sequence[Looked]
    facts: Sequence[Fact]
    shares: list[tuple[Outcome, tuple[Share, ...]]] = field(default_factory=list)

    def cites(self, key: str) -> str:
        return self.policy.sources.get(key, "")


def judge(condition: Condition, court: Court) -> Outcome:
    """The state of a condition and of all below it."""
    match condition:
        case AllOf(parts):
            return _joined(parts, len(parts), "All of these:", court)
        case AnyOf(parts):
            return _joined(parts, 1, "Any one of these:", court)
        case AtLeast(many, parts):
            return _joined(parts, many, f"At least {many} of these:", court)
        case Points():
            return _points(condition, court)
        case Cover():
            outcome, shares = covered(court.policy, condition, court.record, court.rows)
            court.shares.append((outcome, shares))
            return outcome
        case Experience():
            return experienced(condition, court.facts, court.record, court.on, court.cites(condition.source))
        case ApprovedBy():
            return approved(condition, court.facts, court.record, court.on, court.cites(condition.source))
        case Has():
            return has(condition, court.facts, court.record, court.on, court.cites(condition.source))
        case Every():
            return every(condition, court.facts, court.record, court.on, court.cites(condition.source))
        case Different():
            return _different(condition, court)


def _joined(parts: tuple[Condition, ...], many: int, text: str, court: Court) -> Outcome:
    """At least `many` of the parts; what needs a person may yet be met."""
    outcomes = tuple(judge(part, court) for part in parts)
    met = sum(part.state is State.MET for part in outcomes)
    open_still = sum(part.state is State.PERSON for part in outcomes)
    state = State.MET if met >= many else State.PERSON if met + open_still >= many else State.NOT_YET
    return Outcome(state, text, parts=outcomes)


def _points(points: Points, court: Court) -> Outcome:
    fitting = [row for row in court.rows if row.counts and fits(row.fact, points.where)]
    have = total_of(court.policy, fitting) if points.where else _sum(row.kept for row in fitting)
    which = f" {_said(points)}" if points.where else ""
    told = f"{number(have)} of {number(points.least)} {court.policy.unit}{which}."
    lack = points.least - have
    uses = tuple(row.fact.reference for row in fitting)
    if lack <= 0:
        return Outcome(State.MET, told, court.cites(points.source), (), have, points.least, "", uses)
    remedy = f"Add {number(lack)} {court.policy.unit}."
    asked = [row for row in court.rows if row.price and row.price.person and fits(row.fact, points.where)]
    state = State.PERSON if asked else State.NOT_YET
    if asked:
        told += (
            f" What {listed([row.fact.reference for row in asked], 'and')} is worth is for a person to say."
        )
    return Outcome(state, told, court.cites(points.source), (), have, points.least, remedy, uses)


def total_of(policy: Policy, rows: Sequence[Looked]) -> Fraction:
    """What these records bring together under the caps."""
    ordered = sorted(rows, key=preference)
    scale = scale_of([*(cap.most for cap in policy.caps), *(row.worth for row in ordered)])
    amounts = [(int(row.worth * scale), caps_over(policy, row.fact)) for row in ordered]
    return Fraction(sum(kept_under_caps([int(cap.most * scale) for cap in policy.caps], amounts)), scale)


def _said(points: Points) -> str:
    return "with " + listed([f"{name} {listed(words)}" for name, words in points.where.items()], "and")


def _different(condition: Different, court: Court) -> Outcome:
    found: dict[str, str] = {}
    for row in court.rows:
        for word in sorted(row.fact.values(condition.of)) if row.counts else ():
            if not condition.among or word in condition.among:
                found.setdefault(word, row.fact.reference)
    have = len(found)
    state = State.MET if have >= condition.many else State.NOT_YET
    named = f": {listed(sorted(found), 'and')}" if found else ""
    among = f" of {listed(condition.among)}" if condition.among else ""
    text = f"{have} of {condition.many} different words for {condition.of}{among}{named}."
    lack = condition.many - have
    remedy = f"Add {lack} more{among}." if lack > 0 else ""
    source = court.cites(condition.source)
    return Outcome(
        state, text, source, (), Fraction(have), Fraction(condition.many), remedy, tuple(found.values())
    )


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))
