"""What a decision asks: about the person herself (days, periods, lists that others name), and of her records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.engines.policy.facts import LICENSE
from cairn.engines.policy.requirements import (
    ApprovedBy,
    Condition,
    Cover,
    Different,
    During,
    Every,
    Experience,
    Has,
    Leaf,
    Points,
    Rolling,
    Where,
    Window,
    leaves,
)
from cairn.engines.policy.rules import Policy, Table

DECIDED = ("decision", "decision date")
"""The day of the decision is always known."""

PANEL = "panel of "
"""How policies begin the name of a body of colleagues that votes, such as “panel of 10 educators”."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Names, each in the policy's words: `license` is whether the dates of the current license matter."""

    license: bool = False
    dates: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def asked(versions: Sequence[Policy], decision: str) -> Asked:
    """What is asked by any version that has the decision. The day that selects a version, only where there are two."""
    dates: dict[str, None] = {}
    periods: dict[str, None] = {}
    lists: dict[str, None] = {}
    for policy in versions:
        if len(versions) > 1 and policy.version.chosen_by not in DECIDED:
            dates[policy.version.chosen_by.removesuffix(" date")] = None
        condition = policy.decisions.get(decision)
        for span in _windows(policy, condition):
            if isinstance(span, Rolling) and span.before not in DECIDED:
                dates[span.before] = None
            elif isinstance(span, During):
                periods[span.period] = None
        lists |= dict.fromkeys(_lists(condition))
        periods |= {pay.during_role: None for pay in policy.pays if pay.during_role}
    others = tuple(name for name in periods if name != LICENSE)
    return Asked(LICENSE in periods, tuple(dates), others, tuple(lists))


def _windows(policy: Policy, condition: Condition | None) -> Iterator[Window]:
    windowed = (leaf for leaf in leaves(condition) if isinstance(leaf, Has | Experience)) if condition else ()
    spans = [policy.window, *(clause.window for clause in policy.counts), *(leaf.window for leaf in windowed)]
    return (span for span in spans if span is not None)


def _lists(condition: Condition | None) -> Iterator[str]:
    for leaf in leaves(condition) if condition else ():
        if isinstance(leaf, Has | Every) and leaf.named_in:
            yield leaf.named_in
        elif isinstance(leaf, Cover):
            yield from (name for name in (leaf.for_each, *(one.for_each for one in leaf.buckets)) if name)


@dataclass(frozen=True, slots=True)
class Told:
    """What rules look at in a record of one kind: its words by name, its units, and the papers they ask for."""

    words: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    documents: tuple[str, ...]


def told(policies: Iterable[Policy], kind: str, named: Mapping[str, Sequence[str]] | None = None) -> Told:
    """For a kind of record under these policies. A category that is the same as something of a list takes its words.

    A name without words is asked for with any word.
    """
    words: dict[str, dict[str, None]] = {}
    units: dict[str, None] = {}
    documents: dict[str, None] = {}
    for policy in policies:
        for clause in policy.counts:
            if clause.record == kind:
                units[clause.unit] = None
                documents |= dict.fromkeys(clause.documents)
                _gather(words, clause.accepts)
                if isinstance(clause.worth, Table):
                    _gather(words, {clause.worth.detail: tuple(clause.worth.amounts)})
        for cap in policy.caps:
            if kind in cap.records:
                _gather(words, cap.where)
        for condition in policy.decisions.values():
            for leaf in leaves(condition):
                _look(leaf, kind, words, named or {}, counted=kind in {row.record for row in policy.counts})
    return Told({name: tuple(found) for name, found in words.items()}, tuple(units), tuple(documents))


def _look(
    leaf: Leaf,
    kind: str,
    words: dict[str, dict[str, None]],
    named: Mapping[str, Sequence[str]],
    *,
    counted: bool,
) -> None:
    match leaf:
        case Has() if leaf.record == kind:
            _gather(words, leaf.where)
        case Points() if counted:
            _gather(words, leaf.where)
        case Different() if counted:
            _gather(words, {leaf.of: leaf.among})
        case Cover() if counted:
            for bucket in leaf.buckets:
                _gather(words, bucket.where)
                if bucket.same_as:
                    _gather(words, {bucket.same_as: tuple(named.get(bucket.for_each or leaf.for_each, ()))})


def _gather(words: dict[str, dict[str, None]], where: Where) -> None:
    for name, found in where.items():
        if name not in ("list", "record", "evidence"):
            words.setdefault(name, {}).update(dict.fromkeys(found))


def looked_at(policies: Iterable[Policy]) -> frozenset[str]:
    """Which of the things that are dear to read, or that few look at, matter to any of the policies.

    `list`, `evidence` and `ledger`; `start`, the day on which work began; `role`, what somebody serves as; and `panel`,
    what a panel of colleagues voted.
    """
    found: set[str] = set()
    for policy in policies:
        wheres = [clause.accepts for clause in policy.counts] + [cap.where for cap in policy.caps]
        wheres += [pay.where for pay in policy.pays]
        tables = {clause.worth.detail for clause in policy.counts if isinstance(clause.worth, Table)}
        asked_for = [leaf for condition in policy.decisions.values() for leaf in leaves(condition)]
        wheres += [where for leaf in asked_for for where in _wheres(leaf)]
        found |= tables.union(*wheres) & {"list", "evidence"}
        found |= set(_looked_at(policy, asked_for))
    return frozenset(found)


def _looked_at(policy: Policy, asked_for: Sequence[Leaf]) -> Iterator[str]:
    approvals = [leaf for leaf in asked_for if isinstance(leaf, ApprovedBy)]
    bodies = [leaf.who for leaf in approvals] + [
        who for clause in policy.counts for who in clause.approved_by
    ]
    spans = [span for condition in policy.decisions.values() for span in _windows(policy, condition)]
    if policy.ledger:
        yield "ledger"
    if any(clause.approved_before for clause in policy.counts) or any(leaf.before_work for leaf in approvals):
        yield "start"
    if any(who.startswith(PANEL) for who in bodies):
        yield "panel"
    if any(pay.during_role for pay in policy.pays) or any(
        isinstance(span, During) and span.period != LICENSE for span in spans
    ):
        yield "role"


def _wheres(leaf: Leaf) -> Iterator[Where]:
    match leaf:
        case Has() | Points():
            yield leaf.where
        case Different():
            yield {leaf.of: leaf.among}
        case Cover():
            yield from (bucket.where for bucket in leaf.buckets)
