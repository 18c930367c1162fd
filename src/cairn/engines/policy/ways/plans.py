"""Which conditions would have to be met: one set for each branch that could be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.outcome import Outcome, number
from cairn.engines.policy.requirements import (
    AllOf,
    AnyOf,
    ApprovedBy,
    AtLeast,
    Condition,
    Cover,
    Different,
    During,
    Every,
    Experience,
    Has,
    Leaf,
    Points,
)
from cairn.engines.policy.ways.way import Step

MOST_PLANS = 16

Open = tuple[tuple[Leaf, Outcome], ...]


def plans(condition: Condition, outcome: Outcome) -> list[Open]:
    """The sets of open leaves of which any one would do, the smallest first."""
    return sorted(_plans(condition, outcome), key=len)[:MOST_PLANS]


def _plans(condition: Condition, outcome: Outcome) -> list[Open]:
    if outcome.met:
        return [()]
    match condition:
        case AnyOf(parts):
            return [
                plan for part, below in zip(parts, outcome.parts, strict=True) for plan in _plans(part, below)
            ]
        case AllOf(parts):
            return _joined([_plans(part, below) for part, below in zip(parts, outcome.parts, strict=True)])
        case AtLeast(many, parts):
            each = [_plans(part, below) for part, below in zip(parts, outcome.parts, strict=True)]
            chosen = [
                _joined([each[place] for place in places]) for places in combinations(range(len(each)), many)
            ]
            return [plan for some in chosen for plan in some][: MOST_PLANS * 2]
        case _:
            return [((condition, outcome),)]


def _joined(each: list[list[Open]]) -> list[Open]:
    found = []
    for choice in product(*(some[:MOST_PLANS] for some in each)):
        found.append(tuple(leaf for plan in choice for leaf in plan))
        if len(found) >= MOST_PLANS * 2:
            break
    return found


def beside(leaf: Leaf, outcome: Outcome, record: Record, day: date) -> list[Step]:
    """The steps that meet a leaf that asks for no points; none where only she knows what she could do."""
    lack = (outcome.need or Fraction(1)) - (outcome.have or Fraction(0))
    match leaf:
        case Experience():
            where = " this license" if leaf.window == During("current license") else ""
            years = f"{number(lack)} {'year' if lack == 1 else 'years'}"
            more = " more" if outcome.have else ""
            fact = Fact("experience", day, lack, "way-experience")
            return [
                Step(
                    f"{years}{more} of experience{where}".replace("years of", "years'").replace(
                        "year of", "year's"
                    ),
                    fact,
                )
            ]
        case ApprovedBy():
            fact = Fact("approval", day, 1, f"way-approval-{leaf.who}", {"by": leaf.who})
            return [Step(f"approval by the {leaf.who}", fact)]
        case Every():
            earned = set(outcome.uses)
            done = {fact.key for fact in record.facts if fact.reference in earned}
            missing = [name for name in record.named.get(leaf.named_in, ()) if name not in done]
            return [Step(name, _item(leaf.record, day, name, leaf.reviewed_by)) for name in missing]
        case Has():
            return list(_having(leaf, outcome, record, day))
        case Points() | Cover() | Different():
            return []


def _having(leaf: Has, outcome: Outcome, record: Record, day: date) -> Iterator[Step]:
    said = {name: words[0] for name, words in leaf.where.items()}
    if leaf.least is not None:
        fact = Fact(leaf.record, day, max(leaf.least, Fraction(1)), f"way-{leaf.record}", said)
        yield Step(f"{leaf.record} of at least {number(leaf.least)}", fact)
        return
    done = {fact.key for fact in record.facts if fact.reference in outcome.uses}
    names = [name for name in record.named.get(leaf.named_in, ()) if name not in done]
    for place in range(leaf.many - len(done)):
        name = names[place] if place < len(names) else f"way-{leaf.record}-{place + 1}"
        if leaf.named_in and place >= len(names):
            return
        words = f" ({', '.join(said.values())})" if said else ""
        fact = _item(leaf.record, day, name, leaf.reviewed_by)
        yield Step(f"{leaf.record}{words}", replace(fact, details={**fact.details, **said}))


def _item(kind: str, day: date, key: str, reviewed_by: str) -> Fact:
    details = {"key": key, **({"reviewed_by": reviewed_by} if reviewed_by else {})}
    return Fact(kind, day, 1, f"way-{key}", details)
