"""The best of a catalog by one objective: an integer program over offers, beside what is on record already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from scipy.optimize import Bounds, milp

from cairn.engines.policy.allocation.problem import Problem
from cairn.engines.policy.allocation.program import Rows
from cairn.engines.policy.covering import Posed, buckets_for, pose
from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.gates import pass_gates
from cairn.engines.policy.outcome import Outcome
from cairn.engines.policy.pricing import price
from cairn.engines.policy.records import Looked, in_order, look_at
from cairn.engines.policy.requirements import Bucket, Cover, Leaf, Points, Use
from cairn.engines.policy.rules import Policy
from cairn.engines.policy.ways.way import Offer

SMALL = 1e-4
"""Next to a cost or an hour, enough to prefer fewer among equals."""

MOST_OFFERS = 400


def choose(
    policy: Policy,
    record: Record,
    leaf: Leaf,
    outcome: Outcome,
    offers: Sequence[Offer],
    objective: str,
    day: date,
) -> list[tuple[Offer, Fact]]:
    """The offers that close a threshold or a cover at the least cost, hours or count; none when they cannot."""
    use, buckets = _asked(policy, record, leaf)
    worth = _worthwhile(policy, record, offers, day)[:MOST_OFFERS]
    if not buckets or not worth:
        return []
    now = [row for row in look_at(policy, record, in_order(record.facts), day) if row.counts]
    posed = pose(policy, buckets, [*now, *(row for _, row in worth)])
    by_reference = {row.fact.reference: offer for offer, row in worth}
    bought = [by_reference.get(row.fact.reference) for row in posed.rows]
    chosen = _solve(posed, use, [_price(offer, objective) if offer else None for offer in bought])
    return [(offer, posed.rows[place].fact) for place in chosen if (offer := bought[place])]


def _asked(policy: Policy, record: Record, leaf: Leaf) -> tuple[Use, Sequence[Bucket]]:
    if isinstance(leaf, Cover):
        return leaf.use, buckets_for(leaf, record) or ()
    if isinstance(leaf, Points):
        return Use.SPLIT, [Bucket("points", leaf.least, leaf.where)]
    return policy.use, ()


def _worthwhile(
    policy: Policy, record: Record, offers: Sequence[Offer], day: date
) -> list[tuple[Offer, Looked]]:
    """Offers that would count, with what they would bring."""
    found = []
    for offer in offers:
        fact = replace(offer.fact, earned_on=day)
        passed = pass_gates(policy, fact, record, day, duplicate=False)
        if passed.clause and all(reason.gate == "approval" for reason in passed.reasons):
            priced = price(policy, passed.clause, fact, day)
            if priced.points:
                found.append(
                    (offer, Looked(fact, replace(passed, reasons=()), priced, priced.points, priced.points))
                )
    return found


def _price(offer: Offer, objective: str) -> float:
    if objective == "count":
        return 1 + SMALL * float(offer.cost + offer.hours) / 1000
    least, other = (offer.cost, offer.hours) if objective == "cost" else (offer.hours, offer.cost)
    return float(least) + SMALL * (1 + float(other) / 1000)


def _solve(posed: Posed, use: Use, prices: Sequence[float | None]) -> list[int]:
    """Variables: is the item there; is the pair used; how much of it counts. The records on file are there already."""
    problem = posed.problem
    pairs = [
        (item, bucket)
        for item, row in enumerate(problem.items)
        for bucket in range(len(problem.needs))
        if row.mask >> bucket & 1
    ]
    items, many = len(problem.items), len(pairs)
    rows = _rows(problem, use, pairs)
    if rows is None:
        return []
    cost = np.zeros(rows.width)
    cost[:items] = [price or 0.0 for price in prices]
    low = np.zeros(rows.width)
    low[:items] = [1.0 if price is None else 0.0 for price in prices]
    high = np.ones(rows.width)
    high[items + many :] = [float(problem.items[item].worth) for item, _ in pairs]
    whole = np.zeros(rows.width, np.int64)
    whole[: items + many] = 1
    found = milp(cost, constraints=rows.constraint(), integrality=whole, bounds=Bounds(low, high),
                 options={"time_limit": 0.4, "mip_rel_gap": 1e-6})  # fmt: skip
    if found.x is None:
        return []
    return [item for item in range(items) if prices[item] is not None and found.x[item] > 0.5]


def _rows(problem: Problem, use: Use, pairs: list[tuple[int, int]]) -> Rows | None:
    items, many = len(problem.items), len(pairs)
    rows = Rows(items + 2 * many)
    by_item: dict[int, list[int]] = {}
    by_bucket: dict[int, list[int]] = {}
    for place, (item, bucket) in enumerate(pairs):
        by_item.setdefault(item, []).append(place)
        by_bucket.setdefault(bucket, []).append(place)
        rows.add({items + many + place: 1, items + place: -float(problem.items[item].worth)}, -np.inf, 0)
        rows.add({items + place: 1, item: -1}, -np.inf, 0)
    for item, places in by_item.items():
        if use is Use.WHOLE:
            rows.add({items + place: 1.0 for place in places} | {item: -1.0}, -np.inf, 0)
        elif use is Use.SPLIT:
            worth = float(problem.items[item].worth)
            rows.add({items + many + place: 1.0 for place in places} | {item: -worth}, -np.inf, 0)
    for bucket, need in enumerate(problem.needs):
        if bucket not in by_bucket:
            return None
        rows.add({items + many + place: 1.0 for place in by_bucket[bucket]}, need, np.inf)
    for cap, most in enumerate(problem.caps):
        places = [place for place, (item, _) in enumerate(pairs) if cap in problem.items[item].caps]
        if places and use is not Use.SHARED:
            rows.add({items + many + place: 1.0 for place in places}, 0, most)
    return rows
