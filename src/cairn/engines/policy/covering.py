"""Categories with minimums: from records to a problem of allocation, and back to words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cairn.engines.policy.allocation import (
    Allocation,
    Item,
    Problem,
    best_fill,
    shared,
    split,
    tightest,
    whole,
)
from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.outcome import Outcome, Share, State, listed, number
from cairn.engines.policy.records import Looked, caps_over, preference, scale_of
from cairn.engines.policy.requirements import Bucket, Cover, Use, Where
from cairn.engines.policy.rules import Policy

UNPROVEN = "The records fit in too many ways to try all of them, so another split may meet more."
REMEDY = "Ask whoever decides to look at how the records are split."

SOLVERS = {Use.WHOLE: whole, Use.SPLIT: split, Use.SHARED: shared}


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem with what its numbers stand for: the records in order, the categories, and the scale."""

    problem: Problem
    rows: tuple[Looked, ...]
    buckets: tuple[Bucket, ...]
    scale: int


def pose(policy: Policy, buckets: Sequence[Bucket], rows: Sequence[Looked]) -> Posed:
    """The allocation of these records to these categories, in whole numbers."""
    usable = tuple(sorted((row for row in rows if row.counts), key=preference))
    needs = [bucket.least for bucket in buckets]
    scale = scale_of([*needs, *(cap.most for cap in policy.caps), *(row.worth for row in usable)])
    items = tuple(
        Item(int(row.worth * scale), mask_of(buckets, row.fact), caps_over(policy, row.fact))
        for row in usable
    )
    problem = Problem(
        items,
        tuple(int(need * scale) for need in needs),
        tuple(int(cap.most * scale) for cap in policy.caps),
    )
    return Posed(problem, usable, tuple(buckets), scale)


def mask_of(buckets: Sequence[Bucket], fact: Fact) -> int:
    """The categories that a record may serve, as bits."""
    return sum(1 << place for place, bucket in enumerate(buckets) if fits(fact, bucket.where))


def fits(fact: Fact, where: Where) -> bool:
    """Whether a record says what is asked."""
    return all(fact.values(name) & set(words) for name, words in where.items())


def buckets_for(cover: Cover, record: Record) -> tuple[Bucket, ...] | None:
    """The categories of one person; None while it is not known what the decision is for."""
    lists = {bucket.for_each or cover.for_each for bucket in cover.buckets if not bucket.across} - {""}
    if lists and not any(record.named.get(name) for name in lists):
        return None
    return tuple(one for bucket in cover.buckets for one in _for_each(bucket, cover, record))


def _for_each(bucket: Bucket, cover: Cover, record: Record) -> Iterator[Bucket]:
    each = bucket.for_each or cover.for_each
    if bucket.across or not each:
        yield bucket
        return
    for name in record.named.get(each, ()):
        where = dict(bucket.where) | ({bucket.same_as: (name,)} if bucket.same_as else {})
        yield replace(bucket, name=f"{bucket.name} for {name}", where=where)


def allocate(posed: Posed, use: Use) -> Allocation:
    """The preferred allocation under a way of use."""
    return SOLVERS[use](posed.problem)


def covered(
    policy: Policy, cover: Cover, record: Record, rows: Sequence[Looked]
) -> tuple[Outcome, tuple[Share, ...]]:
    """Whether every category reaches its minimum, with one part for each, and which record serves which."""
    source = policy.sources.get(cover.source, "")
    buckets = buckets_for(cover, record)
    if buckets is None:
        each = cover.for_each or next(one.for_each for one in cover.buckets if one.for_each)
        text = f"It is not said which {each} this is for."
        return Outcome(State.NOT_YET, text, source, remedy=f"Say which {each}."), ()
    posed = pose(policy, buckets, rows)
    found = allocate(posed, cover.use)
    shares = tuple(
        Share(posed.rows[item].fact.reference, buckets[bucket].name, Fraction(amount, posed.scale))
        for item, bucket, amount in found.shares
    )
    parts = tuple(
        _part(policy, bucket, Fraction(fill, posed.scale), shares, source)
        for bucket, fill in zip(buckets, found.fills, strict=True)
    )
    met = all(part.met for part in parts)
    have, need = sum((part.have or Fraction(0) for part in parts), Fraction(0)), sum(b.least for b in buckets)
    told = (
        "Every category has its minimum:" if met else f"Every category needs its minimum.{_cut(posed, cover)}"
    )
    if met:
        return Outcome(State.MET, told, source, parts, have, Fraction(need)), shares
    if found.proven:
        return Outcome(State.NOT_YET, told, source, parts, have, Fraction(need)), shares
    # Where not even records that may be split would do, nobody finds a better way either.
    could = best_fill(posed.problem) >= sum(posed.problem.needs)
    state, remedy = (State.PERSON, REMEDY) if could else (State.NOT_YET, "")
    return Outcome(state, f"{told} {UNPROVEN}", source, parts, have, Fraction(need), remedy), shares


def _part(policy: Policy, bucket: Bucket, have: Fraction, shares: Sequence[Share], source: str) -> Outcome:
    uses = tuple(share.reference for share in shares if share.bucket == bucket.name)
    text = f"{bucket.name}: {number(have)} of {number(bucket.least)} {policy.unit}."
    lack = bucket.least - have
    remedy = f"Add {number(lack)} {policy.unit} for {bucket.name}." if lack > 0 else ""
    state = State.NOT_YET if lack > 0 else State.MET
    cited = policy.sources.get(bucket.source, source)
    return Outcome(state, text, cited, (), have, bucket.least, remedy, uses)


def _cut(posed: Posed, cover: Cover) -> str:
    """Which categories compete for too little, in words; empty where records are used again or one lacks alone."""
    if cover.use is Use.SHARED or not posed.problem.items:
        return ""
    mask = tightest(posed.problem)
    names = [bucket.name for place, bucket in enumerate(posed.buckets) if mask >> place & 1]
    if len(names) < 2:
        return ""
    usable = sum((row.worth for row, item in zip(posed.rows, posed.problem.items, strict=True) if item.mask & mask),
                 Fraction(0))  # fmt: skip
    need = Fraction(posed.problem.need_of(mask), posed.scale)
    return f" Records usable for {listed(names)} total {number(usable)}; together those need {number(need)}."
