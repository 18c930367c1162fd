"""Decide under a policy: gates, worth, caps, use, conditions, and what follows; in this normative order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from cairn.engines.policy.after import carried, spending
from cairn.engines.policy.facts import LICENSE, Fact, Period, Record
from cairn.engines.policy.lines import lines
from cairn.engines.policy.outcome import Decision, Outcome, Share, spoken
from cairn.engines.policy.records import Looked, in_order, look_at
from cairn.engines.policy.requirements import Condition, During, covers_in, points_in
from cairn.engines.policy.rules import Policy, Version
from cairn.engines.policy.spans import both_ends
from cairn.engines.policy.tree import Court, judge


class NotInForce(ValueError):
    """Raised when the policy does not answer for the day or has no such decision."""


def decide(
    policy: Policy,
    record: Record | Iterable[Fact],
    *,
    on: date,
    decision: str | None = None,
    period: Period | None = None,
) -> Decision:
    """Answer `decision` of `policy` (its only one when left out) as of the day `on`.

    The order of facts is irrelevant. Bare facts may come with `period`, the current license. While the dates of
    a window are not known, records of any day up to `on` count and the decision says so.
    Raises `NotInForce` and `Contradiction`.
    """
    given = record if isinstance(record, Record) else _record(record, period)
    name = decision or next(iter(policy.decisions))
    _answers(policy, given, on, name)
    facts = in_order(given.facts)
    rows = look_at(policy, given, facts, on)
    condition = policy.decisions[name]
    court = Court(policy, given, on, rows, facts)
    tree = judge(condition, court)
    shares = chosen(court.shares)
    total, needed = _sums(condition, rows, court.shares, shares)
    shown = lines(policy, rows, tree, shares, by_points=bool(points_in(condition)))
    spent = spending(policy, condition, rows, shares) if tree.met else ()
    return Decision(
        policy=policy.key,
        version=policy.version.number,
        title=policy.title,
        decision=name,
        on=on,
        unit=policy.unit,
        state=tree.state,
        total=total,
        needed=needed,
        lines=shown,
        tree=tree,
        assumptions=(*_assumed(policy, given, on), *_doubts(rows)),
        allocation=shares,
        sources=tuple(dict.fromkeys(_cited(tree, [source for line in shown for source in line.sources]))),
        spending=spent if policy.ledger else (),
        carried=carried(policy, given, on, rows, spent) if tree.met else (),
    )


def meets(
    policy: Policy, record: Record, *, on: date, decision: str, looked: dict[int, Looked] | None = None
) -> bool:
    """Whether `decide` would say that the decision is met, and nothing else.

    Questions about one record with other facts added may share `looked`, where each fact is kept after its gates.
    """
    _answers(policy, record, on, decision)
    facts = in_order(record.facts)
    rows = look_at(policy, record, facts, on, looked)
    return judge(policy.decisions[decision], Court(policy, record, on, rows, facts)).met


def _record(facts: Iterable[Fact], period: Period | None) -> Record:
    return Record(tuple(facts), periods={LICENSE: period} if period else {})


def _answers(policy: Policy, record: Record, on: date, decision: str) -> None:
    if decision not in policy.decisions:
        known = ", ".join(policy.decisions)
        raise NotInForce(f"Ask {policy.key} for one of: {known}; “{decision}” is not among its decisions.")
    day = choosing_day(policy.version, record, on) or on
    version = policy.version
    if record.opted.get(policy.key) == version.number and version.opt_in:
        return
    if day < version.start.on:
        raise NotInForce(
            f"Ask an earlier version of {policy.key} about {spoken(day)}: "
            f"this one starts on {spoken(version.start.on)}."
        )
    if version.until and day > version.until:
        raise NotInForce(
            f"Ask a later version of {policy.key} about {spoken(day)}: this one ended {spoken(version.until)}."
        )


def choosing_day(version: Version, record: Record, on: date) -> date | None:
    """The day that selects the version; None while it is not known."""
    if version.chosen_by == "decision date":
        return on
    return record.dates.get(version.chosen_by, record.dates.get(version.chosen_by.removesuffix(" date")))


def chosen(found: Sequence[tuple[Outcome, tuple[Share, ...]]]) -> tuple[Share, ...]:
    """The allocation that is shown: of the first cover that is met, else of the one that lacks least."""
    if not found:
        return ()
    return min(found, key=lambda pair: (not pair[0].met, _lack(pair[0])))[1]


def _lack(outcome: Outcome) -> Fraction:
    return (outcome.need or Fraction(0)) - (outcome.have or Fraction(0))


def _sums(
    condition: Condition,
    rows: Sequence[Looked],
    covers: Sequence[tuple[Outcome, tuple[Share, ...]]],
    shares: tuple[Share, ...],
) -> tuple[Fraction, Fraction | None]:
    """What is there and what is needed: of the points threshold, else of the categories together."""
    thresholds = points_in(condition)
    if thresholds or not covers_in(condition):
        return sum((row.kept for row in rows), Fraction(0)), thresholds[0].least if thresholds else None
    total = sum((share.amount for share in shares), Fraction(0))
    shown = next((outcome for outcome, found in covers if found == shares), covers[0][0] if covers else None)
    return total, shown.need if shown else None


def _assumed(policy: Policy, record: Record, on: date) -> Iterator[str]:
    version = policy.version
    if version.start.doubt:
        yield version.start.doubt
    if choosing_day(version, record, on) is None:
        yield f"The {version.chosen_by} is not known, so the day of the decision selects the version."
    if policy.window is not None and both_ends(policy.window, record, on) is None:
        of = policy.window.period if isinstance(policy.window, During) else "window"
        yield f"The dates of the {of} are not known, so records of any date are counted."
    yield from policy.assumptions


def _doubts(rows: Sequence[Looked]) -> Iterator[str]:
    yield from dict.fromkeys(row.price.doubt for row in rows if row.price and row.counts and row.price.doubt)


def _cited(tree: Outcome, found: list[str]) -> list[str]:
    if tree.source:
        found.append(tree.source)
    for part in tree.parts:
        _cited(part, found)
    return found
