"""Records that may be split, or used again: the cut formula, and a split that attains it.

The most that a set S of categories can get is r(S), the worth usable in S under the caps. With minimums m, the best
total fill is the least of r(S) + m(outside S) over all S (max-flow min-cut, Ford and Fulkerson 1956), and all of T can
be met at once when m(S) <= r(S) for every S within T, since r is a polymatroid rank function (Edmonds 1970).
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.engines.policy.allocation.capped import shares_under_caps
from cairn.engines.policy.allocation.problem import (
    Allocation,
    Problem,
    caps_bind,
    kept_under_caps,
    under_caps,
)


def ranks(problem: Problem, upto: int | None = None) -> list[int]:
    """r(S) for every set S of categories, with the first `upto` items only."""
    grouped: dict[tuple[int, tuple[int, ...]], int] = {}
    for item in problem.items[:upto]:
        place = (item.mask, item.caps)
        grouped[place] = grouped.get(place, 0) + item.worth
    return [
        under_caps(problem.caps, ((worth, caps) for (mask, caps), worth in grouped.items() if mask & chosen))
        for chosen in range(problem.everything + 1)
    ]


def best_fill(problem: Problem) -> int:
    """The most that all categories together can get."""
    return min(_cuts(problem, ranks(problem)))


def tightest(problem: Problem) -> int:
    """The set of categories that lacks most: what is usable for it falls short of what it needs. Zero when none."""
    cuts = _cuts(problem, ranks(problem))
    least = min(cuts)
    return min(
        (mask for mask, cut in enumerate(cuts) if cut == least), key=lambda mask: (mask.bit_count(), mask)
    )


def _cuts(problem: Problem, rank: Sequence[int]) -> list[int]:
    return [rank[mask] + problem.need_of(problem.everything & ~mask) for mask in range(len(rank))]


def split(problem: Problem) -> Allocation:
    """The preferred allocation where a record may serve several categories, each part of it once."""
    first = _most_met(problem, ranks(problem))
    places = range(len(problem.needs))
    order = sorted(places, key=lambda place: not first >> place & 1)
    bound = caps_bind(problem)
    shares = shares_under_caps(problem, order) if bound else _transport(problem, _used(problem), order)
    fills = [0] * len(problem.needs)
    for _, bucket, amount in shares:
        fills[bucket] += amount
    return Allocation(tuple(shares), tuple(fills), sum(fills))


def _used(problem: Problem) -> list[int]:
    """How much of each item is spent where no cap binds: the earlier in the order of preference, the more."""
    used, before = [], 0
    outside = [problem.need_of(problem.everything & ~mask) for mask in range(problem.everything + 1)]
    usable = [0] * (problem.everything + 1)
    for item in problem.items:
        for mask in range(problem.everything + 1):
            if item.mask & mask:
                usable[mask] += item.worth
        now = min(value + rest for value, rest in zip(usable, outside, strict=True))
        used.append(now - before)
        before = now
    return used


def _most_met(problem: Problem, rank: Sequence[int]) -> int:
    """The largest set of categories that can all be met, the first in their order among equals."""
    possible = [True] * len(rank)
    for mask in range(1, len(rank)):
        parts = (mask & ~(1 << place) for place in range(len(problem.needs)) if mask >> place & 1)
        possible[mask] = problem.need_of(mask) <= rank[mask] and all(possible[part] for part in parts)
    best = max(mask.bit_count() for mask in range(len(rank)) if possible[mask])
    sets = [mask for mask in range(len(rank)) if possible[mask] and mask.bit_count() == best]
    return min(sets, key=lambda mask: [place for place in range(len(problem.needs)) if mask >> place & 1])


def _transport(problem: Problem, used: Sequence[int], order: Sequence[int]) -> list[tuple[int, int, int]]:
    """Send what is used of each item to the categories in their order, by augmenting paths."""
    flow: dict[tuple[int, int], int] = {}
    left = list(used)
    for sink in order:
        wants = problem.needs[sink]
        while wants:
            path = _path(problem, flow, left, sink)
            if path is None:
                break
            wants -= _push(flow, left, path, wants)
    return sorted((item, bucket, amount) for (item, bucket), amount in flow.items() if amount)


Path = list[tuple[int, int]]


def _path(problem: Problem, flow: dict[tuple[int, int], int], left: Sequence[int], sink: int) -> Path | None:
    """Steps (item, category), from the sink back to an item with something left; items in order."""
    came: dict[int, tuple[int, int] | None] = {sink: None}
    waiting = [sink]
    for bucket in waiting:
        for item, row in enumerate(problem.items):
            if not row.mask >> bucket & 1:
                continue
            if left[item]:
                return _walked(came, item, bucket)
            for other in range(len(problem.needs)):
                if other not in came and flow.get((item, other)):
                    came[other] = (item, bucket)
                    waiting.append(other)
    return None


def _walked(came: dict[int, tuple[int, int] | None], item: int, bucket: int) -> Path:
    path = [(item, bucket)]
    while (step := came[bucket]) is not None:
        item, closer = step
        path += [(item, bucket), (item, closer)]
        bucket = closer
    return path


def _push(flow: dict[tuple[int, int], int], left: list[int], path: Path, wants: int) -> int:
    """Move along a path: the first step takes from an item, then every other step takes back and gives anew."""
    amount = min([wants, left[path[0][0]], *(flow[step] for step in path[1::2])])
    left[path[0][0]] -= amount
    for place, step in enumerate(path):
        flow[step] = flow.get(step, 0) + (amount if place % 2 == 0 else -amount)
    return amount


def shared(problem: Problem) -> Allocation:
    """The allocation where each record may serve every category it fits; caps hold within each category."""
    shares, fills, used = [], [], [0] * len(problem.items)
    for bucket, need in enumerate(problem.needs):
        fits = [place for place, item in enumerate(problem.items) if item.mask >> bucket & 1]
        rows = [(problem.items[place].worth, problem.items[place].caps) for place in fits]
        fill = 0
        for place, kept in zip(fits, kept_under_caps(problem.caps, rows), strict=True):
            part = min(kept, need - fill)
            if part:
                shares.append((place, bucket, part))
                used[place] = max(used[place], part)
                fill += part
        fills.append(fill)
    return Allocation(tuple(sorted(shares)), tuple(fills), sum(used))
