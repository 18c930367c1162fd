"""Records she could still earn: hypothetical facts for a line of `counts`, for a category, from a catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

from cairn.engines.policy.covering import fits
from cairn.engines.policy.facts import Approval, Fact
from cairn.engines.policy.gates import clause_for
from cairn.engines.policy.outcome import listed, number
from cairn.engines.policy.pricing import AWARDS, price
from cairn.engines.policy.requirements import Bucket
from cairn.engines.policy.rules import Counts, Policy, Table, Unknown
from cairn.engines.policy.ways.way import Step

POINTS = "points"
"""The name of the one category that a plain sum is."""

FAMILIES = {
    "hour": "time", "contact hour": "time", "clock hour": "time", "ceu": "time", "equivalent hour": "time",
    "semester hour": "credit", "quarter hour": "credit", "credit": "credit",
    "award": "award", "micro-credential": "award",
}  # fmt: skip


def family(clause: Counts) -> str:
    """What kind of route a line is; empty for what cannot be planned, such as an evaluation's level."""
    if isinstance(clause.worth, (Table, Unknown)):
        return ""
    if clause.record == "micro-credential":
        return "award"
    return FAMILIES.get(clause.unit.removesuffix("s"), clause.unit)


def one(policy: Policy, clause: Counts, bucket: Bucket | None, day: date, place: int) -> Fact | None:
    """One unit under a line that serves a category; None where no record could."""
    said = {name: words[0] for name, words in clause.accepts.items() if name not in ("topic", "list")}
    topics = set(clause.accepts.get("topic", ())[:1])
    lists = set(clause.accepts.get("list", ())[:1])
    for name, words in bucket.where.items() if bucket else ():
        if name == "topic":
            topics |= set(words[:1])
        elif name == "list":
            lists |= set(words[:1])
        elif name != "record":
            said[name] = words[0]
    name = bucket.name if bucket else "points"
    fact = Fact(
        kind=clause.record,
        earned_on=day,
        amount=clause.each,
        reference=f"way-{clause.record}-{name}-{place}",
        details=said,
        units={} if clause.unit in AWARDS else {clause.unit: clause.each},
        topics=frozenset(topics),
        lists=frozenset(lists),
        documents=frozenset(clause.documents),
        approvals=tuple(Approval(who, day) for who in clause.approved_by[:1]),
        started_on=day if clause.approved_before else None,
    )
    if clause_for(policy, fact) != clause or (bucket and not fits(fact, bucket.where)):
        return None
    return fact


def supplied(
    policy: Policy, clause: Counts, bucket: Bucket | None, lack: Fraction, day: date
) -> list[Step] | None:
    """Enough of one line for a category, or for points: so many awards, or one record of so many hours."""
    first = one(policy, clause, bucket, day, 1)
    worth = price(policy, clause, first, day).points if first else Fraction(0)
    if first is None or not worth:
        return None
    many = ceil(lack / worth)
    for_what = f" for {bucket.name}" if bucket and bucket.name != POINTS else _with(bucket)
    if family(clause) == "award":
        places = range(1, many + 1)
        facts = [replace(first, reference=f"{first.reference.rsplit('-', 1)[0]}-{place}") for place in places]
        return [Step(f"{clause.record}{for_what}", fact) for fact in facts]
    amount = many * clause.each
    units = dict.fromkeys(first.units, amount)
    text = f"{number(amount)} {plural(clause.unit, amount)}{for_what}"
    return [Step(text, replace(first, amount=amount, units=units))]


def _with(bucket: Bucket | None) -> str:
    """What points have to say, in words: “ with level graduate”."""
    said = [f"{name} {words[0]}" for name, words in bucket.where.items()] if bucket else []
    return f" with {listed(said, 'and')}" if said else ""


def plural(unit: str, amount: Fraction) -> str:
    """The unit for an amount: 1 hour, 15 hours, 3 CEU."""
    single = unit.removesuffix("s")
    if single.lower() == "ceu":
        return "CEU"
    return single if amount == 1 else f"{single}s"


def in_words(steps: Sequence[Step]) -> str:
    """Steps as one phrase; alike ones are counted: “3 micro-credentials”."""
    many: dict[str, int] = {}
    for step in steps:
        text = step.offer.title if step.offer else step.text
        many[text] = many.get(text, 0) + 1
    found = []
    for text, count in many.items():
        if text and text[0].isdigit():
            found.append(text)
        elif any(
            step.text == text and step.offer is None and step.fact.kind == "micro-credential"
            for step in steps
        ):
            head, _, tail = text.partition(" for ")
            found.append(f"{count} {head}{'s' if count > 1 else ''}{' for ' + tail if tail else ''}")
        else:
            found.append(text)
    return " and ".join(found)
