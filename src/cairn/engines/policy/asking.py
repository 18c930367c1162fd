"""Conditions beside points: experience, approvals, certificates, tests, and what a plan names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from cairn.engines.policy.covering import fits
from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.outcome import Outcome, State, listed, number
from cairn.engines.policy.requirements import ApprovedBy, Every, Experience, Has
from cairn.engines.policy.spans import both_ends


def known(facts: Iterable[Fact], on: date) -> list[Fact]:
    """The valid facts of a day, each once."""
    valid = [
        fact
        for fact in facts
        if fact.earned_on <= on
        and fact.status == "valid"
        and (fact.expires_on is None or fact.expires_on >= on)
    ]
    return list({fact.reference: fact for fact in valid}.values())


def experienced(
    condition: Experience, facts: Sequence[Fact], record: Record, on: date, source: str
) -> Outcome:
    """Years of experience; those within a period cannot be told while its dates are unknown."""
    years = [fact for fact in known(facts, on) if fact.kind == "experience"]
    needed = f"{number(condition.years)} years of experience"
    if condition.window is not None:
        ends = both_ends(condition.window, record, on)
        name = getattr(condition.window, "period", "window")
        needed += f" within the {name}"
        if ends is None:
            return Outcome(State.NOT_YET, f"{needed}: its dates are not known.", source)
        years = [fact for fact in years if fact.earned_on in ends]
    have = sum((Fraction(fact.amount) for fact in years), Fraction(0))
    text = f"{number(have)} of {needed}."
    uses = tuple(fact.reference for fact in years)
    if have >= condition.years:
        return Outcome(State.MET, text, source, (), have, condition.years, "", uses)
    lack = number(condition.years - have)
    return Outcome(
        State.NOT_YET, text, source, (), have, condition.years, f"{lack} more years of experience.", uses
    )


def approved(condition: ApprovedBy, facts: Sequence[Fact], record: Record, on: date, source: str) -> Outcome:
    """An approval on record; where only a person can judge, its absence is that person's to mend."""
    today = known(facts, on)
    given = [fact for fact in today if fact.kind == "approval" and fact.details.get("by") == condition.who]
    if condition.document:
        given = [
            fact for fact in given if fact.details.get("document", condition.document) == condition.document
        ]
    told = "" if not condition.document else f" of the {condition.document}"
    for approval in given:
        if not condition.before_work or _before_work(approval, today):
            text = f"Approved by the {condition.who}{told}."
            return Outcome(State.MET, text, source, uses=(approval.reference,))
    if given:
        text = f"The {condition.who} approved{told} after work started; approval comes first."
        return Outcome(State.NOT_YET, text, source, remedy=f"Ask the {condition.who} for an exception.")
    if condition.judged:
        text = f"The {condition.who} decides this{told}."
        return Outcome(State.PERSON, text, source, remedy=f"Ask the {condition.who} to decide.")
    text = f"Approval{told} by the {condition.who} is not on record."
    return Outcome(State.NOT_YET, text, source, remedy=f"Ask the {condition.who} to approve.")


def _before_work(approval: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the approval came no later than the start of the work it is for, at the latest the day it was earned."""
    named = approval.details.get("for", "")
    starts = [fact.started_on for fact in facts if fact.started_on and not named]
    starts += [fact.started_on or fact.earned_on for fact in facts if named and fact.key == named]
    return all(approval.earned_on <= start for start in starts)


def has(condition: Has, facts: Sequence[Fact], record: Record, on: date, source: str) -> Outcome:
    """So many different records of a kind, or one measure of it."""
    fitting = [
        fact for fact in known(facts, on) if fact.kind == condition.record and fits(fact, condition.where)
    ]
    if condition.window is not None:
        ends = both_ends(condition.window, record, on)
        fitting = [fact for fact in fitting if ends is None or fact.earned_on in ends]
    if condition.named_in:
        named = record.named.get(condition.named_in)
        if named is None:
            text = f"The {condition.named_in} that names them is not on record."
            return Outcome(State.NOT_YET, text, source, remedy=f"Add the {condition.named_in}.")
        fitting = [fact for fact in fitting if fact.key in named]
    if condition.reviewed_by:
        fitting = [fact for fact in fitting if _reviewed(fact, condition.reviewed_by)]
    if condition.least is not None:
        return _measured(condition, fitting, source)
    return _counted(condition, fitting, source)


def _counted(condition: Has, fitting: Sequence[Fact], source: str) -> Outcome:
    first = {fact.key: fact for fact in reversed(fitting)}
    have, need = Fraction(len(first)), Fraction(condition.many)
    words = listed([listed(words) for words in condition.where.values()], "and")
    what = condition.record if not words else f"{condition.record} ({words})"
    text = f"{len(first)} of {condition.many}: {what}."
    uses = tuple(fact.reference for fact in first.values())
    if have >= need:
        return Outcome(State.MET, text, source, (), have, need, "", uses)
    return Outcome(State.NOT_YET, text, source, (), have, need, f"{number(need - have)} more: {what}.", uses)


def _measured(condition: Has, fitting: Sequence[Fact], source: str) -> Outcome:
    best = max(fitting, key=lambda fact: (Fraction(fact.amount), fact.reference), default=None)
    need = condition.least or Fraction(0)
    have = Fraction(best.amount) if best else Fraction(0)
    text = f"{condition.record}: {number(have) if best else 'none'}, and {number(need)} is asked for."
    state = State.MET if best and have >= need else State.NOT_YET
    uses = (best.reference,) if best else ()
    remedy = "" if state is State.MET else f"{condition.record} of at least {number(need)}."
    return Outcome(state, text, source, (), have, need, remedy, uses)


def every(condition: Every, facts: Sequence[Fact], record: Record, on: date, source: str) -> Outcome:
    """All that a plan names; without the plan nobody can tell."""
    named = record.named.get(condition.named_in)
    if not named:
        text = f"The {condition.named_in} that names each {condition.record} is not on record."
        return Outcome(State.NOT_YET, text, source, remedy=f"Add the {condition.named_in}.")
    earned = {
        fact.key: fact
        for fact in reversed(known(facts, on))
        if fact.kind == condition.record
        and (not condition.reviewed_by or _reviewed(fact, condition.reviewed_by))
    }
    missing = [name for name in named if name not in earned]
    have, need = Fraction(len(named) - len(missing)), Fraction(len(named))
    reviewed = f", reviewed by a {condition.reviewed_by}" if condition.reviewed_by else ""
    text = f"{number(have)} of {number(need)} named in the {condition.named_in}{reviewed}."
    uses = tuple(earned[name].reference for name in named if name in earned)
    state = State.NOT_YET if missing else State.MET
    remedy = f"Earn {listed(missing, 'and')}." if missing else ""
    return Outcome(state, text, source, (), have, need, remedy, uses)


def _reviewed(fact: Fact, by: str) -> bool:
    return fact.details.get("reviewed_by") == by or any(approval.by == by for approval in fact.approvals)
