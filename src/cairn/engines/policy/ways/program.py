"""The integer program behind a choice of offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, milp

from cairn.engines.policy.allocation.problem import Item, Problem
from cairn.engines.policy.allocation.program import Rows
from cairn.engines.policy.requirements import Use

SECONDS = 0.12
"""What one objective may take; the best found by then is shown, and it is decided again before it is."""

Pairs = list[tuple[int, int]]


def solve(
    problem: Problem, uses: Sequence[Use], layers: Sequence[int], prices: Sequence[float | None]
) -> list[int]:
    """The items to buy so that every category has its minimum, at the least price; those without a price are there.

    `uses` and `layers` are by category: how records are used, and which sum it belongs to; each sum has all records.
    Variables: is the item there; how much of it counts for each category it serves; where records are spent whole,
    which category it is spent on.
    """
    places: Sequence[int] = range(len(problem.items))
    if Use.WHOLE not in uses:
        problem, prices, places = _joined(problem, prices)
    buckets = range(len(problem.needs))
    pairs = [
        (item, bucket)
        for item, row in enumerate(problem.items)
        for bucket in buckets
        if row.mask >> bucket & 1
    ]
    items, many = len(problem.items), len(pairs)
    rows = _rows(problem, uses, layers, pairs)
    if rows is None:
        return []
    cost, low, high = np.zeros(rows.width), np.zeros(rows.width), np.ones(rows.width)
    cost[:items] = [price or 0.0 for price in prices]
    low[:items] = [1.0 if price is None else 0.0 for price in prices]
    high[items : items + many] = [float(problem.items[item].worth) for item, _ in pairs]
    whole = np.ones(rows.width, np.int64)
    whole[items : items + many] = 0
    found = milp(cost, constraints=rows.constraint(), integrality=whole, bounds=Bounds(low, high),
                 options={"time_limit": SECONDS, "mip_rel_gap": 1e-6})  # fmt: skip
    if found.x is None:
        return []
    return [places[item] for item in range(items) if prices[item] is not None and found.x[item] > 0.5]


def _joined(
    problem: Problem, prices: Sequence[float | None]
) -> tuple[Problem, list[float | None], list[int]]:
    """Records on file that serve the same categories under the same caps as one, where they may be split or shared."""
    there: dict[tuple[int, tuple[int, ...]], int] = {}
    for row, price in zip(problem.items, prices, strict=True):
        if price is None:
            there[row.mask, row.caps] = there.get((row.mask, row.caps), 0) + row.worth
    bought = [place for place, price in enumerate(prices) if price is not None]
    held = [Item(worth, mask, caps) for (mask, caps), worth in there.items()]
    items = (*held, *(problem.items[place] for place in bought))
    paid = [*[None] * len(held), *(prices[place] for place in bought)]
    return replace(problem, items=items), paid, [*[-1] * len(held), *bought]


def _rows(problem: Problem, uses: Sequence[Use], layers: Sequence[int], pairs: Pairs) -> Rows | None:
    """The constraints; None where a category has nothing that could serve it."""
    items, many = len(problem.items), len(pairs)
    rows = Rows(items + many * (2 if Use.WHOLE in uses else 1))
    by_bucket: dict[int, list[int]] = {}
    by_item: dict[tuple[int, int], list[int]] = {}
    for place, (item, bucket) in enumerate(pairs):
        by_item.setdefault((item, layers[bucket]), []).append(place)
        by_bucket.setdefault(bucket, []).append(place)
    for (item, _), places in by_item.items():
        _spend(rows, uses[pairs[places[0]][1]], item, float(problem.items[item].worth), places, (items, many))
    for bucket, need in enumerate(problem.needs):
        if bucket not in by_bucket:
            return None
        rows.add({items + place: 1.0 for place in by_bucket[bucket]}, need, np.inf)
    for cap, most in enumerate(problem.caps):
        under: dict[tuple[int, int], list[int]] = {}
        for place, (item, bucket) in enumerate(pairs):
            if cap in problem.items[item].caps:
                # Caps hold for a sum as a whole; where records are shared, for each category by itself.
                own = bucket if uses[bucket] is Use.SHARED else -1
                under.setdefault((layers[bucket], own), []).append(place)
        for places in under.values():
            rows.add({items + place: 1.0 for place in places}, 0, most)
    return rows


def _spend(
    rows: Rows, use: Use, item: int, worth: float, places: Sequence[int], sizes: tuple[int, int]
) -> None:
    """How a record may be used within one sum: in parts, once as a whole, or for every category it fits."""
    items, many = sizes
    if use is Use.SPLIT:
        rows.add({items + place: 1.0 for place in places} | {item: -worth}, -np.inf, 0)
    elif use is Use.SHARED:
        for place in places:
            rows.add({items + place: 1.0, item: -worth}, -np.inf, 0)
    else:
        rows.add({items + many + place: 1.0 for place in places} | {item: -1.0}, -np.inf, 0)
        for place in places:
            rows.add({items + place: 1.0, items + many + place: -worth}, -np.inf, 0)
