"""Judge a decision's conditions, each with a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cairn.engines.policy.facts import Fact, Period
from cairn.engines.policy.outcome import Outcome, number
from cairn.engines.policy.rules import (
    AllOf,
    AnyOf,
    ApprovedBy,
    Condition,
    Experience,
    Points,
    Policy,
    Window,
)


def judge(
    condition: Condition, policy: Policy, total: Fraction, beside: list[Fact], period: Period | None
) -> Outcome:
    """Whether the condition is met by `total` points and the experience and approvals in `beside`."""
    match condition:
        case AllOf(parts):
            outcomes = tuple(judge(part, policy, total, beside, period) for part in parts)
            return Outcome(all(part.met for part in outcomes), "All of these:", parts=outcomes)
        case AnyOf(parts):
            outcomes = tuple(judge(part, policy, total, beside, period) for part in parts)
            return Outcome(any(part.met for part in outcomes), "Any one of these:", parts=outcomes)
        case Points(least, source):
            told = f"{number(total)} of {number(least)} {policy.unit}."
            return Outcome(total >= least, told, policy.sources[source])
        case Experience():
            return _experience(condition, policy, beside, period)
        case ApprovedBy(who, source):
            met = any(fact.kind == "approval" and fact.details.get("by") == who for fact in beside)
            told = f"Approved by the {who}." if met else f"Approval by the {who} is not on record."
            return Outcome(met, told, policy.sources[source])


def _experience(condition: Experience, policy: Policy, beside: list[Fact], period: Period | None) -> Outcome:
    """Years of experience; those within the license cannot be told while its dates are unknown."""
    source = policy.sources[condition.source]
    years = [fact for fact in beside if fact.kind == "experience"]
    needed = f"{number(condition.years)} years of experience"
    if condition.window is Window.LICENSE:
        if period is None:
            return Outcome(False, f"{needed} within the current license: its dates are not known.", source)
        years = [fact for fact in years if _within(fact, period)]
        needed += " within the current license"
    have = _sum(fact.amount for fact in years)
    return Outcome(have >= condition.years, f"{number(have)} of {needed}.", source)


def _within(fact: Fact, period: Period) -> bool:
    return period.start <= fact.earned_on and (period.end is None or fact.earned_on <= period.end)


def _sum(amounts: Iterable[Fraction | int]) -> Fraction:
    return sum((Fraction(amount) for amount in amounts), Fraction(0))
